import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBVector,
  FLOAT,
  INTEGER,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from "@duckdb/node-api";
import { type Bits, type Column, type Columns, hasBit, isStrings, type Value } from "./columns.ts";
import type { Engine, RunOptions } from "./engine.ts";
import { id, join, literal, type Sql, sql } from "./sql.ts";

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

const chunkRows = 2048;
const mostRows = 100_000;
const progressEvery = 200;

/**
 * Opens DuckDB locked down: only the named folders, no network, no extensions, no change of settings later.
 *
 * The lock holds inside native code too, where Deno's permissions do not reach: reading a path outside the
 * folders, following a link out of them, ATTACH, INSTALL, LOAD and SET are all refused.
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
  const config: Record<string, string> = {};
  if (options.threads !== undefined) config.threads = String(options.threads);
  if (options.memoryLimit !== undefined) config.memory_limit = options.memoryLimit;
  const instance = await DuckDBInstance.create(options.file ?? ":memory:", config);
  const connection = await instance.connect();
  const settings = [
    sql`set temp_directory = ${literal(options.spillFolder ?? "")}`,
    sql`set enable_progress_bar = true`,
    sql`set enable_progress_bar_print = false`,
    sql`set progress_bar_time = 0`,
    sql`set TimeZone = 'UTC'`,
    sql`set allowed_directories = [${join((options.folders ?? []).map(literal))}]`,
    sql`set autoinstall_known_extensions = false`,
    sql`set autoload_known_extensions = false`,
    sql`set enable_external_access = false`,
    sql`set lock_configuration = true`,
  ];
  for (const setting of settings) await connection.run(setting.text);
  return new DuckDbEngine(instance, connection);
}

class DuckDbEngine implements Engine {
  readonly dialect = "duckdb";
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  /** One statement at a time: an interrupt must hit the statement it was meant for. */
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  columns(query: Sql, options: RunOptions = {}): Promise<Columns> {
    return this.#turn(options, async () => {
      const result = await this.#connection.stream(query.text, bindable(query));
      const names = result.columnNames();
      const duplicate = names.find((name, i) => names.indexOf(name) !== i);
      if (duplicate !== undefined) throw new TypeError(`Cannot read columns: "${duplicate}" appears twice`);
      const readers = names.map((name, i) => columnReader(name, result.columnType(i)));
      let rows = 0;
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        options.signal?.throwIfAborted();
        readers.forEach((reader, i) => reader.take(chunk.getColumnVector(i), chunk.rowCount));
        rows += chunk.rowCount;
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

  run(statement: Sql, options: RunOptions = {}): Promise<void> {
    return this.#turn(options, async () => {
      await this.#connection.run(statement.text, bindable(statement));
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
    this.#closed = true;
    await this.#queue;
    this.#connection.closeSync();
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

function bindable(query: Sql): (string | number | bigint | boolean | null)[] {
  return [...query.params];
}

function plain(value: unknown, name: string): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") {
    if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(`Cannot read column "${name}" as numbers: ${value} is beyond 2^53`);
    }
    return Number(value);
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new TypeError(`Cannot read column "${name}": cast dates, lists and structures in the query`);
}

interface ColumnReader {
  take(vector: DuckDBVector, count: number): void;
  finish(): { column: Column; nulls: Bits | undefined };
}

type Typed = Exclude<Column, Strings_>;
type Strings_ = Extract<Column, { dictionary: readonly string[] }>;
type TypedConstructor = { new (length: number): Typed };

const typedArrays: Partial<Record<DuckDBTypeId, TypedConstructor>> = {
  [DuckDBTypeId.DOUBLE]: Float64Array,
  [DuckDBTypeId.FLOAT]: Float32Array,
  [DuckDBTypeId.TINYINT]: Int32Array,
  [DuckDBTypeId.SMALLINT]: Int32Array,
  [DuckDBTypeId.INTEGER]: Int32Array,
  [DuckDBTypeId.DATE]: Int32Array,
  [DuckDBTypeId.UTINYINT]: Uint8Array,
  [DuckDBTypeId.USMALLINT]: Uint16Array,
  [DuckDBTypeId.UINTEGER]: Uint32Array,
  [DuckDBTypeId.BIGINT]: BigInt64Array,
  [DuckDBTypeId.TIMESTAMP]: BigInt64Array,
  [DuckDBTypeId.TIMESTAMP_TZ]: BigInt64Array,
};

function columnReader(name: string, type: DuckDBType): ColumnReader {
  const Typed = typedArrays[type.typeId];
  if (Typed) return typedReader(Typed);
  switch (type.typeId) {
    case DuckDBTypeId.ENUM:
      return enumReader((type as unknown as { values: readonly string[] }).values);
    case DuckDBTypeId.VARCHAR:
      return textReader();
    case DuckDBTypeId.BOOLEAN:
      return itemReader(Uint8Array, (value) => value ? 1 : 0);
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UBIGINT:
      return itemReader(Float64Array, (value) => plain(value, name) as number);
    default:
      throw new TypeError(`Cannot read column "${name}" of type ${type}: cast it in the query`);
  }
}

/** Collects missing rows over chunks of at most 2,048 rows. */
function nullCollector(): {
  take(vector: DuckDBVector, count: number): void;
  finish(rows: number): Bits | undefined;
} {
  const missing: number[] = [];
  let rows = 0;
  return {
    take(vector, count) {
      const validity = (vector as unknown as { validity: { data: BigUint64Array | null } }).validity;
      if (validity.data !== null) {
        for (let i = 0; i < count; i++) {
          if ((validity.data[i >> 6]! >> BigInt(i & 63) & 1n) === 0n) missing.push(rows + i);
        }
      }
      rows += count;
    },
    finish(total) {
      if (missing.length === 0) return undefined;
      const bytes = new Uint8Array((total + 7) >> 3);
      for (const i of missing) bytes[i >> 3]! |= 1 << (i & 7);
      return { bytes, count: missing.length };
    },
  };
}

function typedReader(Array: TypedConstructor): ColumnReader {
  const parts: Typed[] = [];
  const nulls = nullCollector();
  let rows = 0;
  return {
    take(vector, count) {
      const items = (vector as unknown as { items: Typed }).items;
      const part = new Array(count);
      part.set(items.subarray(0, count) as never);
      parts.push(part);
      nulls.take(vector, count);
      rows += count;
    },
    finish() {
      const column = new Array(rows);
      let at = 0;
      for (const part of parts) {
        column.set(part as never, at);
        at += part.length;
      }
      const missing = nulls.finish(rows);
      if (missing) {
        const zero = (column instanceof BigInt64Array ? 0n : 0) as never;
        for (let i = 0; i < rows; i++) if (hasBit(missing, i)) column[i] = zero;
      }
      return { column, nulls: missing };
    },
  };
}

function enumReader(dictionary: readonly string[]): ColumnReader {
  const codes = typedReader(Uint32Array);
  return {
    take: codes.take,
    finish() {
      const done = codes.finish();
      return { column: { codes: done.column as Uint32Array, dictionary }, nulls: done.nulls };
    },
  };
}

function textReader(): ColumnReader {
  const dictionary: string[] = [];
  const known = new Map<string, number>();
  const codes: Uint32Array[] = [];
  const nulls = nullCollector();
  let rows = 0;
  return {
    take(vector, count) {
      const part = new Uint32Array(count);
      for (let i = 0; i < count; i++) {
        const text = vector.getItem(i) as string | null;
        if (text === null) continue;
        let code = known.get(text);
        if (code === undefined) {
          code = dictionary.length;
          dictionary.push(text);
          known.set(text, code);
        }
        part[i] = code;
      }
      codes.push(part);
      nulls.take(vector, count);
      rows += count;
    },
    finish() {
      const all = new Uint32Array(rows);
      let at = 0;
      for (const part of codes) {
        all.set(part, at);
        at += part.length;
      }
      return { column: { codes: all, dictionary }, nulls: nulls.finish(rows) };
    },
  };
}

function itemReader(Array: TypedConstructor, value: (item: unknown) => number): ColumnReader {
  const parts: number[] = [];
  const nulls = nullCollector();
  return {
    take(vector, count) {
      for (let i = 0; i < count; i++) {
        const item = vector.getItem(i);
        parts.push(item === null ? 0 : value(item));
      }
      nulls.take(vector, count);
    },
    finish() {
      const column = new Array(parts.length);
      column.set(parts as never);
      return { column, nulls: nulls.finish(parts.length) };
    },
  };
}

function duckType(column: Column): DuckDBType {
  if (isStrings(column)) return VARCHAR;
  if (column instanceof Float64Array) return DOUBLE;
  if (column instanceof Float32Array) return FLOAT;
  if (column instanceof Int32Array) return INTEGER;
  if (column instanceof Uint8Array) return UTINYINT;
  if (column instanceof Uint16Array) return USMALLINT;
  if (column instanceof Uint32Array) return UINTEGER;
  return BIGINT;
}

function typeName(type: DuckDBType): Sql {
  const names = {
    VARCHAR: sql`varchar`,
    DOUBLE: sql`double`,
    FLOAT: sql`float`,
    INTEGER: sql`integer`,
  } as const;
  const unsigned = { UTINYINT: sql`utinyint`, USMALLINT: sql`usmallint`, UINTEGER: sql`uinteger` } as const;
  const all: Record<string, Sql> = { ...names, ...unsigned, BIGINT: sql`bigint` };
  return all[String(type)]!;
}

function fill(
  vector: DuckDBVector,
  column: Column,
  nulls: Bits | undefined,
  from: number,
  count: number,
): void {
  if (isStrings(column)) {
    for (let i = 0; i < count; i++) {
      vector.setItem(
        i,
        (hasBit(nulls, from + i) ? null : column.dictionary[column.codes[from + i]!]!) as never,
      );
    }
  } else {
    const typed = vector as unknown as { items: Typed };
    typed.items.set(column.subarray(from, from + count) as never);
    if (nulls) {
      for (let i = 0; i < count; i++) if (hasBit(nulls, from + i)) vector.setItem(i, null as never);
    }
  }
  vector.flush();
}
