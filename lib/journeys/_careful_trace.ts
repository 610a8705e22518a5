import type { TracedLog } from "./_chains.ts";
import { Moment } from "./_moment.ts";
import { type CompiledSteps, conditionedMask } from "./_steps.ts";

/**
 * The three readings of `traceChains`, moment by moment: for people with events at one moment that may fill
 * different steps, in whatever order.
 */
export class CarefulTrace {
  /** The event that fills step 1 of the last chain traced: of several at its moment, the first in the log. */
  entry = 0;
  readonly #log: TracedLog;
  readonly #steps: CompiledSteps;
  readonly #window: number;
  readonly #moment: Moment;
  readonly #latest: Float64Array;
  readonly #soonest: Float64Array;

  constructor(log: TracedLog, steps: CompiledSteps, window: number) {
    this.#log = log;
    this.#steps = steps;
    this.#window = window;
    this.#moment = new Moment(steps.count);
    this.#latest = new Float64Array(steps.count + 1);
    this.#soonest = new Float64Array(steps.count + 2);
  }

  /** Traces the person with events `begin` to `end` − 1, fills `arrival`, and returns the length of the chain. */
  trace(begin: number, end: number, arrival: Float64Array): number {
    const length = this.#longest(begin, end);
    if (length === 0) return 0;
    const start = this.#earliestStart(begin, end, length);
    this.#arrive(start, end, arrival);
    this.entry = start;
    while ((this.#maskAt(this.entry) & 1) === 0) this.entry++;
    return length;
  }

  #longest(begin: number, end: number): number {
    const { at } = this.#log;
    const { span } = this.#moment;
    const latest = this.#latest;
    let longest = 0;
    for (let from = begin; from < end;) {
      const to = this.#momentEnd(from, end);
      if (this.#read(from, to)) {
        const t = at[from]!;
        const before = longest;
        for (let j = this.#steps.count; j >= 1; j--) {
          let first = j;
          if (span[first]! < j) continue;
          while (first > 1 && span[first - 1]! >= j) first--;
          if (first - 1 > before) continue;
          const start = first === 1 ? t : latest[first - 1]!;
          if (t - start > this.#window) continue;
          latest[j] = start;
          if (j > longest) longest = j;
        }
      }
      from = to;
    }
    return longest;
  }

  /** The first event of the earliest moment at which a chain of `length` steps can start. */
  #earliestStart(begin: number, end: number, length: number): number {
    const { at } = this.#log;
    const { span } = this.#moment;
    const soonest = this.#soonest.fill(Infinity);
    let start = begin;
    for (let to = end; to > begin;) {
      const t = at[to - 1]!;
      let from = to - 1;
      while (from > begin && at[from - 1] === t) from--;
      if (this.#read(from, to)) {
        for (let j = 1; j <= length; j++) {
          const last = Math.min(span[j]!, length);
          if (last >= j) soonest[j] = last === length ? t : soonest[last + 1]!;
        }
        if (span[1]! >= 1 && soonest[1]! - t <= this.#window) start = from;
      }
      to = from;
    }
    return start;
  }

  #arrive(start: number, end: number, arrival: Float64Array): void {
    const { at } = this.#log;
    const { count } = this.#steps;
    let level = 0;
    for (let from = start; from < end && level < count && at[from]! - at[start]! <= this.#window;) {
      const to = this.#momentEnd(from, end);
      if (this.#read(from, to)) {
        const last = this.#moment.span[level + 1]!;
        while (level < last) arrival[level++] = at[from]!;
      }
      from = to;
    }
  }

  #momentEnd(from: number, end: number): number {
    const { at } = this.#log;
    let to = from + 1;
    while (to < end && at[to] === at[from]) to++;
    return to;
  }

  /** Reads one moment; false when none of its events fills a step. */
  #read(from: number, to: number): boolean {
    let any = false;
    this.#moment.clear();
    for (let i = from; i < to; i++) {
      const mask = this.#maskAt(i);
      if (mask === 0) continue;
      this.#moment.add(mask);
      any = true;
    }
    if (any) this.#moment.settle();
    return any;
  }

  #maskAt(i: number): number {
    const mask = this.#steps.maskOf[this.#log.event[i]!]!;
    return (mask & this.#steps.conditional) === 0 ? mask : conditionedMask(this.#steps, i, mask);
  }
}
