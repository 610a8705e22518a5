import type { Entry, FoundChain } from "./_found_chain.ts";
import { Moment } from "./_moment.ts";
import type { PersonPath } from "./_person_path.ts";

/** What a chain of ordered steps has to obey. */
export interface OrderedRules {
  readonly count: number;
  readonly window: number;
  /** By step, from 1: the longest time since the step before; Infinity where there is no limit. */
  readonly limits: Float64Array;
  /** Nothing may lie between two steps. */
  readonly strict: boolean;
  readonly entry: Entry;
}

/**
 * Finds chains of steps in order that also obey limits between steps, closed gaps, or that nothing lies between.
 *
 * For one length after the other, from the longest that the order of events allows, the path is read backwards, moment
 * by moment. `soonest[j]` is the nearest moment from which steps j to the last one can still be done, and
 * `finish[j]` the earliest time at which they then are. The nearest is enough: of two ways to do steps j to the
 * last one, the way that starts sooner and ends later would have to cross the other, and could change over to it
 * there without a longer gap. So a moment that fills steps j to q does as well as any when it fills as many as it
 * can, and then goes on at `soonest[q + 1]`, when that is within the limit and no event between closes the gap.
 *
 * O(events × steps filled at once) for each length tried; `count` lengths at the most.
 */
export class OrderedSearch {
  readonly #rules: OrderedRules;
  readonly #moment: Moment;
  readonly #soonest: Float64Array;
  readonly #finish: Float64Array;
  readonly #found: Float64Array;
  /** First event of each moment, and the end of the last. */
  #from = new Int32Array(65);
  #moments = 0;
  /** By moment and step: the last step of the run that begins there; 0 when none leads to the end. */
  #run = new Uint8Array(64);
  /** By moment: the same for a chain that starts there, when it ends in time. */
  #start = new Uint8Array(64);
  readonly #slot: Int32Array;
  #tried = new Int32Array(64);

  constructor(rules: OrderedRules) {
    this.#rules = rules;
    this.#moment = new Moment(rules.count);
    this.#soonest = new Float64Array(rules.count + 2);
    this.#finish = new Float64Array(rules.count + 2);
    this.#found = new Float64Array(rules.count + 2);
    this.#slot = new Int32Array(rules.count + 1);
  }

  /** Finds the chain of the events from place `begin` on. */
  search(path: PersonPath, begin: number, out: FoundChain): void {
    out.reached = 0;
    const most = this.#readMoments(path, begin);
    if (this.#rules.strict && this.#moments === path.length - begin) {
      this.#searchRuns(path, begin, most, out);
      return;
    }
    for (let length = most; length > 0; length--) {
      const start = this.#lookFor(length, path);
      if (start < 0) continue;
      this.#take(start, length, path, out);
      return;
    }
  }

  /** Strict, with one event a moment: from each start as far as event after event fills step after step. */
  #searchRuns(path: PersonPath, begin: number, most: number, out: FoundChain): void {
    const { count, window, limits, entry } = this.#rules;
    const { mask, time, length } = path;
    let best = 0;
    let start = begin;
    for (let from = begin; from < length; from++) {
      if ((mask[from]! & 1) === 0) continue;
      let k = 1;
      for (let i = from + 1; k < count && i < length; k++, i++) {
        if ((mask[i]! >> k & 1) === 0 || time[i]! - time[from]! > window) break;
        if (time[i]! - time[i - 1]! > limits[k + 1]!) break;
      }
      if (k > best || (k === best && entry === "latest")) {
        best = k;
        start = from;
      }
      if (entry === "first" || (entry === "longest" && best === most)) break;
    }
    for (let k = 0; k < best; k++) {
      out.time[k] = time[start + k]!;
      out.place[k] = start + k;
    }
    out.reached = best;
  }

  /** Divides the path into moments; returns how far the order alone lets a chain go. */
  #readMoments(path: PersonPath, begin: number): number {
    const { count } = this.#rules;
    if (path.length + 1 > this.#from.length) {
      this.#from = new Int32Array(path.time.length + 1);
      this.#run = new Uint8Array(path.time.length * (count + 1));
      this.#start = new Uint8Array(path.time.length);
    } else if (this.#run.length < this.#start.length * (count + 1)) {
      this.#run = new Uint8Array(this.#start.length * (count + 1));
    }
    let level = 0;
    let m = 0;
    for (let from = begin; from < path.length; m++) {
      this.#from[m] = from;
      const to = path.momentEnd(from);
      if (level < count) level = this.#fillable(path, from, to, level + 1);
      from = to;
    }
    this.#from[m] = path.length;
    this.#moments = m;
    return level;
  }

  /** The last step of the longest run from step `first` that a moment can fill; `first` − 1 when none. */
  #fillable(path: PersonPath, from: number, to: number, first: number): number {
    if (to - from === 1) return first - 1 + (path.mask[from]! >> (first - 1) & 1);
    this.#settle(path, from, to);
    return Math.max(first - 1, this.#moment.span[first]!);
  }

  #settle(path: PersonPath, from: number, to: number): void {
    this.#moment.clear();
    for (let i = from; i < to; i++) if (path.mask[i] !== 0) this.#moment.add(path.mask[i]!);
    this.#moment.settle();
  }

  /** The moment where the chain to report starts, of those with `length` steps; −1 when there is none. */
  #lookFor(length: number, path: PersonPath): number {
    const { count, strict, entry, window } = this.#rules;
    const width = count + 1;
    const soonest = this.#soonest.fill(Infinity);
    const run = this.#run;
    let start = -1;
    let firstStart = -1;
    for (let m = this.#moments - 1; m >= 0; m--) {
      const from = this.#from[m]!;
      const to = this.#from[m + 1]!;
      const t = path.time[from]!;
      run.fill(0, m * width, (m + 1) * width);
      this.#start[m] = 0;
      let union = 0;
      let bars = 0;
      for (let i = from; i < to; i++) {
        union |= path.mask[i]!;
        bars |= path.bars[i]!;
      }
      const found = this.#found.fill(Infinity, 0, length + 1);
      if (union !== 0) {
        const single = to - from === 1;
        if (!single) this.#settle(path, from, to);
        for (let j = 1; j <= length; j++) {
          if ((union >> (j - 1) & 1) === 0) continue;
          let q = single ? j : Math.min(this.#moment.span[j]!, length);
          for (; q >= j; q--) {
            const end = this.#finishAfter(q, length, t);
            if (end === Infinity) continue;
            if (j === 1 && this.#start[m] === 0 && end - t <= window) this.#start[m] = q;
            // A strict chain that goes on takes every event of the moment.
            if (strict && q < length && q - j + 1 !== to - from) continue;
            run[m * width + j] = q;
            found[j] = end;
            break;
          }
        }
        if ((union & 1) !== 0) firstStart = m;
        if (this.#start[m] !== 0 && (start < 0 || entry !== "latest")) start = m;
      }
      if (strict) soonest.fill(Infinity);
      for (let rest = bars; rest !== 0;) {
        const gap = 31 - Math.clz32(rest);
        rest ^= 1 << gap;
        if (gap + 2 <= count) soonest[gap + 2] = Infinity;
      }
      for (let j = 1; j <= length; j++) {
        if (found[j] === Infinity) continue;
        soonest[j] = t;
        this.#finish[j] = found[j]!;
      }
    }
    return entry === "first" && start !== firstStart ? -1 : start;
  }

  /** When a chain ends whose step `q` is done at `t`, and the others after it. */
  #finishAfter(q: number, length: number, t: number): number {
    if (q === length) return t;
    const next = this.#soonest[q + 1]!;
    return next < Infinity && next - t <= this.#rules.limits[q + 1]! ? this.#finish[q + 1]! : Infinity;
  }

  #take(start: number, length: number, path: PersonPath, out: FoundChain): void {
    const width = this.#rules.count + 1;
    let first = 1;
    for (let m = start; first <= length; m++) {
      const last = m === start ? this.#start[m]! : this.#run[m * width + first]!;
      if (last === 0) continue;
      this.#assign(this.#from[m]!, this.#from[m + 1]!, first, last, path);
      for (let j = first; j <= last; j++) {
        out.time[j - 1] = path.time[this.#from[m]!]!;
        out.place[j - 1] = this.#slot[j]!;
      }
      first = last + 1;
    }
    out.reached = length;
  }

  /** Which events of a moment fill the steps of a run: a matching, earlier events first. */
  #assign(from: number, to: number, first: number, last: number, path: PersonPath): void {
    const slot = this.#slot.fill(-1, first, last + 1);
    if (to - from > this.#tried.length) this.#tried = new Int32Array(path.time.length);
    const tried = this.#tried.fill(0, 0, to - from);
    const augment = (step: number, round: number): boolean => {
      for (let i = from; i < to; i++) {
        if ((path.mask[i]! >> (step - 1) & 1) === 0 || tried[i - from] === round) continue;
        tried[i - from] = round;
        let holder = first;
        while (holder <= last && slot[holder] !== i) holder++;
        if (holder > last || augment(holder, round)) {
          slot[step] = i;
          return true;
        }
      }
      return false;
    };
    for (let step = first; step <= last; step++) augment(step, step);
  }
}
