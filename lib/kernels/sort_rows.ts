/** A column of whole numbers. */
export type SortColumn = Int32Array | Uint32Array | Uint16Array | Uint8Array;

type Push = (values: number, keys: number, rows: number, least: number, width: number) => void;
type Pull = (...args: [...Parameters<Push>, shift: number]) => void;

interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly push32: Push;
  readonly push16: Push;
  readonly push8: Push;
  readonly pull32: Pull;
  readonly pull16: Pull;
  readonly pull8: Pull;
  sort(
    keys: number,
    sorted: number,
    rows: number,
    bits: number,
    highBits: number,
    ends: number,
    counts: number,
  ): void;
}

const page = 65_536;
/** Rows copied in and out of the kernel's memory at a time: as many as stay in the cache. */
const block = 16_384;
/** More buckets than this, and dealing out misses the processor's address cache. */
const mostHighBits = 11;
/** A kernel with more memory than this is not kept for the next sort. */
const mostKept = 256 * page;

/** Where things stand in the kernel's memory. */
const places = { counts: 1024, ends: 4096, values: page, keys: page + 4 * block } as const;

let compiled: WebAssembly.Module | undefined;
let idle: Kernel | undefined;

/**
 * Sorts rows of several columns in place, by the first column, then by the second, and so on: rows × (bits / 8)
 * steps, whatever order they come in (most significant digit first, then least significant digit first within
 * buckets that fit in the cache). The values of a row are put into one whole number of 64 bits, which is what is
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
  const fields = columns.map(fieldOf);
  const bits = fields.reduce((sum, { width }) => sum + width, 0);
  const needed = places.keys + 16 * count;
  if (bits > 64 || needed > page * (page - 1)) return false;
  if (count < 2 || bits === 0) return true;
  const kernel = ready(needed);
  // Eight rows a bucket and more, so that few rows do not pay for many buckets.
  const highBits = Math.min(mostHighBits, bits, Math.max(1, 29 - Math.clz32(count)));
  const sorted = places.keys + 8 * count;
  for (let from = 0; from < count; from += block) {
    new BigUint64Array(kernel.memory.buffer, places.keys + 8 * from, Math.min(block, count - from)).fill(0n);
    for (const field of fields) push(kernel, field, places.keys, from);
  }
  kernel.sort(places.keys, sorted, count, bits, highBits, places.ends, places.counts);
  for (let from = 0; from < count; from += block) {
    let shift = bits;
    for (const field of fields) pull(kernel, field, sorted, from, shift -= field.width);
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

function fieldOf(values: SortColumn): Field {
  let least = values[0] ?? 0;
  let greatest = least;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { values, least, width: 32 - Math.clz32(greatest - least) };
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
