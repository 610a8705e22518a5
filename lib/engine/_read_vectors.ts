import { type DuckDBDataChunk, type DuckDBEnumType, type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import { type Bits, type Column, hasBit, type Strings, type Value } from "./columns.ts";

/** Collects one column, chunk by chunk. */
export interface ColumnReader {
  /** Rows `from` to `from + count` − 1 are those of the chunk. */
  take(chunk: DuckDBDataChunk, from: number, count: number): void;
  finish(): { column: Column; nulls: Bits | undefined };
}

type Typed = Exclude<Column, Strings>;
type TypedConstructor = { new (length: number): Typed };
type Native = Typed | Int8Array | Int16Array;
type NativeConstructor = {
  new (buffer: ArrayBufferLike, from: number, length: number): Native;
  readonly BYTES_PER_ELEMENT: number;
};

/** What holds the values of a type in a chunk. */
const natives: Partial<Record<DuckDBTypeId, NativeConstructor>> = {
  [DuckDBTypeId.DOUBLE]: Float64Array,
  [DuckDBTypeId.FLOAT]: Float32Array,
  [DuckDBTypeId.TINYINT]: Int8Array,
  [DuckDBTypeId.SMALLINT]: Int16Array,
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
 * A reader for a column of this type and so many rows.
 *
 * Numbers are read from the database's memory through the binding, a few microseconds a chunk; the vector objects of
 * the client library take several times as long to make.
 *
 * @throws {TypeError} Values of the type do not fit a column; cast them in the query.
 */
export function columnReader(name: string, index: number, type: DuckDBType, rows: number): ColumnReader {
  const Native = natives[type.typeId];
  if (Native) {
    const narrow = Native === Int8Array || Native === Int16Array;
    const Column = narrow ? Int32Array : Native as unknown as TypedConstructor;
    return typedReader(index, new Column(rows), Native);
  }
  switch (type.typeId) {
    case DuckDBTypeId.ENUM:
      return enumReader(index, rows, type as DuckDBEnumType);
    case DuckDBTypeId.VARCHAR:
      return textReader(index, rows);
    case DuckDBTypeId.BOOLEAN:
      return itemReader(index, new Uint8Array(rows), (value) => value ? 1 : 0);
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UBIGINT:
      return itemReader(index, new Float64Array(rows), (value) => plain(value, name) as number);
    default:
      throw new TypeError(`Cannot read column "${name}" of type ${type}: cast it in the query`);
  }
}

type Vector = ReturnType<typeof duckdb.data_chunk_get_vector>;

function vectorOf(chunk: DuckDBDataChunk, index: number): Vector {
  const { chunk: raw } = chunk as unknown as {
    readonly chunk: Parameters<typeof duckdb.data_chunk_get_vector>[0];
  };
  return duckdb.data_chunk_get_vector(raw, index);
}

/** Collects missing rows. */
function nullCollector(rows: number): {
  take(vector: Vector, from: number, count: number): void;
  finish(): Bits | undefined;
} {
  let bytes: Uint8Array | undefined;
  let missing = 0;
  return {
    take(vector, from, count) {
      // One bit a row, set where there is a value; nothing at all where all have one.
      const valid = duckdb.vector_get_validity(vector, 8 * Math.ceil(count / 64)) as Uint8Array | null;
      if (valid === null) return;
      for (let i = 0; i < count; i++) {
        if ((valid[i >> 3]! >> (i & 7) & 1) === 1) continue;
        bytes ??= new Uint8Array((rows + 7) >> 3);
        bytes[(from + i) >> 3]! |= 1 << ((from + i) & 7);
        missing++;
      }
    },
    finish: () => bytes && { bytes, count: missing },
  };
}

function typedReader(index: number, column: Typed, Native: NativeConstructor): ColumnReader {
  const nulls = nullCollector(column.length);
  const size = Native.BYTES_PER_ELEMENT;
  return {
    take(chunk, from, count) {
      const vector = vectorOf(chunk, index);
      const bytes = duckdb.vector_get_data(vector, count * size);
      column.set(new Native(bytes.buffer, bytes.byteOffset, count) as never, from);
      nulls.take(vector, from, count);
    },
    finish() {
      const missing = nulls.finish();
      if (missing) {
        const zero = (column instanceof BigInt64Array ? 0n : 0) as never;
        for (let i = 0; i < column.length; i++) if (hasBit(missing, i)) column[i] = zero;
      }
      return { column, nulls: missing };
    },
  };
}

function enumReader(index: number, rows: number, type: DuckDBEnumType): ColumnReader {
  const codes = new Uint32Array(rows);
  const reader = typedReader(index, codes, natives[type.internalTypeId]!);
  return {
    take: reader.take,
    finish: () => ({ column: { codes, dictionary: type.values }, nulls: reader.finish().nulls }),
  };
}

function textReader(index: number, rows: number): ColumnReader {
  const dictionary: string[] = [];
  const known = new Map<string, number>();
  const codes = new Uint32Array(rows);
  const nulls = nullCollector(rows);
  return {
    take(chunk, from, count) {
      const vector = chunk.getColumnVector(index);
      for (let i = 0; i < count; i++) {
        const text = vector.getItem(i) as string | null;
        if (text === null) continue;
        let code = known.get(text);
        if (code === undefined) {
          code = dictionary.length;
          dictionary.push(text);
          known.set(text, code);
        }
        codes[from + i] = code;
      }
      nulls.take(vectorOf(chunk, index), from, count);
    },
    finish: () => ({ column: { codes, dictionary }, nulls: nulls.finish() }),
  };
}

function itemReader(
  index: number,
  column: Uint8Array | Float64Array,
  value: (item: unknown) => number,
): ColumnReader {
  const nulls = nullCollector(column.length);
  return {
    take(chunk, from, count) {
      const vector = chunk.getColumnVector(index);
      for (let i = 0; i < count; i++) {
        const item: unknown = vector.getItem(i);
        if (item !== null) column[from + i] = value(item);
      }
      nulls.take(vectorOf(chunk, index), from, count);
    },
    finish: () => ({ column, nulls: nulls.finish() }),
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
