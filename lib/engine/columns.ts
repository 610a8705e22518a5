/** A set of row numbers, one bit each: which rows of a column are missing. */
export interface Bits {
  /** Bit `i & 7` of byte `i >> 3` is set when row `i` is in the set. */
  readonly bytes: Uint8Array;
  /** How many rows are in the set. */
  readonly count: number;
}

/** Dictionary-encoded text: `dictionary[codes[i]]` is the text of row `i`. */
export interface Strings {
  /** One code a row. */
  readonly codes: Uint32Array;
  /** Each text once. */
  readonly dictionary: readonly string[];
}

/** One column of values. Missing rows hold 0 (or code 0) and are listed in {@linkcode Columns.nulls}. */
export type Column =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | Strings;

/** Column-wise data: what engines return and kernels take. */
export interface Columns {
  /** Length of every column. */
  readonly rows: number;
  /** By name, in the order of the query. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Columns with at least one missing row; a column absent here has none. */
  readonly nulls: ReadonlyMap<string, Bits>;
}

/** One value of a small result. 64-bit integers arrive as numbers, checked to be safe. */
export type Value = string | number | boolean | null;

/**
 * Whether row `i` is in the set.
 *
 * @example
 * ```ts
 * import { hasBit } from "./columns.ts";
 * const even = { bytes: new Uint8Array([0b0101]), count: 2 };
 * if (!hasBit(even, 2) || hasBit(even, 1)) throw new Error();
 * ```
 */
export function hasBit(bits: Bits | undefined, i: number): boolean {
  return bits !== undefined && ((bits.bytes[i >> 3] ?? 0) >> (i & 7) & 1) === 1;
}

/** Whether a column is dictionary-encoded text rather than numbers. */
export function isStrings(column: Column): column is Strings {
  return !ArrayBuffer.isView(column);
}

/**
 * The numbers of a column, as doubles; missing rows become `NaN`.
 *
 * @throws {TypeError} The column is absent or is text.
 * @throws {RangeError} A 64-bit integer is too large to be exact as a number.
 */
export function numbers(data: Columns, name: string): Float64Array {
  const column = data.columns.get(name);
  if (column === undefined || isStrings(column)) {
    throw new TypeError(`Cannot read numbers of column "${name}": it is ${column ? "text" : "absent"}`);
  }
  const out = new Float64Array(data.rows);
  for (let i = 0; i < data.rows; i++) {
    const value = Number(column[i]);
    if (typeof column[i] === "bigint" && !Number.isSafeInteger(value)) {
      throw new RangeError(`Cannot read column "${name}" as numbers: ${column[i]} is beyond 2^53`);
    }
    out[i] = value;
  }
  const nulls = data.nulls.get(name);
  if (nulls) { for (let i = 0; i < data.rows; i++) if (hasBit(nulls, i)) out[i] = NaN; }
  return out;
}

/**
 * The text of a column; missing rows become `null`.
 *
 * @throws {TypeError} The column is absent or holds numbers.
 */
export function texts(data: Columns, name: string): (string | null)[] {
  const column = data.columns.get(name);
  if (column === undefined || !isStrings(column)) {
    throw new TypeError(`Cannot read text of column "${name}": it ${column ? "holds numbers" : "is absent"}`);
  }
  const nulls = data.nulls.get(name);
  return Array.from(
    { length: data.rows },
    (_, i) => hasBit(nulls, i) ? null : column.dictionary[column.codes[i]!]!,
  );
}
