// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to sort_rows.wasm by `deno task kernels`.
// Memory: its own.

/** Below so many keys, insertion beats dealing out. */
const few: i32 = 48;
const digitBits: i32 = 8;
const digits: i32 = 1 << digitBits;

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

/** Writes the field of `width` bits above the lowest `shift` back. */
export function pull32(values: usize, keys: usize, count: i32, least: u32, width: i32, shift: i32): void {
  const mask: u64 = (<u64>1 << width) - 1;
  for (let i = 0; i < count; i++) {
    const value = <u32>((load<u64>(keys + (<usize>i << 3)) >> shift) & mask) + least;
    store<u32>(values + (<usize>i << 2), value);
  }
}

/** The same for fields of 2 bytes. */
export function pull16(values: usize, keys: usize, count: i32, least: u32, width: i32, shift: i32): void {
  const mask: u64 = (<u64>1 << width) - 1;
  for (let i = 0; i < count; i++) {
    const value = <u32>((load<u64>(keys + (<usize>i << 3)) >> shift) & mask) + least;
    store<u16>(values + (<usize>i << 1), <u16>value);
  }
}

/** The same for fields of 1 byte. */
export function pull8(values: usize, keys: usize, count: i32, least: u32, width: i32, shift: i32): void {
  const mask: u64 = (<u64>1 << width) - 1;
  for (let i = 0; i < count; i++) {
    const value = <u32>((load<u64>(keys + (<usize>i << 3)) >> shift) & mask) + least;
    store<u8>(values + <usize>i, <u8>value);
  }
}

/**
 * Sorts `count` keys of `bits` bits. The highest bits deal them out to buckets that fit in the processor's cache, and
 * each bucket is dealt out again by one byte after the other, from the lowest. The sorted keys stand in `other`.
 *
 * @param ends Room for 2^`highBits` numbers of 4 bytes.
 * @param counts Room for 256 of them.
 */
export function sort(
  keys: usize,
  other: usize,
  count: i32,
  bits: i32,
  highBits: i32,
  ends: usize,
  counts: usize,
): void {
  const buckets = 1 << highBits;
  const low = bits - highBits;
  memory.fill(ends, 0, <usize>buckets << 2);
  for (let i = 0; i < count; i++) {
    const at = ends + (<usize>(load<u64>(keys + (<usize>i << 3)) >> low) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let b = 0; b < buckets; b++) {
    const at = ends + (<usize>b << 2);
    const size = load<u32>(at);
    store<u32>(at, sum);
    sum += size;
  }
  for (let i = 0; i < count; i++) {
    const key = load<u64>(keys + (<usize>i << 3));
    const at = ends + (<usize>(key >> low) << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    store<u64>(other + (<usize>place << 3), key);
  }
  let from: u32 = 0;
  for (let b = 0; b < buckets; b++) {
    const to = load<u32>(ends + (<usize>b << 2));
    const size = <i32>(to - from);
    const start = <usize>from << 3;
    if (size > few) sortBucket(other + start, keys + start, size, low, counts);
    else if (size > 1) insert(other + start, size);
    from = to;
  }
}

/** Sorts by the lowest `bits` bits, from `a` to `a`; `b` is scratch of the same size. */
function sortBucket(a: usize, b: usize, count: i32, bits: i32, counts: usize): void {
  let source = a;
  let target = b;
  for (let shift = 0; shift < bits; shift += digitBits) {
    const mask: u64 = (<u64>1 << min(digitBits, bits - shift)) - 1;
    memory.fill(counts, 0, digits << 2);
    for (let i = 0; i < count; i++) {
      const at = counts + (<usize>((load<u64>(source + (<usize>i << 3)) >> shift) & mask) << 2);
      store<u32>(at, load<u32>(at) + 1);
    }
    const first = counts + (<usize>((load<u64>(source) >> shift) & mask) << 2);
    if (load<u32>(first) == <u32>count) continue;
    let sum: u32 = 0;
    for (let d = 0; d < digits; d++) {
      const at = counts + (<usize>d << 2);
      const size = load<u32>(at);
      store<u32>(at, sum);
      sum += size;
    }
    for (let i = 0; i < count; i++) {
      const key = load<u64>(source + (<usize>i << 3));
      const at = counts + (<usize>((key >> shift) & mask) << 2);
      const place = load<u32>(at);
      store<u32>(at, place + 1);
      store<u64>(target + (<usize>place << 3), key);
    }
    const swap = source;
    source = target;
    target = swap;
  }
  if (source != a) memory.copy(a, source, <usize>count << 3);
}

function insert(keys: usize, count: i32): void {
  for (let k = 1; k < count; k++) {
    const key = load<u64>(keys + (<usize>k << 3));
    let j = k;
    for (; j > 0; j--) {
      const before = load<u64>(keys + (<usize>(j - 1) << 3));
      if (before <= key) break;
      store<u64>(keys + (<usize>j << 3), before);
    }
    store<u64>(keys + (<usize>j << 3), key);
  }
}
