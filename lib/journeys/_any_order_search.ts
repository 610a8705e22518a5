import type { Entry, FoundChain } from "./_found_chain.ts";
import type { PersonPath } from "./_person_path.ts";
import { bits, StepMatching } from "./_step_matching.ts";

/** Steps whose order is free inside a block; blocks stand in order. */
export interface AnyOrderRules {
  readonly count: number;
  readonly window: number;
  /** By block: its steps. */
  readonly blocks: readonly number[];
  /** After the first step, the count goes on only with the steps in the order declared, whenever they were done. */
  readonly hybrid: boolean;
  readonly entry: Entry;
  /** Whether no event may fill two steps. */
  readonly disjoint: boolean;
}

/** Up to so many events, reading on from a start beats looking its next events up. */
const few = 256;

/**
 * Finds chains of steps in any order, and of steps in any order after the first (hybrid).
 *
 * From a given start, a block is done with the fewest events when it is done as early as it can be: whatever follows
 * is then free for the next block. So each start takes one look at the first events of each kind; starts are tried
 * from the first, until one gets as far as any can without the window.
 */
export class AnyOrderSearch {
  readonly #rules: AnyOrderRules;
  readonly #matching: StepMatching;
  /** By step filled: its first event after a start. */
  readonly #first: Int32Array;
  #simple = false;

  constructor(rules: AnyOrderRules) {
    this.#rules = rules;
    this.#matching = new StepMatching(rules.count);
    this.#first = new Int32Array(rules.count);
  }

  /** Finds the chain of the events from place `begin` on. */
  search(path: PersonPath, begin: number, out: FoundChain, trial: FoundChain): void {
    const { blocks, entry, window, count } = this.#rules;
    out.reached = 0;
    this.#simple = this.#rules.disjoint && path.length - begin <= few;
    if (!this.#simple) this.#matching.read(path, begin);
    const first = blocks[0]!;
    let most = -1;
    for (let place = begin; place < path.length; place++) {
      if ((path.mask[place]! & first) === 0) continue;
      if (most < 0) {
        this.#follow(path, place, Infinity, trial);
        most = trial.reached;
      }
      this.#follow(path, place, path.time[place]! + window, trial);
      if (trial.reached > out.reached || (entry === "latest" && trial.reached === out.reached)) {
        out.copy(trial);
      }
      if (entry === "first" || (entry === "longest" && out.reached >= Math.min(most, count))) return;
    }
  }

  /** How far the start at `place` gets. */
  #follow(path: PersonPath, place: number, until: number, out: FoundChain): void {
    const { blocks } = this.#rules;
    out.reached = 0;
    if (this.#simple) {
      if (this.#rules.hybrid) this.#readHybrid(path, place, until, out);
      else this.#readOn(path, place, until, out);
      return;
    }
    this.#matching.clear();
    if (this.#rules.hybrid) return this.#followHybrid(path, place, until, out);
    let next = place;
    for (const block of blocks) {
      let open = bits(block);
      for (const candidate of this.#matching.candidates(block, next, until)) {
        if (!this.#matching.fill(candidate, block)) continue;
        out.time[out.reached] = path.time[candidate]!;
        out.place[out.reached++] = candidate;
        next = candidate + 1;
        if (--open === 0) break;
      }
      if (open > 0) return;
    }
  }

  /** The same where each event fits one step: it fills it, or it is filled already. */
  #readOn({ mask, time, length }: PersonPath, place: number, until: number, out: FoundChain): void {
    const { blocks } = this.#rules;
    let block = 0;
    let open = blocks[0]!;
    for (let i = place; i < length && time[i]! <= until; i++) {
      if ((mask[i]! & open) === 0) continue;
      out.time[out.reached] = time[i]!;
      out.place[out.reached++] = i;
      open &= ~mask[i]!;
      if (open !== 0) continue;
      if (++block === blocks.length) return;
      open = blocks[block]!;
    }
  }

  #readHybrid({ mask, time, length }: PersonPath, place: number, until: number, out: FoundChain): void {
    const { count } = this.#rules;
    const first = this.#first;
    let open = (2 ** count - 1) & ~1;
    out.time[0] = time[place]!;
    out.place[0] = place;
    out.reached = 1;
    let filled = 0;
    for (let i = place + 1; open !== 0 && i < length && time[i]! <= until; i++) {
      const step = mask[i]! & open;
      if (step === 0) continue;
      open &= ~step;
      filled |= step;
      first[31 - Math.clz32(step)] = i;
    }
    let last = place;
    for (let step = 1; step < count && (filled >> step & 1) === 1; step++) {
      last = Math.max(last, first[step]!);
      out.time[step] = time[last]!;
      out.place[step] = last;
      out.reached = step + 1;
    }
  }

  #followHybrid(path: PersonPath, place: number, until: number, out: FoundChain): void {
    const { count } = this.#rules;
    out.time[0] = path.time[place]!;
    out.place[0] = place;
    out.reached = 1;
    for (let step = 1; step < count; step++) {
      // All steps up to this one, as early as they can all be done.
      const wanted = (2 << step) - 2;
      this.#matching.clear();
      let open = step;
      let last = place;
      for (const candidate of this.#matching.candidates(wanted, place + 1, until)) {
        if (!this.#matching.fill(candidate, wanted)) continue;
        last = candidate;
        if (--open === 0) break;
      }
      if (open > 0) return;
      out.time[step] = path.time[last]!;
      out.place[step] = last;
      out.reached = step + 1;
    }
  }
}
