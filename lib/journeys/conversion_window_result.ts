/** Conversion by one length of time. `N` is `number` inside, `Shown` after the privacy gate. */
export interface ConversionAt<N = number> {
  /** Length of time, such as "28d". */
  readonly within: string;
  /** The same in seconds. */
  readonly seconds: number;
  /** Share of those who started that converts in it, people not followed so long accounted for; null beyond the horizon. */
  readonly rate: N | null;
  /** Its 95 % interval, null where the method gives none. */
  readonly low: N | null;
  /** Upper end. */
  readonly high: N | null;
  /** Of those who convert by the horizon, the share that takes longer; null beyond it and when nobody converts. */
  readonly missed: N | null;
}

/** How long one group takes. */
export interface ConversionWindowGroup<N = number> {
  /** Segment id, "all" for everybody. */
  readonly group: string;
  /** As declared. */
  readonly name: string;
  /** People who did the first step. */
  readonly people: N;
  /** Of them, who has done the last one so far. */
  readonly converted: N;
  /** Share that converts by the horizon; null of nobody. */
  readonly eventually: N | null;
  /** The shortest time that covers the share asked for of those who convert by the horizon, with its interval. */
  readonly suggested: { readonly seconds: N; readonly low: N | null; readonly high: N | null } | null;
  /** Conversion at the usual lengths of time. */
  readonly at: readonly ConversionAt<N>[];
  /** The share converted by each time, in steps. */
  readonly curve: readonly {
    readonly seconds: N;
    readonly converted: N;
    readonly low: N | null;
    readonly high: N | null;
    readonly atRisk: N;
  }[];
}

/** How long people take from the first step of a journey to its last, and which window fits. */
export interface ConversionWindowResult<N = number> {
  /** Tells results apart. */
  readonly kind: "window";
  /** Names of the steps, in order. */
  readonly steps: readonly string[];
  /** The share that a suggested window covers. */
  readonly covers: number;
  /** Nothing is said of longer times, in seconds. */
  readonly horizonSeconds: number;
  /** Last observed second (1970 UTC). */
  readonly observedUntil: number;
  /** Everybody first, then each group asked for. */
  readonly groups: readonly ConversionWindowGroup<N>[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}
