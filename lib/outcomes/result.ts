/** A measure in one group. `N` is `number` inside, `Shown` after the privacy gate. */
export interface MeasureInGroup<N = number> {
  /** Group id: a segment's id, or "none", "unknown", "all". */
  readonly group: string;
  /** What reports call it. */
  readonly name: string;
  /** Rate: people for whom it is true. Median and total: people (or rows) with a value. */
  readonly n: N;
  /** Rate: people it could be true for (known). Median and total: people in the group. */
  readonly of: N;
  /** The rate in [0, 1], null when `of` is 0; the median, null when `n` is 0; the total, null when `of` is 0. */
  readonly value: N | null;
  /** 95 % interval: Wilson for rates, order statistics for medians, none for totals. */
  readonly low: N | null;
  /** Upper end of the same interval. */
  readonly high: N | null;
  /** People for whom it is unknown (left out of `of`). */
  readonly unknown: N;
}

/** One declared measure over all groups. */
export interface MeasureResult<N = number> {
  /** Tells results apart. */
  readonly kind: "measure";
  /** As declared in `workspace.yaml`. */
  readonly id: string;
  /** What reports call it. */
  readonly name: string;
  /** Rates: words that end the sentence "6 of every 100 people …"; null where the workspace gives none. */
  readonly says: string | null;
  /** A share of people, a middle value, or a sum. */
  readonly type: "rate" | "median" | "total";
  /** Unit of a median or total: "days", "USD", "visits"; null for rates. */
  readonly unit: string | null;
  /** Whether higher is better, worse or neither: decides the words of findings, never a colour. */
  readonly better: "higher" | "lower" | null;
  /** In the order the groups were given. */
  readonly groups: readonly MeasureInGroup<N>[];
  /** The method in a sentence. */
  readonly method: string;
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}

/** How many people can be reached, by channel: a valid address and today's permission for marketing. */
export interface ReachResult<N = number> {
  /** Tells results apart. */
  readonly kind: "reach";
  /** Channels somebody can be reached by. */
  readonly channels: readonly string[];
  /** In the order the groups were given. */
  readonly groups: readonly {
    readonly group: string;
    readonly name: string;
    readonly people: N;
    /** Reachable by at least one channel. */
    readonly any: N;
    /** In the order of `channels`. */
    readonly byChannel: readonly N[];
  }[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}
