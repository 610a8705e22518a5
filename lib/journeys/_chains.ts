import type { EventLog } from "./event_log.ts";
import { CarefulTrace } from "./_careful_trace.ts";
import { type CompiledSteps, conditionedMask } from "./_steps.ts";

/** The chosen chain of every person. */
export interface Chains {
  /** By person: how many steps the chain fills. */
  readonly reached: Uint8Array;
  /** By person: the event that fills step 1; meaningless where nothing was reached. */
  readonly entry: Uint32Array;
  /** `seconds[k][pid]`: from step k to step k + 1 (counting from 1); meaningless where step k + 1 was not reached. */
  readonly seconds: readonly Float64Array[];
}

/**
 * Finds, for every person, the chain to report: the longest, and of these the earliest.
 *
 * A chain is a choice of different events, one for each of the first steps, in order of time (equal times allowed,
 * unless a sequence says otherwise), the last no later than `window` seconds after the first. Of the longest chains
 * the one that starts first is meant, and after that start each step is taken as early as it can be.
 *
 * How it is found, in time proportional to events × steps an event may fill:
 *
 * 1. *Greedy from the first start.* After a given start, taking each next step at its earliest event reaches as far as
 *    any choice, and reaches every step no later: an event that could extend another choice can extend this one. So
 *    the greedy chain of the earliest step-1 event is the answer if no other start gets further; when it fills all
 *    steps, the person is done.
 * 2. *How far any start gets.* `latest[j]` is the latest start among all chains of j steps so far (as ClickHouse's
 *    windowFunnel keeps it). Nothing else about them matters: whatever extends one chain of j steps extends the one
 *    that started last, for its window ends last. An event for step j sets `latest[j] = latest[j − 1]`; going through
 *    the steps of one event from the last to the first keeps it from filling two.
 * 3. *The earliest start that gets as far*, only when 2 beats 1. Reading backwards, `soonest[j]` is the earliest
 *    moment at which steps j to L can be completed with the events from here on; a step-1 event is a start of a
 *    chain of L steps when `soonest[2]` is inside its window, and the last such event seen is the earliest. From
 *    there, greedy again.
 *
 * People with different matching events at one moment take the careful way: the same three readings, but moment by
 * moment, with `Moment` telling which runs of steps a moment can fill. Matching events that may fill the
 * same steps are interchangeable and need no care.
 */
export function traceChains(log: EventLog, steps: CompiledSteps, window: number): Chains {
  const { people, starts, at, event } = log;
  const { count, maskOf, conditional } = steps;
  const careful = log.sequenced ? null : new CarefulTrace(log, steps, window);
  const reached = new Uint8Array(people);
  const entry = new Uint32Array(people);
  const seconds = Array.from({ length: count - 1 }, () => new Float64Array(people));
  const arrival = new Float64Array(count);
  const latest = new Float64Array(count + 1);
  const soonest = new Float64Array(count + 2);

  const maskAt = (i: number): number => {
    const mask = maskOf[event[i]!]!;
    return (mask & conditional) === 0 ? mask : conditionedMask(steps, i, mask);
  };
  const greedy = (from: number, end: number): number => {
    let level = 0;
    for (let i = from; i < end && level < count && at[i]! - at[from]! <= window; i++) {
      if ((maskAt(i) >> level & 1) === 1) arrival[level++] = at[i]!;
    }
    return level;
  };
  const earliestStart = (begin: number, end: number, length: number): number => {
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
  };

  for (let pid = 0; pid < people; pid++) {
    const begin = starts[pid]!;
    const end = starts[pid + 1]!;
    let level = 0;
    let longest = 0;
    let first = 0;
    let stop = end;
    let momentMask = 0;
    let moment = NaN;
    let tied = false;
    for (let i = begin; i < end; i++) {
      let mask = maskOf[event[i]!]!;
      if (mask === 0) continue;
      if ((mask & conditional) !== 0) {
        mask = conditionedMask(steps, i, mask);
        if (mask === 0) continue;
      }
      const t = at[i]!;
      if (t === moment && mask !== momentMask && careful !== null) {
        tied = true;
        break;
      }
      moment = t;
      momentMask = mask;
      if (level === 0) {
        if ((mask & 1) === 0) continue;
        first = i;
        arrival[0] = t;
        latest[1] = t;
        level = 1;
        longest = 1;
        if (count === 1) break;
        continue;
      }
      if ((mask >> level & 1) === 1 && t - arrival[0]! <= window) {
        arrival[level++] = t;
        if (level === count) {
          longest = count;
          break;
        }
      }
      for (let rest = mask & ((2 << longest) - 2); rest !== 0;) {
        const j = 32 - Math.clz32(rest);
        rest ^= 1 << (j - 1);
        const start = latest[j - 1]!;
        if (t - start <= window) {
          latest[j] = start;
          if (j > longest) longest = j;
        }
      }
      if (longest === count) {
        stop = i + 1;
        break;
      }
      if ((mask & 1) === 1) latest[1] = t;
    }
    if (tied) {
      longest = careful!.trace(begin, end, arrival);
      first = careful!.entry;
    } else if (longest > level) {
      first = earliestStart(begin, stop, longest);
      greedy(first, stop);
    }
    reached[pid] = longest;
    entry[pid] = first;
    for (let k = 1; k < longest; k++) seconds[k - 1]![pid] = arrival[k]! - arrival[k - 1]!;
  }
  return { reached, entry, seconds };
}
