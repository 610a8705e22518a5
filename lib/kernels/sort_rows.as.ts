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

/** What {@linkcode unpack} found before: the last key, people, and events at the time of the one before. */
let last: u64 = 0;
let people: u32 = 0;
let tied: u32 = 0;
let doubled: u32 = 0;

/** Begins to unpack. */
export function begin(): void {
  people = 0;
  tied = 0;
  doubled = 0;
}

/** Events at the time of the same person's event before, with another name. */
export function ties(): u32 {
  return tied;
}

/** Events whose key is that of the event before. */
export function duplicates(): u32 {
  return doubled;
}

/**
 * Unpacks a block of sorted keys of events: person, time, name, and what comes behind.
 *
 * @param closed 1 to number people without gaps, from 0; 0 to keep their numbers.
 * @param firsts Room for the place in the block of each person's first event, 4 bytes each.
 * @returns How many people begin in the block.
 */
export function unpack(
  keys: usize,
  count: i32,
  personShift: i32,
  timeShift: i32,
  nameShift: i32,
  timeWidth: i32,
  nameWidth: i32,
  firstName: i32,
  leastTime: i32,
  closed: i32,
  persons: usize,
  times: usize,
  names: usize,
  firsts: usize,
): i32 {
  const timeMask: u64 = (<u64>1 << timeWidth) - 1;
  const nameMask: u64 = (<u64>1 << nameWidth) - 1;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const key = load<u64>(keys + (<usize>i << 3));
    const who = key >> personShift;
    const begins = u32(people == 0) | u32(who != last >> personShift);
    store<u32>(firsts + (<usize>found << 2), i);
    found += begins;
    people += begins;
    const at = (begins ^ 1) & u32(key >> timeShift == last >> timeShift);
    tied += at & u32(key >> nameShift != last >> nameShift);
    doubled += at & u32(key == last);
    last = key;
    store<u32>(persons + (<usize>i << 2), select<u32>(people - 1, <u32>who, closed));
    store<i32>(times + (<usize>i << 2), <i32>((key >> timeShift) & timeMask) + leastTime);
    store<u16>(names + (<usize>i << 1), <u16>((key >> nameShift) & nameMask) - <u16>firstName);
  }
  return found;
}
