import type { FunnelMode } from "./result.ts";

/** One step of attempts. `N` is `number` inside, `Shown` after the privacy gate. */
export interface AttemptsStep<N = number> {
  /** As declared. */
  readonly name: string;
  /** Attempts that reached this step. */
  readonly attempts: N;
  /** People with at least one of them. */
  readonly people: N;
  /** Of the attempts that reached the first step; null when there were none. */
  readonly rateFromFirst: N | null;
  /** Of the attempts that reached the step before; null on the first step and when none did. */
  readonly rateFromPrevious: N | null;
  /** Among attempts that reached both; null on the first step and when none did. */
  readonly medianSecondsFromPrevious: N | null;
  /** Attempts that stopped here and are over. On the last step 0. */
  readonly left: N;
  /** Attempts that stopped here so far and are still open at `observedUntil`. On the last step 0. */
  readonly stillDeciding: N;
}

/** The attempts with one value of a property. */
export interface AttemptsGroup<N = number> {
  /** The value, or "(missing)". */
  readonly group: string;
  /** What reports call it. */
  readonly name: string;
  /** People with an attempt in the group; somebody may be in several. */
  readonly people: N;
  /** In the order declared. */
  readonly steps: readonly AttemptsStep<N>[];
}

/** Attempts, or sessions, counted through the steps of a journey. One person may have many. */
export interface AttemptsResult<N = number> {
  /** Tells results apart. */
  readonly kind: "attempts";
  /** What is counted. */
  readonly unit: "attempt" | "session";
  /** In what order steps count. */
  readonly mode: FunnelMode;
  /** Window from the first step of an attempt, inclusive, as given. */
  readonly within: string;
  /** The same window in seconds. */
  readonly withinSeconds: number;
  /** Last observed second (1970 UTC). */
  readonly observedUntil: number;
  /** People looked at. */
  readonly people: N;
  /** In the order declared. */
  readonly steps: readonly AttemptsStep<N>[];
  /** By value of a property, when asked for; attempts of the groups add up to the whole. */
  readonly groups?: readonly AttemptsGroup<N>[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}
