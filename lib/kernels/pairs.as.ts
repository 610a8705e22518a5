// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to pairs.wasm by `deno task kernels`.
// Memory: its own.

/** Where the walk stands: the event before, its person and time, and the number of its session. */
let person: u32 = 0;
let from: u32 = 0;
let session: u32 = 0;
let whole: u32 = 0;
let exact: f64 = 0;
let people: u32 = 0;

/** Bytes kept of a pair: how often, people and sessions, and the last person and session. */
const pairBytes: u32 = 20;

/** Forgets the event before: the next one is a first one. `size`: how many codes there are. */
export function begin(size: u32): void {
  person = u32.MAX_VALUE;
  session = u32.MAX_VALUE;
  from = size;
  people = 0;
}

/** People with an event so far. */
export function counted(): u32 {
  return people;
}

/** Which part of the waits one of so many seconds is in (see pairs.ts). */
// @ts-ignore: decorator
@inline
function partOf(wait: u32, fine: u32): u32 {
  const shift = <u32>max<i32>(0, 31 - <i32>fine - <i32>clz(wait));
  return (shift << fine) + (wait >> shift);
}

/** Notes that an event `to` came `wait` seconds after the one before it, or is a first one. */
// @ts-ignore: decorator
@inline
function note(
  pid: u32,
  to: u32,
  cut: bool,
  wait: u32,
  size: u32,
  fine: u32,
  parts: u32,
  pairs: usize,
  waits: usize,
  doers: usize,
): void {
  people += u32(pid != person);
  session += u32(cut);
  person = pid;
  const pair = select<u32>(size, from, cut) * size + to;
  from = to;
  const at = pairs + <usize>(pair * pairBytes);
  store<u32>(at, load<u32>(at) + 1);
  store<u32>(at, load<u32>(at, 4) + u32(load<u32>(at, 12) != pid), 4);
  store<u32>(at, load<u32>(at, 8) + u32(load<u32>(at, 16) != session), 8);
  store<u32>(at, pid, 12);
  store<u32>(at, session, 16);
  const part = waits + (<usize>(pair * parts + partOf(wait, fine)) << 2);
  store<u32>(part, load<u32>(part) + 1);
  const doer = doers + (<usize>to << 3);
  store<u32>(doer, load<u32>(doer) + u32(load<u32>(doer, 4) != pid));
  store<u32>(doer, pid, 4);
}

/**
 * Counts the pairs of a block of events at whole seconds.
 *
 * @param idle Longest wait inside a session.
 * @param longest Waits are cut off at this.
 * @param pairs By pair, `pairBytes` each; the pairs after the last are first events.
 * @param waits By pair and part, 4 bytes each.
 * @param doers By code: people, and the last of them, 4 bytes each.
 */
export function count32(
  persons: usize,
  events: usize,
  times: usize,
  n: i32,
  size: u32,
  idle: u32,
  fine: u32,
  longest: u32,
  parts: u32,
  pairs: usize,
  waits: usize,
  doers: usize,
): void {
  for (let i = 0; i < n; i++) {
    const pid = load<u32>(persons + (<usize>i << 2));
    const now = load<u32>(times + (<usize>i << 2));
    const wait = now - whole;
    whole = now;
    const cut = <bool>(u32(pid != person) | u32(wait > idle));
    const to = <u32>load<u16>(events + (<usize>i << 1));
    note(pid, to, cut, min(wait, longest), size, fine, parts, pairs, waits, doers);
  }
}

/** The same at times of 8 bytes. */
export function count64(
  persons: usize,
  events: usize,
  times: usize,
  n: i32,
  size: u32,
  idle: f64,
  fine: u32,
  longest: u32,
  parts: u32,
  pairs: usize,
  waits: usize,
  doers: usize,
): void {
  for (let i = 0; i < n; i++) {
    const pid = load<u32>(persons + (<usize>i << 2));
    const now = load<f64>(times + (<usize>i << 3));
    const wait = now - exact;
    exact = now;
    const cut = <bool>(u32(pid != person) | u32(wait > idle));
    const to = <u32>load<u16>(events + (<usize>i << 1));
    note(pid, to, cut, cutOff(wait, longest), size, fine, parts, pairs, waits, doers);
  }
}

/** A wait in whole seconds, rounded down. */
// @ts-ignore: decorator
@inline
function cutOff(wait: f64, longest: u32): u32 {
  return <u32>max<f64>(0, min<f64>(wait, <f64>longest));
}

/**
 * Picks out of a block of events at whole seconds the waits that are in wanted parts.
 *
 * @param ranges By pair: the first and the last wanted part, 2 bytes each.
 * @param found Room for the pair of each wait, 4 bytes an event.
 * @param picked Room for the waits, as wide as times.
 * @returns How many there are.
 */
export function pick32(
  persons: usize,
  events: usize,
  times: usize,
  n: i32,
  size: u32,
  idle: u32,
  fine: u32,
  longest: u32,
  ranges: usize,
  found: usize,
  picked: usize,
): i32 {
  let count = 0;
  for (let i = 0; i < n; i++) {
    const pid = load<u32>(persons + (<usize>i << 2));
    const now = load<u32>(times + (<usize>i << 2));
    const wait = now - whole;
    whole = now;
    const pair = pairOf(pid, <u32>load<u16>(events + (<usize>i << 1)), wait > idle, size);
    store<u32>(found + (<usize>count << 2), pair);
    store<u32>(picked + (<usize>count << 2), wait);
    count += isWanted(ranges, pair, partOf(min(wait, longest), fine));
  }
  return count;
}

/** The same at times of 8 bytes. */
export function pick64(
  persons: usize,
  events: usize,
  times: usize,
  n: i32,
  size: u32,
  idle: f64,
  fine: u32,
  longest: u32,
  ranges: usize,
  found: usize,
  picked: usize,
): i32 {
  let count = 0;
  for (let i = 0; i < n; i++) {
    const pid = load<u32>(persons + (<usize>i << 2));
    const now = load<f64>(times + (<usize>i << 3));
    const wait = now - exact;
    exact = now;
    const pair = pairOf(pid, <u32>load<u16>(events + (<usize>i << 1)), wait > idle, size);
    store<u32>(found + (<usize>count << 2), pair);
    store<f64>(picked + (<usize>count << 3), wait);
    count += isWanted(ranges, pair, partOf(cutOff(wait, longest), fine));
  }
  return count;
}

/** The pair that an event makes with the one before it; that of a first event where it makes none. */
// @ts-ignore: decorator
@inline
function pairOf(pid: u32, to: u32, late: bool, size: u32): u32 {
  const cut = <bool>(u32(pid != person) | u32(late));
  const pair = select<u32>(size, from, cut) * size + to;
  person = pid;
  from = to;
  return pair;
}

// @ts-ignore: decorator
@inline
function isWanted(ranges: usize, pair: u32, part: u32): u32 {
  const range = ranges + (<usize>pair << 2);
  return u32(part >= <u32>load<u16>(range)) & u32(part <= <u32>load<u16>(range, 2));
}
