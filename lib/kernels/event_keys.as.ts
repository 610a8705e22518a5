// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to event_keys.wasm by `deno task kernels`.
// Memory: its own.
// With: _sort_buckets.as.ts
//
// Keys are dealt out to buckets by their highest bits as they come, so that none of them needs a second place while
// they are sorted: a bucket is a chain of blocks, and is copied out when its turn comes.

/** A block: the place of the next one (8 bytes), then keys. */
const blockBytes: u32 = 1024;
const blockKeys: u32 = 127;

/** Of each bucket, 4 bytes each: its first block, the place behind its last key, and how many keys its blocks hold. */
let heads: usize = 0;
let tails: usize = 0;
let holds: usize = 0;
let buckets: i32 = 0;
/** Bits below those that choose the bucket. */
let low: i32 = 0;
/** Where the next block begins. */
let top: u32 = 0;
/** The bucket whose turn it is. */
let turn: i32 = 0;

/**
 * Begins anew.
 *
 * @param tables Room for three times 2^`highBits` numbers of 4 bytes.
 * @param arena Where blocks begin: a multiple of 1024.
 */
export function begin(tables: usize, highBits: i32, lowBits: i32, arena: u32): void {
  buckets = 1 << highBits;
  low = lowBits;
  heads = tables;
  tails = heads + (<usize>buckets << 2);
  holds = tails + (<usize>buckets << 2);
  memory.fill(tables, 0, <usize>12 << highBits);
  top = arena;
  turn = 0;
  people = 0;
  tied = 0;
  doubled = 0;
}

/** Deals keys out. The memory must hold a block more for each bucket and each 127 keys. Gives where blocks end. */
export function take(keys: usize, count: i32): u32 {
  for (let i = 0; i < count; i++) {
    const key = load<u64>(keys + (<usize>i << 3));
    const at = <usize>(key >> low) << 2;
    let place = load<u32>(tails + at);
    if ((place & (blockBytes - 1)) == 0) {
      store<u32>(place == 0 ? heads + at : place - blockBytes, top);
      store<u32>(holds + at, load<u32>(holds + at) + blockKeys);
      place = top + 8;
      top += blockBytes;
    }
    store<u64>(place, key);
    store<u32>(tails + at, place + 8);
  }
  return top;
}

function sizeOf(bucket: i32): u32 {
  const tail = load<u32>(tails + (<usize>bucket << 2));
  if (tail == 0) return 0;
  const free = (blockBytes - 1 - ((tail - 1) & (blockBytes - 1))) >> 3;
  return load<u32>(holds + (<usize>bucket << 2)) - free;
}

/** How many keys the largest bucket has. */
export function largest(): u32 {
  let most: u32 = 0;
  for (let b = 0; b < buckets; b++) most = max(most, sizeOf(b));
  return most;
}

/**
 * Sorts the buckets whose turn it is, as many as fit.
 *
 * @param room For so many keys, at `keys` and at `other`: as many as the largest bucket has, or more.
 * @param fine Room for 2^`mostFineBits` numbers of 4 bytes; `counts`: for 256.
 * @returns How many keys stand at `keys`; 0 at the end.
 */
export function next(
  keys: usize,
  other: usize,
  room: u32,
  fine: usize,
  mostFineBits: i32,
  counts: usize,
): u32 {
  let filled: u32 = 0;
  for (; turn < buckets; turn++) {
    const size = sizeOf(turn);
    if (filled + size > room) break;
    if (size == 0) continue;
    const target = keys + (<usize>filled << 3);
    gather(turn, other, size);
    if (isAscending(other, size)) memory.copy(target, other, <usize>size << 3);
    else if (<i32>size <= few) insertInto(other, target, size);
    else dealAgain(other, target, size, low, fine, mostFineBits, counts);
    filled += size;
  }
  return filled;
}

function gather(bucket: i32, target: usize, count: u32): void {
  let block = load<u32>(heads + (<usize>bucket << 2));
  let left = count;
  while (left > 0) {
    const part = min(left, blockKeys);
    memory.copy(target, block + 8, <usize>part << 3);
    target += <usize>part << 3;
    left -= part;
    block = load<u32>(block);
  }
}

/** What {@linkcode unpack} found before: the last key, people, and events at the time of the one before. */
let last: u64 = 0;
let people: u32 = 0;
let tied: u32 = 0;
let doubled: u32 = 0;

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
