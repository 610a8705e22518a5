// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to chains.wasm by `deno task kernels`.
// Memory: its own.

/** As many events fit in one word, wherever its first bit stands in a byte. */
const inWord: u32 = 57;

/**
 * Marks events: bit `i` of `marks` says whether the code of event `i` is one of `count` codes.
 *
 * @param events Codes of 2 bytes. 64 are read at a time, up to 63 behind the last.
 */
export function markCodes(events: usize, n: i32, codes: usize, count: i32, marks: usize): void {
  const only = v128.load_splat<u16>(codes);
  for (let i = 0; i < n; i += 64) {
    const at = events + (<usize>i << 1);
    const a = eq16(at, only);
    const b = eq16(at + 32, only);
    const c = eq16(at + 64, only);
    const d = eq16(at + 96, only);
    store<u64>(marks + (<usize>i >> 3), a | (b << 16) | (c << 32) | (d << 48));
  }
  for (let k = 1; k < count; k++) {
    const code = v128.load_splat<u16>(codes + (<usize>k << 1));
    for (let i = 0; i < n; i += 16) {
      const there = marks + (<usize>i >> 3);
      store<u16>(there, load<u16>(there) | <u16>eq16(events + (<usize>i << 1), code));
    }
  }
}

/** Which of 16 codes are a certain one, as bits. */
// @ts-ignore: decorator
@inline
function eq16(at: usize, code: v128): u64 {
  const low = i16x8.eq(v128.load(at), code);
  const high = i16x8.eq(v128.load(at, 16), code);
  return <u64><u32>i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
}

/** Marks the events that are at the time of the event before. The first time stands 16 bytes behind readable memory. */
export function markTies(at: usize, n: i32, marks: usize): void {
  for (let i = 0; i < n; i += 16) {
    const here = at + (<usize>i << 2);
    const a = i32x4.eq(v128.load(here), v128.load(here - 4));
    const b = i32x4.eq(v128.load(here, 16), v128.load(here - 4, 16));
    const c = i32x4.eq(v128.load(here, 32), v128.load(here - 4, 32));
    const d = i32x4.eq(v128.load(here, 48), v128.load(here - 4, 48));
    const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
    store<u16>(marks + (<usize>i >> 3), <u16>i8x16.bitmask(bytes));
  }
}

/**
 * Traces people through the steps (see chains.ts).
 *
 * @param starts The events of person `p` are `starts[p]` to `starts[p + 1]` − 1, counted from `starts[0]`.
 * @param marks For each step marks of `stride` bytes, then the marks of ties.
 * @param steps At least 1.
 * @param ties 1 to hand back people with events at one time that fill different steps.
 * @param window Longest time from the first step.
 * @param reached By person, 1 byte: steps filled; 255 for people handed back.
 * @param entry By person, 4 bytes: the event of the first step, counted from the first of the log.
 * @param began By person, 4 bytes: its time.
 * @param seconds By step but the first and person, 4 bytes; `room` people a step.
 * @param next Scratch of 4 bytes a step.
 * @returns How many people were handed back.
 */
export function trace(
  starts: usize,
  people: i32,
  at: usize,
  marks: usize,
  stride: i32,
  steps: i32,
  ties: i32,
  window: u32,
  reached: usize,
  entry: usize,
  began: usize,
  seconds: usize,
  room: i32,
  next: usize,
): i32 {
  const base = load<u32>(starts);
  let handed = 0;
  let begin: u32 = 0;
  for (let p = 0; p < people; p++) {
    const end = load<u32>(starts + (<usize>(p + 1) << 2)) - base;
    const size = end - begin;
    let level: i32 = 0;
    let first: u32 = 0;
    if (size != 0 && size <= inWord) {
      const bytes = marks + <usize>(begin >> 3);
      const shift = <u64>(begin & 7);
      const mine: u64 = ((<u64>1) << <u64>size) - 1;
      let mixed = false;
      if (ties != 0) {
        const tie = (load<u64>(bytes + <usize>(steps * stride)) >> shift) & mine & ~1;
        if (tie != 0) {
          let any: u64 = 0;
          for (let k = 0; k < steps; k++) any |= load<u64>(bytes + <usize>(k * stride)) >> shift;
          any &= mine;
          // Each event of a step is held against the one before it, when both are at one time.
          for (let tied = tie & any; tied != 0 && !mixed; tied &= tied - 1) {
            const here = ctz(tied);
            const earlier = any & (((<u64>1) << here) - 1);
            if (earlier == 0) continue;
            const before = <u64>63 - clz(earlier);
            const between = (~(<u64>1) << before) & (((<u64>2) << here) - 1);
            if ((tie & between) != between) continue;
            for (let k = 0; k < steps; k++) {
              const marked = load<u64>(bytes + <usize>(k * stride)) >> shift;
              if ((((marked >> before) ^ (marked >> here)) & 1) != 0) mixed = true;
            }
          }
        }
      }
      if (mixed) {
        store<u8>(reached + <usize>p, 255);
        handed++;
        begin = end;
        continue;
      }
      let open = (load<u64>(bytes) >> shift) & mine;
      if (open != 0) {
        const times = at + (<usize>begin << 2);
        let furthest = steps;
        let isFirst = true;
        do {
          const start = <u32>ctz(open);
          const since = load<u32>(times + (<usize>start << 2));
          let place = <u64>start;
          let filled = 1;
          let k = 1;
          for (; k < steps; k++) {
            const after = (load<u64>(bytes + <usize>(k * stride)) >> shift) & mine & (~(<u64>1) << place);
            if (after == 0) break;
            place = ctz(after);
            if (load<u32>(times + (<usize>place << 2)) - since <= window) filled = k + 1;
            else if (!isFirst) break;
          }
          if (isFirst) {
            furthest = k;
            isFirst = false;
          }
          if (filled > level) {
            level = filled;
            first = start;
            if (level >= furthest) break;
          }
          open &= open - 1;
        } while (open != 0);
        // The chain again, for its times.
        let place = <u64>first;
        let before = load<u32>(times + (<usize>place << 2));
        for (let k = 1; k < level; k++) {
          place = ctz((load<u64>(bytes + <usize>(k * stride)) >> shift) & (~(<u64>1) << place));
          const now = load<u32>(times + (<usize>place << 2));
          store<u32>(seconds + (<usize>((k - 1) * room + p) << 2), now - before);
          before = now;
        }
      }
    } else if (size != 0) {
      if (ties != 0 && anyTie(marks, stride, steps, begin, end)) {
        store<u8>(reached + <usize>p, 255);
        handed++;
        begin = end;
        continue;
      }
      // Later starts find each step no sooner: the search for it goes on from where it was.
      for (let k = 0; k < steps; k++) store<u32>(next + (<usize>k << 2), begin);
      let furthest = steps;
      let isFirst = true;
      let start = find(marks, begin, end);
      while (start < end) {
        const since = load<u32>(at + (<usize>start << 2));
        let place = start;
        let filled = 1;
        let k = 1;
        for (; k < steps; k++) {
          const slot = next + (<usize>k << 2);
          let there = load<u32>(slot);
          if (there <= place) {
            there = find(marks + <usize>(k * stride), place + 1, end);
            store<u32>(slot, there);
          }
          if (there >= end) break;
          place = there;
          if (load<u32>(at + (<usize>place << 2)) - since <= window) filled = k + 1;
          else if (!isFirst) break;
        }
        if (isFirst) {
          furthest = k;
          isFirst = false;
        }
        if (filled > level) {
          level = filled;
          first = start;
          if (level >= furthest) break;
        }
        start = find(marks, start + 1, end);
      }
      let place = first;
      for (let k = 1; k < level; k++) {
        const before = load<u32>(at + (<usize>place << 2));
        place = find(marks + <usize>(k * stride), place + 1, end);
        store<u32>(seconds + (<usize>((k - 1) * room + p) << 2), load<u32>(at + (<usize>place << 2)) - before);
      }
      first -= begin;
    }
    store<u8>(reached + <usize>p, <u8>level);
    first += begin;
    store<u32>(entry + (<usize>p << 2), base + first);
    store<u32>(began + (<usize>p << 2), load<u32>(at + (<usize>first << 2)));
    begin = end;
  }
  return handed;
}

/** The first marked event from `from` on; `end` or more when there is none before it. */
function find(marks: usize, from: u32, end: u32): u32 {
  if (from >= end) return end;
  let word = from >> 6;
  let bits = load<u64>(marks + (<usize>word << 3)) & (~(<u64>0) << <u64>(from & 63));
  const last = (end - 1) >> 6;
  while (bits == 0) {
    if (++word > last) return end;
    bits = load<u64>(marks + (<usize>word << 3));
  }
  return (word << 6) + <u32>ctz(bits);
}

/** Whether events of one time fill different steps. */
function anyTie(marks: usize, stride: i32, steps: i32, begin: u32, end: u32): bool {
  const tie = marks + <usize>(steps * stride);
  let i = find(tie, begin + 1, end);
  while (i < end) {
    // The moment that event i - 1 begins: its first event of a step, and the others.
    let first = stepsOf(marks, stride, steps, i - 1);
    while (i < end && ((load<u8>(tie + <usize>(i >> 3)) >> <u8>(i & 7)) & 1) != 0) {
      const now = stepsOf(marks, stride, steps, i);
      if (now != 0 && first != 0 && now != first) return true;
      if (now != 0) first = now;
      i++;
    }
    i = find(tie, i, end);
  }
  return false;
}

/** The steps that an event may fill, as bits. */
function stepsOf(marks: usize, stride: i32, steps: i32, i: u32): u32 {
  let found: u32 = 0;
  for (let k = 0; k < steps; k++) {
    found |= ((<u32>load<u8>(marks + <usize>(k * stride) + <usize>(i >> 3)) >> (i & 7)) & 1) << <u32>k;
  }
  return found;
}
