import { styleText } from "node:util";
import type { Io } from "./io.ts";
import { type TextColumn, textTable } from "./text_table.ts";

/** Writes a result as JSON, for another program to read. */
export function printJson(io: Io, result: unknown): void {
  io.out(`${JSON.stringify(result, null, 2)}\n`);
}

/** Writes rows as an aligned table for a person to read. */
export function printTable(
  io: Io,
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): void {
  const bold = (line: string) => io.color ? styleText("bold", line, { validateStream: false }) : line;
  io.out(textTable(columns, rows, bold));
}
