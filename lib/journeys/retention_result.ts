/** People who started in one period, and how many of them came back. `N` is `number` inside, `Shown` after the gate. */
export interface RetentionCohort<N = number> {
  /** First day of the period they started in, `YYYY-MM-DD`; months as `YYYY-MM`. */
  readonly cohort: string;
  readonly people: N;
  /** Whether nobody can join any more: the period was over at `observedUntil`. */
  readonly complete: boolean;
  /**
   * People who came back, by bracket of periods after their start; the first is the start itself, and everybody. Null
   * where it cannot be seen yet: the bracket was not over for all of them. 0 means that nobody did.
   */
  readonly returned: readonly (N | null)[];
}

/** Coming back over all cohorts for which a bracket can be seen. */
export interface RetentionOverall<N = number> {
  readonly returned: N;
  readonly of: N;
  /** In [0, 1]; null of nobody. Cohorts weigh by their people. */
  readonly rate: N | null;
  /** Wilson 95 % interval. */
  readonly low: N | null;
  readonly high: N | null;
}

/** Retention of one group of people. */
export interface RetentionGroup<N = number> {
  readonly group: string;
  readonly name: string;
  readonly people: N;
  readonly cohorts: readonly RetentionCohort<N>[];
  /** By bracket; null where no cohort can be seen yet. */
  readonly overall: readonly (RetentionOverall<N> | null)[];
}

/**
 * When coming back counts: in the bracket ("on"), in it or any later time ("onOrAfter"), in it or any earlier one
 * ("onOrBefore"), or in it and all before it ("streak").
 */
export type RetentionMode = "on" | "onOrAfter" | "onOrBefore" | "streak";

/** Who came back, by when they started. */
export interface RetentionResult<N = number> {
  readonly kind: "retention";
  /** "day", "week" or "month" of the calendar, or a length such as "30d" counted from each person's own start. */
  readonly period: string;
  /** What cohorts are made by. */
  readonly cohortBy: "day" | "week" | "month";
  readonly mode: RetentionMode;
  /** Periods of each bracket after the start, `to` not included: the first is [0, 1), the start. */
  readonly brackets: readonly { readonly from: number; readonly to: number }[];
  readonly timeZone: string;
  readonly observedUntil: number;
  /** People who started. */
  readonly people: N;
  readonly cohorts: readonly RetentionCohort<N>[];
  readonly overall: readonly (RetentionOverall<N> | null)[];
  readonly groups?: readonly RetentionGroup<N>[];
  readonly method: string;
  readonly warnings: readonly string[];
}
