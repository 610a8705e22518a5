import { KeptKernel, page } from "./_kept_kernel.ts";

/** A column of whole numbers. */
export type SortColumn = Int32Array | Uint32Array | Uint16Array | Uint8Array;

type Push = (values: number, keys: number, rows: number, least: number, width: number) => void;
/** The least value, and above it, shifted by 32 bits, the greatest. */
type Range = (values: number, rows: number) => bigint;
type Pull = (...args: [...Parameters<Push>, shift: number]) => void;

export interface SortKernel {
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
  isAscending(keys: number, rows: number): number;
}

/** Rows copied in and out of the kernel's memory at a time: as many as stay in the cache. */
export const block = 16_384;
/** More buckets than this, and dealing out misses the processor's address cache. */
export const mostHighBits = 11;
/** As many buckets of a bucket. */
export const mostFineBits = 12;

/** Where things stand in the kernel's memory. */
export const places = {
  counts: 1024,
  ends: 4096,
  fine: 16_384,
  values: page,
  keys: page + 4 * block,
} as const;

const kept = new KeptKernel<SortKernel>("./sort_rows.wasm");

/** Bytes that sorting so many keys takes; null when the kernel's memory cannot hold them (some 250 million). */
export function bytesFor(count: number): number | null {
  const needed = places.keys + 16 * count;
  return needed > page * (page - 1) ? null : needed;
}

/** A kernel with so much memory, until it is handed back to {@linkcode release}. */
export function ready(bytes: number): SortKernel {
  return kept.take(bytes);
}

/** Keeps a kernel for the next sort, unless it is large. */
export function release(kernel: SortKernel): void {
  kept.giveBack(kernel);
}

/** Sorts the keys in the kernel's memory, of so many bits. */
export function sortHere(kernel: SortKernel, count: number, bits: number): void {
  if (kernel.isAscending(places.keys, count) === 1) return;
  // Eight rows a bucket and more, so that few rows do not pay for many buckets.
  const highBits = Math.min(mostHighBits, bits, Math.max(1, 29 - Math.clz32(count)));
  kernel.sort(
    places.keys,
    places.keys + 8 * count,
    count,
    bits,
    highBits,
    places.ends,
    places.fine,
    mostFineBits,
    places.counts,
  );
}

/** Some bits of every key, which are a column's values less the least. */
export interface Field {
  readonly values: SortColumn;
  readonly least: number;
  /** Bits that hold every value less the least. */
  readonly width: number;
}

/** Reads a block of values back from the keys: the bits above the lowest `shift`. */
export function pull(kernel: SortKernel, { values, least, width }: Field, from: number, shift: number): void {
  const rows = Math.min(block, values.length - from);
  const at = places.keys + 8 * from;
  if (values.BYTES_PER_ELEMENT === 4) kernel.pull32(places.values, at, rows, least, width, shift);
  else if (values.BYTES_PER_ELEMENT === 2) kernel.pull16(places.values, at, rows, least, width, shift);
  else kernel.pull8(places.values, at, rows, least, width, shift);
  values.set(scratch(kernel, values, rows), from);
}

/** Room for a block of a column's values in the kernel's memory. */
export function scratch(kernel: SortKernel, values: SortColumn, rows: number): SortColumn {
  const Column = values.constructor as new (buffer: ArrayBufferLike, at: number, rows: number) => SortColumn;
  return new Column(kernel.memory.buffer, places.values, rows);
}
