/** What ends a line. */
export type LineEnd = "\n" | "\r\n" | "\r";

/** How a CSV file is laid out. */
export interface CsvHead {
  /** Column names as written, in order; none when the file holds nothing but blank lines. */
  readonly names: readonly string[];
  readonly delimiter: string;
  /** Blank lines before the header. */
  readonly skip: number;
  /** What ends the header; null where nothing does. */
  readonly lineEnd: LineEnd | null;
  /** Whether a quote in the header is never closed. */
  readonly unclosed: boolean;
}

const delimiters = [",", ";", "\t", "|"];
const sampleRecords = 20;

/**
 * Reads the header of a CSV file, and finds out its delimiter: the one that cuts the header and the first records
 * into the same number of columns, and into the most.
 *
 * @example
 * ```ts
 * import { csvHead } from "./_csv_head.ts";
 * const head = csvHead('id;"a,b"\n1;"x;y"\n', true);
 * if (head.delimiter !== ";" || head.names[1] !== "a,b") throw new Error();
 * ```
 */
export function csvHead(text: string, whole: boolean, delimiter?: string): CsvHead {
  const lines = /^(?:[ \t]*\r?\n|\r)*/.exec(text)![0];
  const body = text.slice(lines.length);
  const candidates = delimiter === undefined ? delimiters : [delimiter];
  const parsed = candidates.map((one) => ({ delimiter: one, ...records(body, one, whole) }));
  const score = ({ rows }: { rows: readonly (readonly string[])[] }): number => {
    const width = rows[0]?.length ?? 0;
    if (width < 2) return 0;
    return rows.filter((row) => row.length === width).length / rows.length + Math.min(width, 999) / 1e6;
  };
  const best = parsed.reduce((a, b) => score(b) > score(a) ? b : a);
  return {
    names: (best.rows[0] ?? []).map((name) => name.trim()),
    delimiter: best.delimiter,
    skip: [...lines.matchAll(/\r\n|\n|\r/g)].length,
    lineEnd: best.lineEnd,
    unclosed: best.unclosed,
  };
}

/** The first records of CSV text (RFC 4180: quotes doubled inside quotes); blank lines are no records. */
function records(
  text: string,
  delimiter: string,
  whole: boolean,
): { rows: string[][]; lineEnd: LineEnd | null; unclosed: boolean } {
  let lineEnd: LineEnd | null = null;
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const endField = () => {
    row.push(field);
    field = "";
  };
  const endRow = () => {
    endField();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length && rows.length < sampleRecords; i++) {
    const char = text[i]!;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (char === '"' && field === "") {
      quoted = true;
    } else if (char === delimiter) {
      endField();
    } else if (char === "\n" || char === "\r") {
      const both = char === "\r" && text[i + 1] === "\n";
      lineEnd ??= both ? "\r\n" : char;
      if (both) i++;
      endRow();
    } else {
      field += char;
    }
  }
  const unclosed = quoted && rows.length === 0;
  // The last record of a cut text may be cut too.
  if (rows.length === 0 || (whole && !quoted && rows.length < sampleRecords)) endRow();
  return { rows, lineEnd, unclosed };
}
