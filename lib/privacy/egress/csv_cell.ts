/** Control characters, marks that turn the direction of text, and letters without width: nobody needs them in a list. */
const unseen = /(?![\t\r\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What a spreadsheet takes for the beginning of a formula, at the start of a cell or of what it might split one into. */
const formula = /(^[\s\u00a0]*|[,;|\t\r\n"'])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
const wholeNumber = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
/** The longest text a spreadsheet takes in a cell. */
const longest = 32_000;

/**
 * A value as one cell of a CSV file that nobody can be harmed by opening (OWASP, "CSV Injection").
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe before the sign: at the start of the cell, after
 * blanks, and after a delimiter, quote, tab or line end inside it; full-width signs too, and a leading tab or line end
 * itself. Numbers stay numbers, negative ones and international phone numbers included. Text is quoted whenever any
 * common delimiter, a quote or a line end stands in it. Characters nobody sees are left out.
 *
 * @example
 * ```ts
 * import { csvCell } from "./csv_cell.ts";
 * const cells = ["=1+1", -5, "-5", "+13095550109", 'a,"b"', null].map(csvCell);
 * if (cells.join("|") !== `'=1+1|-5|-5|+13095550109|"a,""b"""|`) throw new Error(cells.join("|"));
 * ```
 */
export function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") {
    return typeof value === "number" && !Number.isFinite(value) ? "" : String(value);
  }
  const text = value.replaceAll(unseen, "").slice(0, longest);
  if (wholeNumber.test(text)) return text;
  const safe = /^[\t\r\n]/.test(text) ? `'${text}` : text;
  const quiet = safe.replaceAll(formula, "$1'");
  return /[,;|\t\r\n"]/.test(quiet) || quiet !== quiet.trim() ? `"${quiet.replaceAll('"', '""')}"` : quiet;
}

/** Rows as a CSV text, the header first; lines end with CR LF (RFC 4180). */
export function csvText(
  header: readonly string[],
  rows: Iterable<readonly (string | number | boolean | null | undefined)[]>,
): string {
  const lines = [header.map(csvCell).join(",")];
  for (const row of rows) lines.push(row.map(csvCell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}
