import type { TextTable } from "./text_table.ts";

/** What a spreadsheet takes for the beginning of a formula, at full width too. */
const formula = /^[\s\u200b]*[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/**
 * A table as CSV (RFC 4180) that a spreadsheet can open without running anything: cells that begin like a formula get an
 * apostrophe in front, negative numbers do not. Missing values are empty.
 *
 * @example
 * ```ts
 * import { csvText } from "./csv_text.ts";
 * const table = { rows: 2, columns: new Map([["a", ["=1+1", "-5"]], ["b", ['say "x"', null]]]) };
 * if (csvText(table) !== "a,b\n'=1+1,\"say \"\"x\"\"\"\n-5,\n") throw new Error(csvText(table));
 * ```
 */
export function csvText({ rows, columns }: TextTable): string {
  const lines = [[...columns.keys()].map(cell).join(",")];
  const all = [...columns.values()];
  for (let row = 0; row < rows; row++) lines.push(all.map((column) => cell(column[row] ?? "")).join(","));
  return `${lines.join("\n")}\n`;
}

function cell(value: string): string {
  const safe = formula.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
