import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBMaterializedResult,
} from "@duckdb/node-api";
import { columnReader, plain } from "./_read_vectors.ts";
import { duckType, fill, typeName } from "./_write_vectors.ts";
import type { Bits, Column, Columns, Value } from "./columns.ts";
import type { DuckDbOptions } from "./duckdb.ts";
import type { Engine, RunOptions } from "./engine.ts";
import { id, join, literal, type Sql, sql } from "./sql.ts";

const chunkRows = 2048;
const mostRows = 100_000;
const progressEvery = 200;
/** So many chunks are copied before others get a turn. */
const chunksAtOnce = 1000;

/** Opens DuckDB for {@linkcode openDuckDb}, with every setting locked. */
export async function openLocked(options: DuckDbOptions): Promise<Engine> {
  const config: Record<string, string> = {};
  if (options.threads !== undefined) config.threads = String(options.threads);
  if (options.memoryLimit !== undefined) config.memory_limit = options.memoryLimit;
  const instance = await DuckDBInstance.create(options.file ?? ":memory:", config);
  const connection = await instance.connect();
  const second = await instance.connect();
  // What a connection has for itself; all is set before the lock.
  const own = [
    sql`set enable_progress_bar = true`,
    sql`set enable_progress_bar_print = false`,
    sql`set progress_bar_time = 0`,
    sql`set TimeZone = 'UTC'`,
  ];
  for (const setting of own) {
    await connection.run(setting.text);
    await second.run(setting.text);
  }
  const settings = [
    sql`set temp_directory = ${literal(options.spillFolder ?? "")}`,
    sql`set allowed_directories = [${join((options.folders ?? []).map(literal))}]`,
    sql`set autoinstall_known_extensions = false`,
    sql`set autoload_known_extensions = false`,
    sql`set enable_external_access = false`,
    sql`set lock_configuration = true`,
  ];
  for (const setting of settings) await connection.run(setting.text);
  return new DuckDbEngine(instance, connection, second);
}

class DuckDbEngine implements Engine {
  readonly dialect = "duckdb";
  readonly beside: DuckDbEngine;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  /** One statement at a time: an interrupt must hit the statement it was meant for. */
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** `other`: the connection to have beside it, or the engine that has this one. */
  constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    other: DuckDBConnection | DuckDbEngine,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.beside = other instanceof DuckDbEngine ? other : new DuckDbEngine(instance, other, this);
  }

  columns(query: Sql, options: RunOptions = {}): Promise<Columns> {
    return this.#turn(options, async () => {
      const result = await this.#connection.run(query.text, bindable(query));
      const names = result.columnNames();
      const duplicate = names.find((name, i) => names.indexOf(name) !== i);
      if (duplicate !== undefined) throw new TypeError(`Cannot read columns: "${duplicate}" appears twice`);
      const rows = result.rowCount;
      const readers = names.map((name, i) => columnReader(name, i, result.columnType(i), rows));
      let from = 0;
      for (let k = 0; k < result.chunkCount; k++) {
        if (k % chunksAtOnce === 0) await pause(options.signal);
        const chunk = result.getChunk(k);
        const count = chunk.rowCount;
        for (const reader of readers) reader.take(chunk, from, count);
        from += count;
      }
      const columns = new Map<string, Column>();
      const nulls = new Map<string, Bits>();
      names.forEach((name, i) => {
        const done = readers[i]!.finish();
        columns.set(name, done.column);
        if (done.nulls) nulls.set(name, done.nulls);
      });
      return { rows, columns, nulls };
    });
  }

  rows<Row extends object = Record<string, Value>>(query: Sql, options: RunOptions = {}): Promise<Row[]> {
    return this.#turn(options, async () => {
      const reader = await this.#connection.runAndReadUntil(query.text, mostRows + 1, bindable(query));
      if (reader.currentRowCount > mostRows) {
        throw new RangeError(`Cannot read more than ${mostRows} rows as objects: use columns() instead`);
      }
      const names = reader.columnNames();
      return reader.getRowsJS().map((row) => {
        const out: Record<string, Value> = Object.create(null);
        names.forEach((name, i) => out[name] = plain(row[i], name));
        return out as Row;
      });
    });
  }

  run(statement: Sql, options: RunOptions = {}): Promise<number> {
    return this.#turn(options, async () => {
      return writtenRows(await this.#connection.run(statement.text, bindable(statement)));
    });
  }

  write(table: string, data: Columns): Promise<void> {
    return this.#turn({}, async () => {
      const fields = [...data.columns].map(([name, column]) =>
        sql`${id(name)} ${typeName(duckType(column))}`
      );
      await this.#connection.run(sql`create or replace table ${id(table)} (${join(fields)})`.text);
      await this.#append(table, data);
    });
  }

  append(table: string, data: Columns): Promise<void> {
    return this.#turn({}, () => this.#append(table, data));
  }

  async #append(table: string, data: Columns): Promise<void> {
    const columns = [...data.columns];
    const appender = await this.#connection.createAppender(table);
    const chunk = DuckDBDataChunk.create(columns.map(([, column]) => duckType(column)), chunkRows);
    for (let from = 0; from < data.rows; from += chunkRows) {
      const count = Math.min(chunkRows, data.rows - from);
      chunk.reset();
      chunk.rowCount = count;
      columns.forEach(([name, column], i) => {
        fill(chunk.getColumnVector(i), column, data.nulls.get(name), from, count);
      });
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    const both = [this, this.beside];
    for (const one of both) one.#closed = true;
    await Promise.all(both.map((one) => one.#queue));
    for (const one of both) one.#connection.closeSync();
    this.#instance.closeSync();
  }

  #turn<T>(options: RunOptions, work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error("Cannot run a statement: the engine is closed"));
    const turn = this.#queue.then(() => this.#watched(options, work));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #watched<T>({ signal, onProgress }: RunOptions, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    const interrupt = () => this.#connection.interrupt();
    signal?.addEventListener("abort", interrupt);
    const timer = onProgress && setInterval(() => {
      const percentage = this.#connection.progress.percentage;
      if (percentage >= 0) onProgress(Math.min(percentage / 100, 1));
    }, progressEvery);
    try {
      const result = await work();
      onProgress?.(1);
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", interrupt);
      clearInterval(timer);
    }
  }
}

/** How many rows a statement wrote: DuckDB answers so to one that makes a table or adds to one. */
async function writtenRows(result: DuckDBMaterializedResult): Promise<number> {
  if (result.rowCount !== 1 || result.columnNames().join() !== "Count") return 0;
  const [[count] = []] = await result.getRowsJS();
  return Number(count);
}

/** Lets others have a turn, and stops when one of them asked for it. */
async function pause(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await new Promise((resume) => setTimeout(resume, 0));
  signal.throwIfAborted();
}

function bindable(query: Sql): (string | number | bigint | boolean | null)[] {
  return [...query.params];
}
