/** How one event or property goes with conversion. `N` is `number` inside, `Shown` after the privacy gate. */
export interface Association<N = number> {
  /** The event or property. */
  readonly name: string;
  /** Converted people who have it. */
  readonly converted: N;
  /** Other people who have it. */
  readonly others: N;
  /** Of the converted, in [0, 1]; null when nobody converted. */
  readonly shareOfConverted: N | null;
  /** Of the others, in [0, 1]; null when there are none. */
  readonly shareOfOthers: N | null;
  /** Conditional estimate: the odds of converting with it over the odds without. Null: without bound, or unknown. */
  readonly oddsRatio: N | null;
  /** Lower end of the interval of the odds ratio. */
  readonly low: N;
  /** Null: without bound. */
  readonly high: N | null;
  /** Of the table by itself, without regard to how many were looked at. */
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
  /** Which result this is. */
  readonly kind: "associations";
  /** People who converted. */
  readonly converted: N;
  /** People who did not convert. */
  readonly others: N;
  /** How long everybody was watched, and who was left out for it; absent when counts were given. */
  readonly exposure?: {
    /** What people did this long after entry was looked at. */
    readonly seconds: number;
    /** Longest time from entry to conversion. */
    readonly withinSeconds: number;
    /** People who converted meanwhile: left out. */
    readonly convertedEarly: N;
    /** People whose time was not over: left out. */
    readonly stillDeciding: N;
  };
  /** Level of the intervals. */
  readonly level: number;
  /** By p, then by name. */
  readonly items: readonly Association<N>[];
  /** The method in a sentence. */
  readonly method: string;
  /** What a reader has to know, in sentences. */
  readonly warnings: readonly string[];
}
