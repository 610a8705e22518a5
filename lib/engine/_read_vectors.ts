import { type DuckDBType, DuckDBTypeId, type DuckDBVector } from "@duckdb/node-api";
import { type Bits, type Column, hasBit, type Strings, type Value } from "./columns.ts";

/** Collects one column, chunk by chunk. */
export interface ColumnReader {
  take(vector: DuckDBVector, count: number): void;
  finish(): { column: Column; nulls: Bits | undefined };
}

type Typed = Exclude<Column, Strings>;
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

/**
 * A reader for a column of this type.
 *
 * @throws {TypeError} Values of the type do not fit a column; cast them in the query.
 */
export function columnReader(name: string, type: DuckDBType): ColumnReader {
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

/** One value of a small result, as JSON could hold it. */
export function plain(value: unknown, name: string): Value {
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
