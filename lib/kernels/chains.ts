import { KeptKernel } from "./_kept_kernel.ts";

interface Kernel {
  readonly memory: WebAssembly.Memory;
  markCodes(events: number, n: number, codes: number, count: number, marks: number): void;
  markTies(at: number, n: number, marks: number): void;
  trace(
    starts: number,
    people: number,
    at: number,
    marks: number,
    stride: number,
    steps: number,
    ties: number,
    window: number,
    reached: number,
    entry: number,
    began: number,
    seconds: number,
    room: number,
    next: number,
  ): number;
}

/** Events of people, sorted by person, then time. */
export interface ChainEvents {
  /** The events of person `p` are `starts[p]` to `starts[p + 1]` − 1. */
  readonly starts: Uint32Array;
  /** Whole seconds, ascending within a person. */
  readonly at: Int32Array;
  /** What happened, as a code. */
  readonly event: Uint16Array;
}

/** What to look for. */
export interface ChainRules {
  /** By step: the codes that fill it. */
  readonly steps: readonly ArrayLike<number>[];
  /** Longest time from the first step to the last, both ends included. */
  readonly window: number;
  /** Whether events of one time stand in an order that is known. */
  readonly sequenced: boolean;
}

/** Where the chains go; all by person. */
export interface ChainSpace {
  /** Steps filled. {@linkcode notTraced} for people who were not traced. */
  readonly reached: Uint8Array;
  /** The event that fills the first step; meaningless where nothing was reached. */
  readonly entry: Uint32Array;
  /** Its time. */
  readonly began: Int32Array;
  /** `seconds[k]`: from step `k` to the next, from 0; only where that was reached. */
  readonly seconds: readonly Uint32Array[];
}

/** Stands in `reached` for people who were not traced. */
export const notTraced = 255;

/** Events looked at together: they, and what is marked of them, stay in the cache. */
const block = 16_384;
/** Read, or written, behind the end of a list. */
const spare = 128;
const mostSteps = 31;
/** With more codes than these, one look for each of them takes longer than one look in a table. */
const mostCodes = 48;

/**
 * Traces people through steps in order: of the chains of different events, one for each of the first steps and all
 * within the window, the longest; of these the one that starts first; and after its start each step at its earliest.
 *
 * WebAssembly SIMD turns a block of events into bits, one list of bits a step, so that the next event of a step is
 * one count of trailing zeros away. From a start, the earliest event for each next step reaches as far as any choice.
 * Starts are tried in order until one gets as far as the first does without the window, which none can beat.
 *
 * People with events of one time that may fill different steps are not traced, unless their order is known, nor people
 * with more than 16,384 events.
 *
 * @param from The first person to trace.
 * @param to The person after the last.
 * @returns How many were not traced; −1 when none was, because there are more than 31 steps or 48 codes.
 *
 * @example
 * ```ts
 * import { fillChains } from "./chains.ts";
 * const events = { starts: Uint32Array.of(0, 3), at: Int32Array.of(0, 10, 12), event: Uint16Array.of(0, 0, 1) };
 * const chains = {
 *   reached: new Uint8Array(1),
 *   entry: new Uint32Array(1),
 *   began: new Int32Array(1),
 *   seconds: [new Uint32Array(1)],
 * };
 * fillChains(events, { steps: [[0], [1]], window: 5, sequenced: false }, chains, 0, 1);
 * if (chains.reached[0] !== 2 || chains.entry[0] !== 1 || chains.seconds[0]?.[0] !== 2) throw new Error();
 * ```
 */
export function fillChains(
  { starts, at, event }: ChainEvents,
  { steps, window, sequenced }: ChainRules,
  { reached, entry, began, seconds }: ChainSpace,
  from: number,
  to: number,
): number {
  const codes = steps.reduce((sum, { length }) => sum + length, 0);
  if (steps.length < 1 || steps.length > mostSteps || codes > mostCodes) return -1;
  const kernel = kept.take(places.end);
  const buffer = kernel.memory.buffer;
  const starting = new Uint32Array(buffer, places.starts, block + 1);
  const times = new Int32Array(buffer, places.at, block);
  const names = new Uint16Array(buffer, places.event, block);
  const lengths = new Uint8Array(buffer, places.reached, block);
  const entries = new Uint32Array(buffer, places.entry, block);
  const sinces = new Int32Array(buffer, places.began, block);
  const between = seconds.map((_, k) => new Uint32Array(buffer, places.seconds + 4 * block * k, block));
  const longest = Math.min(2 ** 32 - 1, Math.floor(window));
  let handed = 0;
  for (let pid = from; pid < to;) {
    const begin = starts[pid]!;
    const next = lastWithin(starts, begin + block, pid, Math.min(to, pid + block));
    if (next === pid) {
      reached[pid++] = notTraced;
      handed++;
      continue;
    }
    const end = starts[next]!;
    starting.set(starts.subarray(pid, next + 1));
    times.set(at.subarray(begin, end));
    names.set(event.subarray(begin, end));
    steps.forEach((step, k) => {
      new Uint16Array(buffer, places.codes, mostCodes).set(step);
      const marks = places.marks + k * stride;
      if (step.length === 0) new Uint8Array(buffer, marks, stride).fill(0);
      else kernel.markCodes(places.event, end - begin, places.codes, step.length, marks);
    });
    if (!sequenced) kernel.markTies(places.at, end - begin, places.marks + steps.length * stride);
    handed += kernel.trace(
      places.starts,
      next - pid,
      places.at,
      places.marks,
      stride,
      steps.length,
      sequenced ? 0 : 1,
      longest,
      places.reached,
      places.entry,
      places.began,
      places.seconds,
      block,
      places.next,
    );
    reached.set(lengths.subarray(0, next - pid), pid);
    entry.set(entries.subarray(0, next - pid), pid);
    began.set(sinces.subarray(0, next - pid), pid);
    between.forEach((values, k) => seconds[k]!.set(values.subarray(0, next - pid), pid));
    pid = next;
  }
  kept.giveBack(kernel);
  return handed;
}

/** The last person from `low` to `high` whose events begin at or before event `limit`. */
function lastWithin(starts: Uint32Array, limit: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Bytes of marks a step. */
const stride = block / 8 + spare;

/** Where things stand in the kernel's memory. */
const places = (() => {
  let end = 1024;
  const room = (bytes: number) => {
    const start = end;
    end += Math.ceil(bytes / 16) * 16 + spare;
    return start;
  };
  return {
    codes: room(2 * mostCodes),
    next: room(4 * mostSteps),
    starts: room(4 * (block + 1)),
    at: room(4 * block),
    event: room(2 * block),
    marks: room((mostSteps + 1) * stride),
    reached: room(block),
    entry: room(4 * block),
    began: room(4 * block),
    seconds: room(4 * block * (mostSteps - 1)),
    end,
  };
})();

const kept = new KeptKernel<Kernel>("./chains.wasm");
