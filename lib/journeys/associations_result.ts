/** How one event or property goes with conversion. `N` is `number` inside, `Shown` after the privacy gate. */
export interface Association<N = number> {
  readonly name: string;
  /** Converted people who have it. */
  readonly converted: N;
  /** Other people who have it. */
  readonly others: N;
  /** Of the converted, in [0, 1]; null when nobody converted. */
  readonly shareOfConverted: N | null;
  readonly shareOfOthers: N | null;
  /** Conditional estimate: the odds of converting with it over the odds without. Null: without bound, or unknown. */
  readonly oddsRatio: N | null;
  readonly low: N;
  /** Null: without bound. */
  readonly high: N | null;
  readonly p: N;
  /** Adjusted so that any false finding among all is as rare as the level says (Holm). */
  readonly pHolm: N;
  /** Adjusted so that few of the findings are false (Benjamini-Hochberg). */
  readonly pBenjaminiHochberg: N;
  /** The odds ratio with 1 added to each count, as PostHog gives it: to compare with it, not to decide by. */
  readonly smoothedOddsRatio: N;
}

/** What goes with conversion, surest first. Association: it does not say what causes what. */
export interface AssociationsResult<N = number> {
  readonly kind: "associations";
  /** People who converted, and people who did not. */
  readonly converted: N;
  readonly others: N;
  /** Level of the intervals. */
  readonly level: number;
  readonly items: readonly Association<N>[];
  readonly method: string;
  readonly warnings: readonly string[];
}
