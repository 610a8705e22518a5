/** A chain that a search found on a path. Holds its space from one search to the next. */
export class FoundChain {
  /** How many steps are filled, counted as the mode counts. */
  reached = 0;
  /** By place in the count, from 0: when it was reached. */
  readonly time: Float64Array;
  /** By place in the count: the event on the path. */
  readonly place: Int32Array;

  constructor(steps: number) {
    this.time = new Float64Array(steps);
    this.place = new Int32Array(steps);
  }

  /** Whether it is longer than another; or as long and by its times to be preferred, which the first start decides. */
  beats(other: FoundChain, entry: Entry): boolean {
    if (this.reached !== other.reached) return this.reached > other.reached;
    for (let k = 0; k < this.reached; k++) {
      if (this.time[k] === other.time[k]) continue;
      return (this.time[k]! < other.time[k]!) !== (k === 0 && entry === "latest");
    }
    return false;
  }

  /** Takes over another chain. */
  copy(other: FoundChain): void {
    this.reached = other.reached;
    for (let k = 0; k < other.reached; k++) {
      this.time[k] = other.time[k]!;
      this.place[k] = other.place[k]!;
    }
  }
}

/** Which chain of a person counts: the longest and of these the first or last to start, or the one of their first start. */
export type Entry = "longest" | "first" | "latest";
