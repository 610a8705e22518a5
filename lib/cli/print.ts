import { styleText } from "node:util";
import type { FlatTable } from "../charts/mod.ts";
import { plain, textTable } from "../words/mod.ts";
import type { Io } from "./io.ts";

/** Writes a result as JSON, for another program to read. */
export function printJson(io: Io, result: unknown): void {
  io.out(`${JSON.stringify(result, null, 2)}\n`);
}

/** Writes tables for a person to read, each under its caption. */
export function printTables(io: Io, tables: readonly FlatTable[]): void {
  const bold = (line: string) => io.color ? styleText("bold", line, { validateStream: false }) : line;
  io.out(
    tables.map(({ caption, columns, rows }) => `${caption}\n\n${textTable(columns, rows, bold)}`).join("\n"),
  );
}

/** Writes what a reader should beware of, to standard error, so that it never ends up in a file of results. */
export function printWarnings(io: Io, warnings: readonly string[]): void {
  for (const warning of warnings) io.err(`note: ${plain(warning)}\n`);
}

export { numberTable } from "../charts/mod.ts";
