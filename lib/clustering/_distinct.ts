/** Distinct rows of a table of codes, and which row is which. */
export interface Distinct {
  /** Number of distinct rows. */
  readonly count: number;
  /** Distinct row of each row; they are numbered in the order of their codes, so row order does not matter. */
  readonly of: Uint32Array;
  /** A row that each distinct row stands for: the first. */
  readonly first: Uint32Array;
}

/** A table of all possible keys pays up to this many of them for each row. */
const tableShare = 8;

/**
 * Finds the distinct rows of columns of codes. One pass a column or less: as many columns as fit a whole number are
 * looked at together.
 *
 * @param columns Columns of equal length with codes 0 to `radix` − 1.
 * @param rows Number of rows.
 */
export function distinctRows(
  columns: readonly { readonly codes: ArrayLike<number>; readonly radix: number }[],
  rows: number,
): Distinct {
  let of = new Uint32Array(rows);
  let count = Math.min(rows, 1);
  let key = new Float64Array(rows);
  let keys = count;
  let pending = false;
  const settle = () => {
    [of, count] = rank(key, keys);
    key = Float64Array.from(of);
    keys = count;
    pending = false;
  };
  for (const { codes, radix } of columns) {
    if (keys * radix > Number.MAX_SAFE_INTEGER) settle();
    for (let i = 0; i < rows; i++) key[i] = key[i]! * radix + codes[i]!;
    keys *= radix;
    pending = true;
  }
  if (pending) settle();
  const first = new Uint32Array(count);
  for (let i = rows - 1; i >= 0; i--) first[of[i]!] = i;
  return { count, of, first };
}

/** Numbers keys from 0 in their order. */
function rank(key: Float64Array, keys: number): [Uint32Array<ArrayBuffer>, number] {
  const of = new Uint32Array(key.length);
  let count = 0;
  if (keys <= tableShare * key.length) {
    const place = new Uint32Array(keys);
    for (const k of key) place[k] = 1;
    for (let k = 0; k < keys; k++) if (place[k] === 1) place[k] = count++;
    for (let i = 0; i < key.length; i++) of[i] = place[key[i]!]!;
    return [of, count];
  }
  const sorted = Float64Array.from(new Set(key)).sort();
  const place = new Map<number, number>();
  for (const k of sorted) place.set(k, count++);
  for (let i = 0; i < key.length; i++) of[i] = place.get(key[i]!)!;
  return [of, count];
}
