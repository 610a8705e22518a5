/** A column of whole numbers. */
export type SortColumn = Int32Array | Uint32Array | Uint16Array | Uint8Array;

type Push = (values: number, keys: number, rows: number, least: number, width: number) => void;
/** The least value, and above it, shifted by 32 bits, the greatest. */
type Range = (values: number, rows: number) => bigint;
type Pull = (...args: [...Parameters<Push>, shift: number]) => void;

interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly push32: Push;
  readonly push16: Push;
  readonly push8: Push;
  readonly pull32: Pull;
  readonly pull16: Pull;
  readonly pull8: Pull;
  readonly range32: Range;
  readonly rangeSigned32: Range;
  readonly range16: Range;
  readonly range8: Range;
  sort(
    keys: number,
    other: number,
    rows: number,
    bits: number,
    highBits: number,
    ends: number,
    fine: number,
    mostFineBits: number,
    counts: number,
  ): void;
}

const page = 65_536;
/** Rows copied in and out of the kernel's memory at a time: as many as stay in the cache. */
const block = 16_384;
/** More buckets than this, and dealing out misses the processor's address cache. */
const mostHighBits = 11;
/** As many buckets of a bucket. */
const mostFineBits = 12;
/** A kernel with more memory than this is not kept for the next sort. */
const mostKept = 256 * page;

/** Where things stand in the kernel's memory. */
const places = { counts: 1024, ends: 4096, fine: 16_384, values: page, keys: page + 4 * block } as const;

let compiled: WebAssembly.Module | undefined;
let idle: Kernel | undefined;

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
  const needed = places.keys + 16 * count;
  idle = small;
  if (bits > 64 || needed > page * (page - 1)) return false;
  if (count < 2 || bits === 0) return true;
  const kernel = ready(needed);
  // Eight rows a bucket and more, so that few rows do not pay for many buckets.
  const highBits = Math.min(mostHighBits, bits, Math.max(1, 29 - Math.clz32(count)));
  const other = places.keys + 8 * count;
  for (let from = 0; from < count; from += block) {
    new BigUint64Array(kernel.memory.buffer, places.keys + 8 * from, Math.min(block, count - from)).fill(0n);
    for (const field of fields) push(kernel, field, places.keys, from);
  }
  kernel.sort(
    places.keys,
    other,
    count,
    bits,
    highBits,
    places.ends,
    places.fine,
    mostFineBits,
    places.counts,
  );
  for (let from = 0; from < count; from += block) {
    let shift = bits;
    for (const field of fields) pull(kernel, field, places.keys, from, shift -= field.width);
  }
  idle = kernel.memory.buffer.byteLength <= mostKept ? kernel : undefined;
  return true;
}

interface Field {
  readonly values: SortColumn;
  /** Its least value. */
  readonly least: number;
  /** Bits that hold every value less the least. */
  readonly width: number;
}

function fieldOf(kernel: Kernel, values: SortColumn): Field {
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
function push(kernel: Kernel, { values, least, width }: Field, keys: number, from: number): void {
  const rows = Math.min(block, values.length - from);
  scratch(kernel, values, rows).set(values.subarray(from, from + rows));
  const at = keys + 8 * from;
  if (values.BYTES_PER_ELEMENT === 4) kernel.push32(places.values, at, rows, least, width);
  else if (values.BYTES_PER_ELEMENT === 2) kernel.push16(places.values, at, rows, least, width);
  else kernel.push8(places.values, at, rows, least, width);
}

/** Reads a block of values back from the keys. */
function pull(
  kernel: Kernel,
  { values, least, width }: Field,
  keys: number,
  from: number,
  shift: number,
): void {
  const rows = Math.min(block, values.length - from);
  const at = keys + 8 * from;
  if (values.BYTES_PER_ELEMENT === 4) kernel.pull32(places.values, at, rows, least, width, shift);
  else if (values.BYTES_PER_ELEMENT === 2) kernel.pull16(places.values, at, rows, least, width, shift);
  else kernel.pull8(places.values, at, rows, least, width, shift);
  values.set(scratch(kernel, values, rows), from);
}

function scratch(kernel: Kernel, values: SortColumn, rows: number): SortColumn {
  const Column = values.constructor as new (buffer: ArrayBufferLike, at: number, rows: number) => SortColumn;
  return new Column(kernel.memory.buffer, places.values, rows);
}

function ready(bytes: number): Kernel {
  compiled ??= new WebAssembly.Module(Deno.readFileSync(new URL("./sort_rows.wasm", import.meta.url)));
  const kernel = idle ?? new WebAssembly.Instance(compiled, {}).exports as unknown as Kernel;
  idle = undefined;
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / page));
  return kernel;
}
