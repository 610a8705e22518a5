import type { Columns, Value } from "./columns.ts";
import type { Sql } from "./sql.ts";

/** Which SQL an engine speaks. */
export type Dialect = "duckdb";

/** What a running statement may be told and may tell. */
export interface RunOptions {
  /** Aborting interrupts the statement; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the share done, in [0, 1], whenever the engine knows it. */
  readonly onProgress?: (share: number) => void;
}

/** SQL in, columns out: the only door between Trellis and a database. */
export interface Engine {
  /** Which SQL it speaks. */
  readonly dialect: Dialect;
  /** Runs a query and reads all of it into typed columns. */
  columns(query: Sql, options?: RunOptions): Promise<Columns>;
  /**
   * Runs a query with a small answer and reads it as row objects.
   *
   * @throws {RangeError} The answer has more than 100,000 rows (use `columns`), or a 64-bit integer beyond 2^53.
   */
  rows<Row extends object = Record<string, Value>>(query: Sql, options?: RunOptions): Promise<Row[]>;
  /** Runs a statement for its effect; gives how many rows it put into a table. */
  run(statement: Sql, options?: RunOptions): Promise<number>;
  /** Makes (or replaces) a table from columns of equal length. */
  write(table: string, data: Columns): Promise<void>;
  /** Adds rows to a table: columns of equal length, in the table's order and of its types. Made for batches. */
  append(table: string, data: Columns): Promise<void>;
  /**
   * The same tables through a second connection: its statements run beside this one's instead of after them. It closes
   * with this one. Temporary types, and what a reader of text rejected, stay with the connection that made them.
   */
  readonly beside: Engine;
  /** Closes the engine and removes its spill files. A closed engine refuses every call. */
  close(): Promise<void>;
}
