// @ts-nocheck: checked by asc, not by TypeScript

// What sort_rows.as.ts and event_keys.as.ts share: sorting a bucket of keys, and reading fields back from keys.

/** Below so many keys, insertion beats dealing out. */
const few: i32 = 48;
const digitBits: i32 = 8;
const digits: i32 = 1 << digitBits;

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

/** Deals keys out by the `width` bits above the lowest `low`. Then `ends` holds where each bucket ends. */
function deal(source: usize, target: usize, count: i32, low: i32, width: i32, ends: usize): void {
  const mask: u64 = (<u64>1 << width) - 1;
  memory.fill(ends, 0, <usize>4 << width);
  for (let i = 0; i < count; i++) {
    const at = ends + (<usize>((load<u64>(source + (<usize>i << 3)) >> low) & mask) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let b = 0; b < 1 << width; b++) {
    const at = ends + (<usize>b << 2);
    const size = load<u32>(at);
    store<u32>(at, sum);
    sum += size;
  }
  for (let i = 0; i < count; i++) {
    const key = load<u64>(source + (<usize>i << 3));
    const at = ends + (<usize>((key >> low) & mask) << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    store<u64>(target + (<usize>place << 3), key);
  }
}

/** Sorts a bucket by its lowest `bits` bits, from `source` to `target`. */
function dealAgain(
  source: usize,
  target: usize,
  count: i32,
  bits: i32,
  fine: usize,
  mostFineBits: i32,
  counts: usize,
): void {
  // Some eight keys a bucket.
  const width = min(min(bits, mostFineBits), max(1, 29 - clz<i32>(count)));
  const low = bits - width;
  deal(source, target, count, low, width, fine);
  if (low == 0) return;
  let from: u32 = 0;
  for (let b = 0; b < 1 << width; b++) {
    const to = load<u32>(fine + (<usize>b << 2));
    const size = <i32>(to - from);
    const start = <usize>from << 3;
    if (size > few) sortBucket(target + start, source + start, size, low, counts);
    else if (size > 1) insertInto(target + start, target + start, size);
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

/** Copies keys in order; `source` may be `target`. */
function insertInto(source: usize, target: usize, count: i32): void {
  for (let k = 0; k < count; k++) {
    const key = load<u64>(source + (<usize>k << 3));
    let at = target + (<usize>k << 3);
    while (at > target) {
      const before = load<u64>(at - 8);
      if (before <= key) break;
      store<u64>(at, before);
      at -= 8;
    }
    store<u64>(at, key);
  }
}

/** Whether the keys stand in order already. */
export function isAscending(keys: usize, count: i32): bool {
  for (let i = 1; i < count; i++) {
    const at = keys + (<usize>i << 3);
    if (load<u64>(at) < load<u64>(at - 8)) return false;
  }
  return true;
}
