import { type Columns, texts } from "../../engine/mod.ts";

/** A table of text, column by column; null is missing. */
export interface TextTable {
  /** Length of every column. */
  readonly rows: number;
  /** By name, in order. */
  readonly columns: ReadonlyMap<string, readonly (string | null)[]>;
}

/** The columns of a table as text. */
export function asTextTable(table: Columns): TextTable {
  return {
    rows: table.rows,
    columns: new Map([...table.columns.keys()].map((name) => [name, texts(table, name)])),
  };
}
