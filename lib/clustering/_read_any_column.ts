import type { Columns } from "../engine/mod.ts";
import { type ReadColumn, readColumn } from "./_read_column.ts";

/** Reads a column of new people, of whom nobody may have a value: then it is numbers, all missing. */
export function readAnyColumn(table: Columns, name: string, numeric = false): ReadColumn {
  const missing = table.nulls.get(name);
  if (!missing || missing.count < table.rows || !table.columns.has(name)) {
    return readColumn(table, name, numeric);
  }
  return { name, rows: table.rows, missing, kind: "numbers", numbers: new Float64Array(table.rows) };
}
