// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to sort_rows.wasm by `deno task kernels`.
// Memory: its own.
// With: _sort_buckets.as.ts

/** Appends a field of 4 bytes to each key: `width` more bits, less `least`. */
export function push32(values: usize, keys: usize, count: i32, least: u32, width: i32): void {
  for (let i = 0; i < count; i++) {
    const value = load<u32>(values + (<usize>i << 2)) - least;
    const key = keys + (<usize>i << 3);
    store<u64>(key, (load<u64>(key) << width) | <u64>value);
  }
}

/** The same for fields of 2 bytes. */
export function push16(values: usize, keys: usize, count: i32, least: u32, width: i32): void {
  for (let i = 0; i < count; i++) {
    const value = <u32>load<u16>(values + (<usize>i << 1)) - least;
    const key = keys + (<usize>i << 3);
    store<u64>(key, (load<u64>(key) << width) | <u64>value);
  }
}

/** The same for fields of 1 byte. */
export function push8(values: usize, keys: usize, count: i32, least: u32, width: i32): void {
  for (let i = 0; i < count; i++) {
    const value = <u32>load<u8>(values + <usize>i) - least;
    const key = keys + (<usize>i << 3);
    store<u64>(key, (load<u64>(key) << width) | <u64>value);
  }
}

/** The least of `count` fields of 4 bytes, and above it, shifted by 32 bits, the greatest. */
export function range32(values: usize, count: i32): u64 {
  let least: u32 = u32.MAX_VALUE;
  let greatest: u32 = 0;
  for (let i = 0; i < count; i++) {
    const value = load<u32>(values + (<usize>i << 2));
    least = min(least, value);
    greatest = max(greatest, value);
  }
  return ((<u64>greatest) << 32) | <u64>least;
}

/** The same with signs. */
export function rangeSigned32(values: usize, count: i32): u64 {
  let least: i32 = i32.MAX_VALUE;
  let greatest: i32 = i32.MIN_VALUE;
  for (let i = 0; i < count; i++) {
    const value = load<i32>(values + (<usize>i << 2));
    least = min(least, value);
    greatest = max(greatest, value);
  }
  return ((<u64><u32>greatest) << 32) | <u64><u32>least;
}

/** The same for fields of 2 bytes. */
export function range16(values: usize, count: i32): u64 {
  let least: u32 = u32.MAX_VALUE;
  let greatest: u32 = 0;
  for (let i = 0; i < count; i++) {
    const value = <u32>load<u16>(values + (<usize>i << 1));
    least = min(least, value);
    greatest = max(greatest, value);
  }
  return ((<u64>greatest) << 32) | <u64>least;
}

/** The same for fields of 1 byte. */
export function range8(values: usize, count: i32): u64 {
  let least: u32 = u32.MAX_VALUE;
  let greatest: u32 = 0;
  for (let i = 0; i < count; i++) {
    const value = <u32>load<u8>(values + <usize>i);
    least = min(least, value);
    greatest = max(greatest, value);
  }
  return ((<u64>greatest) << 32) | <u64>least;
}

/**
 * Sorts `count` keys of `bits` bits in place. The highest bits deal them out to buckets that fit in the processor's
 * cache, and the next ones deal each bucket out to some that are small enough to be sorted by insertion. Those that
 * are not, for their keys are alike, are dealt out by one byte after the other, from the lowest.
 *
 * @param other Room for as many keys.
 * @param ends Room for 2^`highBits` numbers of 4 bytes.
 * @param fine Room for 2^`mostFineBits` of them.
 * @param counts Room for 256 of them.
 */
export function sort(
  keys: usize,
  other: usize,
  count: i32,
  bits: i32,
  highBits: i32,
  ends: usize,
  fine: usize,
  mostFineBits: i32,
  counts: usize,
): void {
  const low = bits - highBits;
  deal(keys, other, count, low, highBits, ends);
  let from: u32 = 0;
  for (let b = 0; b < 1 << highBits; b++) {
    const to = load<u32>(ends + (<usize>b << 2));
    const size = <i32>(to - from);
    const start = <usize>from << 3;
    if (size <= few) insertInto(other + start, keys + start, size);
    else dealAgain(other + start, keys + start, size, low, fine, mostFineBits, counts);
    from = to;
  }
}
