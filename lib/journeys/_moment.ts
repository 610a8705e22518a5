/**
 * What the events of one moment can do together when their order is unknown: any order may be assumed, but one
 * event fills one step. Which steps can be filled is a matching of steps to events (Kuhn 1955, by augmenting paths).
 *
 * Holds scratch space, so that nothing is allocated while a log is read.
 */
export class Moment {
  /** `span[j]`, j from 1: the last step such that steps j to it can all be filled now; j − 1 when j cannot. */
  readonly span: Int32Array;
  readonly #steps: number;
  readonly #masks: number[] = [];
  readonly #copies: number[] = [];
  #distinct = 0;
  readonly #slotMask: number[] = [];
  readonly #slotStep: number[] = [];
  readonly #slotTried: number[] = [];
  #slots = 0;
  readonly #slotOf: Int32Array;
  #round = 0;

  constructor(steps: number) {
    this.#steps = steps;
    this.span = new Int32Array(steps + 2);
    this.#slotOf = new Int32Array(steps + 2);
  }

  /** Forgets the events of the moment before. */
  clear(): void {
    this.#distinct = 0;
    this.#slots = 0;
  }

  /** Adds an event that may fill the steps of `mask`. As many alike as there are steps are enough. */
  add(mask: number): void {
    let d = 0;
    while (d < this.#distinct && this.#masks[d] !== mask) d++;
    if (d === this.#distinct) {
      this.#masks[d] = mask;
      this.#copies[d] = 0;
      this.#distinct++;
    }
    if (this.#copies[d]! >= this.#steps) return;
    this.#copies[d]!++;
    this.#slotMask[this.#slots] = mask;
    this.#slotTried[this.#slots] = 0;
    this.#slotStep[this.#slots++] = 0;
  }

  /** Works out {@linkcode Moment.span}: two ends that only move forward, one augmenting path a move. */
  settle(): void {
    let last = 0;
    for (let first = 1; first <= this.#steps; first++) {
      if (last < first - 1) last = first - 1;
      while (last < this.#steps && this.#fill(last + 1)) last++;
      this.span[first] = last;
      if (last >= first) this.#slotStep[this.#slotOf[first]!] = 0;
    }
  }

  #fill(step: number): boolean {
    this.#round++;
    return this.#augment(step);
  }

  #augment(step: number): boolean {
    const bit = 1 << (step - 1);
    for (let slot = 0; slot < this.#slots; slot++) {
      if ((this.#slotMask[slot]! & bit) === 0 || this.#slotTried[slot] === this.#round) continue;
      this.#slotTried[slot] = this.#round;
      const holder = this.#slotStep[slot]!;
      if (holder === 0 || this.#augment(holder)) {
        this.#slotStep[slot] = step;
        this.#slotOf[step] = slot;
        return true;
      }
    }
    return false;
  }
}
