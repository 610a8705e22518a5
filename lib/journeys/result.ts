/** In what order the steps of a funnel count; `funnel` says what each means. */
export type FunnelMode = "ordered" | "strict" | "anyOrder" | "hybrid" | "open";

/** One step of a funnel. `N` is `number` inside, `Shown` after the privacy gate. */
export interface FunnelStep<N = number> {
  /** As declared. */
  readonly name: string;
  /** People who reached this step. */
  readonly people: N;
  /** Counted on its own: its people need not be among those of the step before (open funnels, optional steps). */
  readonly apart?: true;
  /** Of those who reached the first step; null when nobody did. */
  readonly rateFromFirst: N | null;
  /** Of those who reached the previous step, optional ones passed over; null on the first step and when nobody reached it. */
  readonly rateFromPrevious: N | null;
  /** Among those who reached both steps; null on the first step, on optional ones and when nobody did. */
  readonly medianSecondsFromPrevious: N | null;
  /** Lower and upper quartile of the same times. Not shown where the counts have passed the privacy gate. */
  readonly quartileSecondsFromPrevious?: readonly [lower: N, upper: N] | null;
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
  /** As declared. */
  readonly name: string;
  /** Its size, with or without the first step. */
  readonly people: N;
  /** In the order declared. */
  readonly steps: readonly FunnelStep<N>[];
}

/** People counted through ordered steps. Every person is counted once; one event never fills two steps. */
export interface FunnelResult<N = number> {
  /** Tells results apart. */
  readonly kind: "funnel";
  /** In what order steps count. */
  readonly mode: FunnelMode;
  /** Window from the first step, inclusive, as given ("56d"). */
  readonly within: string;
  /** The same window in seconds. */
  readonly withinSeconds: number;
  /** Last observed second (1970 UTC): windows that end later are still open. */
  readonly observedUntil: number;
  /** People looked at (with or without the first step). */
  readonly people: N;
  /** In the order declared. */
  readonly steps: readonly FunnelStep<N>[];
  /** The same steps for each group asked for. */
  readonly groups?: readonly FunnelGroup<N>[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}

/** One step of a declared funnel: an event name or several, with conditions on properties of the event. */
export interface StepDefinition {
  /** As declared. */
  readonly name: string;
  /** Any of these. */
  readonly events: readonly string[];
  /** Property → accepted values. An event whose property is missing does not match. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** Ordered and strict: longest time from the step before, such as "7d". Default: only the whole window. */
  readonly within?: string | number;
  /** Ordered: may be skipped; counted where it was done between its neighbours. Not the first step. Default false. */
  readonly optional?: boolean;
  /** Any order: keeps its place; the steps before it come before, those after it after. Default false. */
  readonly anchored?: boolean;
}
