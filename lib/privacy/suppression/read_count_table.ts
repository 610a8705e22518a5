import { type Columns, texts } from "../../engine/mod.ts";
import { InputError } from "../../workspace/mod.ts";
import type { CountTable } from "./suppress_table.ts";

/** Where the parts of a table of counts stand in a file of one line a cell. */
export interface CountTableColumns {
  /** Column with the names of the rows. */
  readonly rows: string;
  /** Column with the names of the columns. */
  readonly columns: string;
  /** Column with the counts. */
  readonly count: string;
  /** The file, for messages. */
  readonly file: string;
}

/**
 * Reads a table of counts from columns of text, one line a cell; lines of the same cell are added up, and a cell without
 * a line holds nobody. Rows and columns stand in the order they first appear.
 *
 * @throws {InputError} A name is missing; a count is not a whole number from 0 (also where it was suppressed already);
 * or a row or column holds totals, which are worked out anew and would give hidden cells away.
 */
export function readCountTable(table: Columns, where: CountTableColumns): CountTable {
  const [rowNames, columnNames, counted] = [where.rows, where.columns, where.count].map((name) =>
    texts(table, name)
  ) as [(string | null)[], (string | null)[], (string | null)[]];
  const rows = new Map<string, number>();
  const columns = new Map<string, number>();
  const place = (names: Map<string, number>, name: string | null, column: string, line: number) => {
    if (name === null || name.trim() === "") {
      throw new InputError(
        `Cannot read "${where.file}": column "${column}" is empty in row ${line}. Give every cell a name, such as "unknown".`,
      );
    }
    const known = names.get(name);
    if (known === undefined) names.set(name, names.size);
    return known ?? names.size - 1;
  };
  const counts: number[][] = [];
  counted.forEach((text, i) => {
    const line = i + 2;
    const r = place(rows, rowNames[i]!, where.rows, line);
    const c = place(columns, columnNames[i]!, where.columns, line);
    const row = counts[r] ??= [];
    row[c] = (row[c] ?? 0) + countOf(text, where, line);
  });
  if (counts.length === 0) {
    throw new InputError(`Cannot read "${where.file}": it has no rows below its header`);
  }
  const full = counts.map((row) => Array.from({ length: columns.size }, (_, c) => row[c] ?? 0));
  refuseTotals([...rows.keys()], full, where.rows, where.file);
  refuseTotals(
    [...columns.keys()],
    [...columns.values()].map((c) => full.map((row) => row[c]!)),
    where.columns,
    where.file,
  );
  return { rows: [...rows.keys()], columns: [...columns.keys()], counts: full };
}

function countOf(text: string | null, { file, count }: CountTableColumns, line: number): number {
  const value = /^\s*\d+(?:\.0+)?\s*$/.test(text ?? "") ? Number(text) : NaN;
  if (Number.isSafeInteger(value)) return value;
  const hint = /^\s*[-+]?\d[\d.,' ]*(?:e[-+]?\d+)?\s*$/i.test(text ?? "")
    ? "Counts are of whole people: write them in digits alone, neither negative nor with fractions or separators."
    : "A count that is suppressed already (such as * or <11) cannot be protected again: start from the full counts.";
  throw new InputError(
    `Cannot read "${file}": column "${count}" is not a whole number from 0 in row ${line}. ${hint}`,
  );
}

const totalNames = /^all\b|\b(?:(?:sub|grand)?tot(?:als?)?|sum|overall|gesamt|insgesamt|summe)\b/i;

/** A row called a total that is one: of all others, or of those right before or after it. */
function refuseTotals(
  names: readonly string[],
  counts: readonly (readonly number[])[],
  column: string,
  file: string,
) {
  const total = names.findIndex((name, at) => totalNames.test(name.trim()) && isSum(counts, at));
  if (total < 0) return;
  throw new InputError(
    `Cannot protect "${file}": "${
      names[total]
    }" in column "${column}" is the sum of others and would give hidden ` +
      "counts away. Leave totals out: they are worked out and protected together with the cells.",
  );
}

function isSum(counts: readonly (readonly number[])[], total: number): boolean {
  const wanted = counts[total]!;
  if (!wanted.some((n) => n > 0)) return false;
  const others = counts.filter((_, at) => at !== total);
  for (const rows of [others, counts.slice(0, total).reverse(), counts.slice(total + 1)]) {
    const sum = wanted.map(() => 0);
    for (const [i, row] of rows.entries()) {
      row.forEach((n, k) => sum[k]! += n);
      if ((rows !== others || i === rows.length - 1) && sum.every((n, k) => n === wanted[k])) return true;
    }
  }
  return false;
}
