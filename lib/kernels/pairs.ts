import { KeptKernel } from "./_kept_kernel.ts";
import { middleParts, middleWaits, partsOf } from "./_middle_parts.ts";

type Block = [persons: number, events: number, times: number, n: number, size: number, idle: number];
type Count = (
  ...args: [
    ...Block,
    fine: number,
    longest: number,
    parts: number,
    pairs: number,
    waits: number,
    doers: number,
  ]
) => void;
type Pick = (
  ...args: [...Block, fine: number, longest: number, ranges: number, found: number, picked: number]
) => number;

interface Kernel {
  readonly memory: WebAssembly.Memory;
  begin(size: number): void;
  counted(): number;
  readonly count32: Count;
  readonly count64: Count;
  readonly pick32: Pick;
  readonly pick64: Pick;
}

/** Events of people, sorted by person, then time. */
export interface PairEvents {
  readonly person: Uint32Array;
  /** Seconds, ascending within a person. */
  readonly at: Int32Array | Float64Array;
  /** What happened, as a code. */
  readonly event: Uint16Array;
}

/** Which pairs to count. */
export interface PairRules {
  /** One more than the highest code. */
  readonly codes: number;
  /** Seconds without an event after which a session ends; Infinity: never. */
  readonly idle: number;
  /** By person: 1 for those to look at; null: everybody. */
  readonly members: Uint8Array | null;
}

/** How often what comes directly after what. The pair of `a` and `b` after it stands at a · codes + b. */
export interface PairCounts {
  /** People with an event. */
  readonly people: number;
  /** By code: how often, by how many people, and how often as the first event of a session (a person, without a cut). */
  readonly times: Uint32Array;
  readonly doers: Uint32Array;
  readonly starts: Uint32Array;
  /** By pair: how often, by how many people, and in how many sessions. */
  readonly count: Uint32Array;
  readonly pairPeople: Uint32Array;
  readonly sessions: Uint32Array;
  /** By pair: the median time between the two; NaN of none. */
  readonly middle: Float64Array;
}

/** With more codes than this there are more pairs than counts of theirs should take memory. */
export const mostPairCodes = 512;

const block = 16_384;
/** Numbers of 4 bytes that the kernel keeps of a pair. */
const pairNumbers = 5;
const spare = 64;

/**
 * Counts pairs of neighbouring events of one person (of one session), with the median time between them: two passes
 * of WebAssembly over the events, without a branch that depends on them.
 *
 * The first pass counts pairs, and also in which part of time each wait is: every doubling of time is cut into as
 * many parts as let the counts stay in the processor's cache. They tell in which part of a pair's waits the middle
 * lies, so that the second pass takes down only the waits of those parts, from which the median is selected exactly.
 *
 * @throws {RangeError} There are more than {@linkcode mostPairCodes} codes.
 *
 * @example
 * ```ts
 * import { countPairs } from "./pairs.ts";
 * const events = {
 *   person: Uint32Array.of(0, 0, 0, 1, 1),
 *   at: Int32Array.of(0, 10, 40, 5, 25),
 *   event: Uint16Array.of(0, 1, 0, 0, 1),
 * };
 * const pairs = countPairs(events, { codes: 2, idle: Infinity, members: null });
 * if (pairs.count.join() !== "0,2,1,0" || pairs.starts.join() !== "2,0") throw new Error();
 * if (pairs.middle[1] !== 15 || pairs.middle[2] !== 30) throw new Error();
 * ```
 */
export function countPairs(events: PairEvents, rules: PairRules): PairCounts {
  const { codes } = rules;
  if (codes > mostPairCodes) {
    throw new RangeError(`Cannot count pairs of ${codes} codes: at most ${mostPairCodes} are possible`);
  }
  const whole = events.at instanceof Int32Array;
  const { fine, longest, parts } = partsOf(codes);
  const plan = planOf(codes, parts);
  const kernel = kept.take(plan.end);
  const { buffer } = kernel.memory;
  const idle = whole ? Math.min(2 ** 32 - 1, Math.floor(rules.idle)) : rules.idle;
  const walk = (each: (n: number) => void) => {
    kernel.begin(codes);
    throughBlocks(events, rules.members, buffer, plan, each);
  };
  new Uint8Array(buffer, plan.pairs, plan.end - plan.pairs).fill(0);
  const last = 0xffffffff;
  const rows = new Uint32Array(buffer, plan.pairs, pairNumbers * (codes + 1) * codes);
  for (let k = 0; k < rows.length; k += pairNumbers) rows.fill(last, k + 3, k + 5);
  const doers = new Uint32Array(buffer, plan.doers, 2 * codes);
  for (let k = 0; k < codes; k++) doers[2 * k + 1] = last;
  const { persons, names, moments } = plan;
  const count = whole ? kernel.count32 : kernel.count64;
  const pick = whole ? kernel.pick32 : kernel.pick64;
  walk((n) =>
    count(persons, names, moments, n, codes, idle, fine, longest, parts, plan.pairs, plan.waits, plan.doers)
  );
  const counts = { people: kernel.counted(), ...readCounts(rows, doers, codes) };
  const middles = middleParts(
    counts.count,
    parts,
    new Uint32Array(buffer, plan.waits, parts * counts.count.length),
  );
  new Uint32Array(buffer, plan.ranges, (codes + 1) * codes).fill(0x0000ffff).set(middles.ranges);
  const found = new Uint32Array(buffer, plan.found, block);
  const picked = whole
    ? new Uint32Array(buffer, plan.picked, block)
    : new Float64Array(buffer, plan.picked, block);
  const next = middles.begins.slice();
  const waits = new Float64Array(middles.begins[counts.count.length]!);
  walk((n) => {
    const size = pick(
      persons,
      names,
      moments,
      n,
      codes,
      idle,
      fine,
      longest,
      plan.ranges,
      plan.found,
      plan.picked,
    );
    for (let k = 0; k < size; k++) waits[next[found[k]!]!++] = picked[k]!;
  });
  kept.giveBack(kernel);
  return { ...counts, middle: middleWaits(counts.count, middles, waits) };
}

/** Has `each` called with events in the kernel's memory, a block after the other. */
function throughBlocks(
  { person, at, event }: PairEvents,
  members: Uint8Array | null,
  buffer: ArrayBufferLike,
  plan: Plan,
  each: (n: number) => void,
): void {
  const persons = new Uint32Array(buffer, plan.persons, block);
  const names = new Uint16Array(buffer, plan.names, block);
  const times = at instanceof Int32Array
    ? new Int32Array(buffer, plan.moments, block)
    : new Float64Array(buffer, plan.moments, block);
  for (let begin = 0; begin < event.length; begin += block) {
    const end = Math.min(begin + block, event.length);
    if (members === null) {
      persons.set(person.subarray(begin, end));
      names.set(event.subarray(begin, end));
      times.set(at.subarray(begin, end));
      each(end - begin);
      continue;
    }
    let n = 0;
    for (let i = begin; i < end; i++) {
      if (members[person[i]!] !== 1) continue;
      persons[n] = person[i]!;
      names[n] = event[i]!;
      times[n++] = at[i]!;
    }
    each(n);
  }
}

function readCounts(
  rows: Uint32Array,
  people: Uint32Array,
  codes: number,
): Omit<PairCounts, "middle" | "people"> {
  const of = (number: number) =>
    Uint32Array.from({ length: codes * codes }, (_, pair) => rows[pairNumbers * pair + number]!);
  const count = of(0);
  // The first events of sessions stand behind the pairs.
  const starts = Uint32Array.from({ length: codes }, (_, k) => rows[pairNumbers * (codes * codes + k)]!);
  const times = starts.slice();
  for (let pair = 0; pair < count.length; pair++) times[pair % codes]! += count[pair]!;
  return {
    times,
    doers: Uint32Array.from({ length: codes }, (_, k) => people[2 * k]!),
    starts,
    count,
    pairPeople: of(1),
    sessions: of(2),
  };
}

interface Plan {
  readonly persons: number;
  readonly names: number;
  readonly moments: number;
  readonly found: number;
  readonly picked: number;
  readonly ranges: number;
  readonly pairs: number;
  readonly doers: number;
  readonly waits: number;
  readonly end: number;
}

/** Where things stand in the kernel's memory. */
function planOf(codes: number, parts: number): Plan {
  let end = 1024;
  const room = (bytes: number) => {
    const start = end;
    end += Math.ceil(bytes / 16) * 16 + spare;
    return start;
  };
  const rows = (codes + 1) * codes;
  return {
    persons: room(4 * block),
    names: room(2 * block),
    moments: room(8 * block),
    found: room(4 * block),
    picked: room(8 * block),
    ranges: room(4 * rows),
    pairs: room(4 * pairNumbers * rows),
    doers: room(8 * codes),
    waits: room(4 * rows * parts),
    end,
  };
}

const kept = new KeptKernel<Kernel>("./pairs.wasm");
