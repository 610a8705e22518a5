import type { Engine } from "./engine.ts";

/** How to open DuckDB. */
export interface DuckDbOptions {
  /** Folders the engine may read and write; nothing outside them can be opened. Default: none. */
  readonly folders?: readonly string[];
  /** Worker threads. Default: what DuckDB finds (one a core). */
  readonly threads?: number;
  /** Memory limit, such as "4GB". Default: DuckDB's own, 80 % of the machine. */
  readonly memoryLimit?: string;
  /** Folder for data that does not fit in memory. Default: no spilling. */
  readonly spillFolder?: string;
  /** Database file; it must lie in one of `folders`. Default: in memory. */
  readonly file?: string;
}

/**
 * Opens DuckDB locked down: only the named folders, no network, no extensions, no change of settings later.
 *
 * The lock holds inside native code too, where Deno's permissions do not reach: reading a path outside the
 * folders, following a link out of them, ATTACH, INSTALL, LOAD and SET are all refused.
 *
 * The database itself is loaded with the first call, so that importing Trellis stays quick.
 *
 * @example
 * ```ts
 * import { openDuckDb } from "./duckdb.ts";
 * import { sql } from "./sql.ts";
 * const engine = await openDuckDb({ threads: 1 });
 * const [row] = await engine.rows<{ n: number }>(sql`select ${20} + 22 as n`);
 * if (row?.n !== 42) throw new Error();
 * await engine.close();
 * ```
 */
export async function openDuckDb(options: DuckDbOptions = {}): Promise<Engine> {
  const { openLocked } = await import("./_duckdb.ts");
  return await openLocked(options);
}
