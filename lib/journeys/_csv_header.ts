/** The first record of a CSV text. */
export interface CsvHeader {
  readonly delimiter: string;
  /** Column names; one without a name is `column1` (by its place), a second of a name gets `_2`. */
  readonly names: readonly string[];
}

/**
 * Reads the header of CSV text. The delimiter is the one of comma, semicolon, tab and bar that it has most of,
 * outside quotes; a header with none of them is split at spaces. Names differ also when upper and lower case are the same, as DuckDB wants them.
 *
 * @example
 * ```ts
 * import { csvHeader } from "./_csv_header.ts";
 * const { delimiter, names } = csvHeader('id;"a ""b"", c";ID\n1;2;3');
 * if (delimiter !== ";" || names.join("|") !== 'id|a "b", c|ID_2') throw new Error(names.join("|"));
 * ```
 */
export function csvHeader(text: string, given?: string): CsvHeader {
  const record = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.replace(/^\uFEFF/, ""))![0];
  if (record.trim() === "") return { delimiter: given ?? ",", names: [] };
  const outside = record.replace(/"(?:[^"]|"")*"/g, "");
  const count = (delimiter: string) => outside.split(delimiter).length;
  const usual = [",", ";", "\t", "|"].reduce((best, one) => count(one) > count(best) ? one : best);
  const delimiter = given ?? (count(usual) === 1 && count(" ") > 1 ? " " : usual);
  const cells: string[] = [];
  let rest: string | undefined = record;
  while (rest !== undefined) {
    const cell: string = /^"(?:[^"]|"")*"/.exec(rest)?.[0] ?? rest.split(delimiter, 1)[0]!;
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    rest = rest.length > cell.length ? rest.slice(cell.length + delimiter.length) : undefined;
  }
  const taken = new Set<string>();
  const names = cells.map((cell, i) => {
    const base = cell.trim() || `column${i + 1}`;
    let name = base;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base}_${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
  return { delimiter, names };
}
