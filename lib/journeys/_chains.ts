import { fillChains, notTraced } from "../kernels/mod.ts";
import type { EventLog } from "./event_log.ts";
import { CarefulTrace } from "./_careful_trace.ts";
import { type CompiledSteps, conditionedMask } from "./_steps.ts";

/** The chosen chain of every person. */
export interface Chains {
  /** By person: how many steps the chain fills. */
  readonly reached: Uint8Array;
  /** By person: the event that fills step 1; meaningless where nothing was reached. */
  readonly entry: Uint32Array;
  /** By person: when that was. */
  readonly began: Int32Array | Float64Array;
  /** `seconds[k][pid]`: from step k to step k + 1 (counting from 1); meaningless where step k + 1 was not reached. */
  readonly seconds: readonly (Float64Array | Uint32Array)[];
  /** By person: bits of declared steps that count on their own, besides the chain. Null: none do. */
  readonly also: Int32Array | null;
}

/** Room for the chains of so many people. `whole`: all times are whole. `shared`: workers can write to it. */
export function emptyChains(people: number, steps: number, whole: boolean, shared = false): Chains {
  const room = (bytes: number) => shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  return {
    reached: new Uint8Array(room(people)),
    entry: new Uint32Array(room(4 * people)),
    began: whole ? new Int32Array(room(4 * people)) : new Float64Array(room(8 * people)),
    seconds: Array.from(
      { length: steps - 1 },
      () => whole ? new Uint32Array(room(4 * people)) : new Float64Array(room(8 * people)),
    ),
    also: null,
  };
}

/** In place of a length: the person has a moment of different matching events. */
const mixed = -1;

/**
 * Finds, for every person, the chain to report: the longest, and of these the earliest.
 *
 * A chain is a choice of different events, one for each of the first steps, in order of time (equal times allowed,
 * unless a sequence says otherwise), the last no later than `window` seconds after the first. Of the longest chains
 * the one that starts first is meant, and after that start each step is taken as early as it can be.
 *
 * At whole seconds and steps without conditions, `fillChains` does it many events at a time, for people without ties.
 * For the others, in time proportional to events × steps an event may fill:
 *
 * 1. *Greedy from the first start, without the window.* After a given start, taking each next step at its earliest
 *    event reaches as far as any choice, and reaches every step no later: an event that could extend another choice
 *    can extend this one. So no chain of any start is longer than this one; and as far as the window lets it go, it is
 *    the earliest of its length. When the window cuts nothing off, it is the answer.
 * 2. *How far any start gets*, otherwise, of those late enough to get further. `latest[j]` is the latest start among all chains of j steps so far (as
 *    ClickHouse's windowFunnel keeps it). Nothing else about them matters: whatever extends one chain of j steps
 *    extends the one that started last, for its window ends last. An event for step j sets `latest[j] =
 *    latest[j − 1]`; going through the steps of one event from the last to the first keeps it from filling two.
 * 3. *The earliest start that gets as far*, only when 2 beats the first start. Reading backwards, `soonest[j]` is the
 *    earliest moment at which steps j to the last one can be completed with the events from here on; a step-1 event
 *    starts a longest chain when `soonest[2]` is inside its window, and the last such event seen is the earliest.
 *    From there, greedy again. Events after the one that completed the chain in 2 need no look: a start that could
 *    use a later event could have used that one.
 *
 * People with different matching events at one moment take the careful way: the same readings, but moment by moment,
 * with `Moment` telling which runs of steps a moment can fill. Matching events that may fill the same steps are
 * interchangeable and need no care.
 */
export function traceChains(log: EventLog, steps: CompiledSteps, window: number): Chains {
  const chains = emptyChains(log.people, steps.count, log.at instanceof Int32Array);
  traceSome(log, steps, window, chains, 0, log.people);
  return chains;
}

/** What tracing reads of a log. */
export type TracedLog = Pick<EventLog, "starts" | "at" | "event" | "sequenced">;

/** {@linkcode traceChains} of the people `from` to `to` − 1, into room made before. */
export function traceSome(
  log: TracedLog,
  steps: CompiledSteps,
  window: number,
  chains: Chains,
  from: number,
  to: number,
): void {
  const untraced = traceWhole(log, steps, window, chains, from, to);
  if (untraced === 0) return;
  const traced = tracer(log, steps, window, chains);
  for (let pid = from; pid < to; pid++) {
    if (untraced < 0 || chains.reached[pid] === notTraced) traced(pid);
  }
}

/** What the kernel can trace: steps told by the event's name, at whole seconds. Returns how many people it left. */
function traceWhole(
  { starts, at, event, sequenced }: TracedLog,
  { count, maskOf, conditional }: CompiledSteps,
  window: number,
  { reached, entry, began, seconds }: Chains,
  from: number,
  to: number,
): number {
  const whole = (values: readonly (Float64Array | Uint32Array)[]): values is Uint32Array[] =>
    values.every((one) => one instanceof Uint32Array);
  if (conditional !== 0 || !(at instanceof Int32Array && began instanceof Int32Array) || !whole(seconds)) {
    return -1;
  }
  const steps = Array.from(
    { length: count },
    (_, k) => [...maskOf.keys()].filter((code) => (maskOf[code]! >> k & 1) === 1),
  );
  return fillChains(
    { starts, at, event },
    { steps, window, sequenced },
    { reached, entry, began, seconds },
    from,
    to,
  );
}

/** A tracer of one person after the other, as told at {@linkcode traceChains}. */
function tracer(
  log: TracedLog,
  steps: CompiledSteps,
  window: number,
  { reached, entry, began, seconds }: Chains,
): (pid: number) => void {
  const { starts, at, event, sequenced } = log;
  const { count, maskOf, conditional } = steps;
  const careful = new CarefulTrace(log, steps, window);
  const arrival = new Float64Array(count);
  const latest = new Float64Array(count + 1);
  const soonest = new Float64Array(count + 2);
  /** Events before this one are known not to share their moment with a different matching event. */
  let plainUntil = 0;

  return (pid) => {
    const begin = starts[pid]!;
    const end = starts[pid + 1]!;
    let first = begin;
    let furthest = 0;
    let tied = false;
    for (let i = begin; i < end; i++) {
      const mask = maskOf[event[i]!]!;
      if ((mask >> furthest & 1) === 0) continue;
      if ((mask & conditional) !== 0 && (conditionedMask(steps, i, mask) >> furthest & 1) === 0) continue;
      if (isMixed(i, begin, end)) {
        tied = true;
        break;
      }
      if (furthest === 0) first = i;
      arrival[furthest++] = at[i]!;
      if (furthest === count) break;
    }
    let length = furthest;
    while (length > 0 && arrival[length - 1]! - arrival[0]! > window) length--;
    if (!tied && length < furthest) {
      // A longer chain takes one step more, and that cannot be taken before `arrival[length]`.
      let from = first;
      while (arrival[length]! - at[from]! > window) from++;
      const longest = longestChain(from, begin, end, furthest);
      if (longest === mixed) tied = true;
      else if (longest > length) {
        length = longest;
        first = earliestStart(from, end, length);
        arrive(first, end);
      }
    }
    if (tied) {
      length = careful.trace(begin, end, arrival);
      first = careful.entry;
    }
    reached[pid] = length;
    entry[pid] = first;
    if (length > 0) began[pid] = at[first]!;
    for (let k = 1; k < length; k++) seconds[k - 1]![pid] = arrival[k]! - arrival[k - 1]!;
  };

  function maskAt(i: number): number {
    const mask = maskOf[event[i]!]!;
    return (mask & conditional) === 0 ? mask : conditionedMask(steps, i, mask);
  }

  /** Whether a matching event shares its moment with one that may fill other steps, in an order that is unknown. */
  function isMixed(i: number, begin: number, end: number): boolean {
    const t = at[i]!;
    if (sequenced || i < plainUntil) return false;
    if ((i === begin || at[i - 1] !== t) && (i + 1 === end || at[i + 1] !== t)) return false;
    let from = i;
    while (from > begin && at[from - 1] === t) from--;
    let common = 0;
    for (; from < end && at[from] === t; from++) {
      const mask = maskAt(from);
      if (mask !== 0 && common !== 0 && mask !== common) return true;
      if (mask !== 0) common = mask;
    }
    plainUntil = from;
    return false;
  }

  /** Reading 2, of the events from `from` on; no chain has more than `furthest` steps. */
  function longestChain(from: number, begin: number, end: number, furthest: number): number {
    let longest = 0;
    let useful = 1;
    for (let i = from; i < end; i++) {
      let mask = maskOf[event[i]!]! & useful;
      if (mask === 0) continue;
      if ((mask & conditional) !== 0) {
        mask = conditionedMask(steps, i, mask);
        if (mask === 0) continue;
      }
      if (isMixed(i, begin, end)) return mixed;
      const t = at[i]!;
      for (let rest = mask & ~1; rest !== 0;) {
        const j = 32 - Math.clz32(rest);
        rest ^= 1 << (j - 1);
        const start = latest[j - 1]!;
        if (t - start > window) continue;
        latest[j] = start;
        if (j > longest) {
          longest = j;
          useful |= 1 << j;
        }
      }
      if (longest === furthest) break;
      if ((mask & 1) === 0) continue;
      latest[1] = t;
      if (longest === 0) {
        longest = 1;
        useful = 3;
      }
    }
    return longest;
  }

  /** Reading 3: the earliest start of a chain of `length` steps, at least 2. */
  function earliestStart(begin: number, end: number, length: number): number {
    let start = begin;
    soonest.fill(Infinity);
    for (let i = end - 1; i >= begin; i--) {
      const mask = maskAt(i);
      if (mask === 0) continue;
      if ((mask & 1) === 1 && soonest[2]! - at[i]! <= window) start = i;
      for (let j = 2; j < length; j++) if ((mask >> (j - 1) & 1) === 1) soonest[j] = soonest[j + 1]!;
      if ((mask >> (length - 1) & 1) === 1) soonest[length] = at[i]!;
    }
    return start;
  }

  /** Fills `arrival` with the earliest steps after the start at event `from`. */
  function arrive(from: number, end: number): void {
    let level = 0;
    for (let i = from; i < end && level < count && at[i]! - at[from]! <= window; i++) {
      if ((maskAt(i) >> level & 1) === 1) arrival[level++] = at[i]!;
    }
  }
}
