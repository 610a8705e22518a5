import {
  block,
  bytesFor,
  type Field,
  places,
  pull,
  ready,
  release,
  scratch,
  type SortColumn,
  sortHere,
  type SortKernel,
} from "./_sort_kernel.ts";

export type { SortColumn };

/**
 * Sorts rows of several columns in place, by the first column, then by the second, and so on: rows × (bits / 8)
 * steps, whatever order they come in (most significant digits first, until few enough are left for insertion). The values of a row are put into one whole number of 64 bits, which is what is
 * sorted, in WebAssembly; it needs 16 bytes a row.
 *
 * @param columns Of equal length.
 * @returns false when the values of a row, each counted from the least of its column, need more than 64 bits or
 * there are more rows than the kernel's memory holds (some 250 million); then nothing was done.
 *
 * @example
 * ```ts
 * import { sortRows } from "./sort_rows.ts";
 * const person = new Uint32Array([2, 1, 2]);
 * const at = new Int32Array([-5, 7, -9]);
 * if (!sortRows([person, at]) || person.join() !== "1,2,2" || at.join() !== "7,-9,-5") throw new Error();
 * ```
 */
export function sortRows(columns: readonly SortColumn[]): boolean {
  const count = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== count)) {
    throw new RangeError("Cannot sort columns of different lengths together");
  }
  const small = ready(places.keys);
  const fields = columns.map((values) => fieldOf(small, values));
  const bits = fields.reduce((sum, { width }) => sum + width, 0);
  const needed = bytesFor(count);
  release(small);
  if (bits > 64 || needed === null) return false;
  if (count < 2 || bits === 0) return true;
  const kernel = ready(needed);
  for (let from = 0; from < count; from += block) {
    new BigUint64Array(kernel.memory.buffer, places.keys + 8 * from, Math.min(block, count - from)).fill(0n);
    for (const field of fields) push(kernel, field, from);
  }
  sortHere(kernel, count, bits);
  for (let from = 0; from < count; from += block) {
    let shift = bits;
    for (const field of fields) pull(kernel, field, from, shift -= field.width);
  }
  release(kernel);
  return true;
}

function fieldOf(kernel: SortKernel, values: SortColumn): Field {
  const range = values.BYTES_PER_ELEMENT === 2
    ? kernel.range16
    : values.BYTES_PER_ELEMENT === 1
    ? kernel.range8
    : values instanceof Int32Array
    ? kernel.rangeSigned32
    : kernel.range32;
  let least = values[0] ?? 0;
  let greatest = least;
  for (let from = 0; from < values.length; from += block) {
    const rows = Math.min(block, values.length - from);
    scratch(kernel, values, rows).set(values.subarray(from, from + rows));
    const found = range(places.values, rows);
    const signed = values instanceof Int32Array;
    least = Math.min(least, part(found, signed));
    greatest = Math.max(greatest, part(found >> 32n, signed));
  }
  return { values, least, width: 32 - Math.clz32(greatest - least) };
}

/** The lowest 32 bits. */
function part(bits: bigint, signed: boolean): number {
  return Number(signed ? BigInt.asIntN(32, bits) : BigInt.asUintN(32, bits));
}

/** Appends a block of values to the keys of their rows. */
function push(kernel: SortKernel, { values, least, width }: Field, from: number): void {
  const rows = Math.min(block, values.length - from);
  scratch(kernel, values, rows).set(values.subarray(from, from + rows));
  const at = places.keys + 8 * from;
  if (values.BYTES_PER_ELEMENT === 4) kernel.push32(places.values, at, rows, least, width);
  else if (values.BYTES_PER_ELEMENT === 2) kernel.push16(places.values, at, rows, least, width);
  else kernel.push8(places.values, at, rows, least, width);
}
