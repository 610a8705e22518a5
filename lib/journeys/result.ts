/** One step of a funnel. `N` is `number` inside, `Shown` after the privacy gate. */
export interface FunnelStep<N = number> {
  readonly name: string;
  /** People who reached this step. */
  readonly people: N;
  /** Of those who reached the first step; null when nobody did. */
  readonly rateFromFirst: N | null;
  /** Of those who reached the previous step; null on the first step and when nobody reached it. */
  readonly rateFromPrevious: N | null;
  readonly medianSecondsFromPrevious: N | null;
  /** Reached this step and not the next; their window is over. On the last step 0. */
  readonly left: N;
  /** Reached this step and not the next, but their window is still open at `observedUntil`. On the last step 0. */
  readonly stillDeciding: N;
  /**
   * Share lost between this step and the next, among people whose window is over:
   * of `of` people, `lost` left; Wilson 95 % interval. Null on the last step or when `of` is 0.
   */
  readonly drop:
    | { readonly lost: N; readonly of: N; readonly rate: N; readonly low: N; readonly high: N }
    | null;
}

/** A funnel for one group of people. */
export interface FunnelGroup<N = number> {
  /** Segment id or property value; null property values are the group "(missing)". */
  readonly group: string;
  readonly name: string;
  readonly people: N;
  readonly steps: readonly FunnelStep<N>[];
}

/** People counted through ordered steps. Every person is counted once; one event never fills two steps. */
export interface FunnelResult<N = number> {
  readonly kind: "funnel";
  readonly mode: "ordered";
  /** Window from the first step, inclusive, as given ("56d"). */
  readonly within: string;
  readonly withinSeconds: number;
  /** Last observed second (1970 UTC): windows that end later are still open. */
  readonly observedUntil: number;
  /** People looked at (with or without the first step). */
  readonly people: N;
  readonly steps: readonly FunnelStep<N>[];
  readonly groups?: readonly FunnelGroup<N>[];
  readonly warnings: readonly string[];
}

/** One step of a declared funnel: an event name or several, with conditions on properties of the event. */
export interface StepDefinition {
  readonly name: string;
  readonly events: readonly string[];
  /** Property → accepted values. An event whose property is missing does not match. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
}
