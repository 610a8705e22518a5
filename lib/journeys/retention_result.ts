/** A stretch of the calendar that cohorts are made by. */
export type CalendarUnit = "day" | "week" | "month";

/** People who started in one period, and how many of them came back. `N` is `number` inside, `Shown` after the gate. */
export interface RetentionCohort<N = number> {
  /** First day of the period they started in, `YYYY-MM-DD`; months as `YYYY-MM`. */
  readonly cohort: string;
  /** People who started in it. */
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
  /** People who came back. */
  readonly returned: N;
  /** People of the cohorts that can be seen. */
  readonly of: N;
  /** In [0, 1]; null of nobody. Cohorts weigh by their people. */
  readonly rate: N | null;
  /** Wilson 95 % interval. */
  readonly low: N | null;
  /** Upper end. */
  readonly high: N | null;
}

/** Retention of one group of people. */
export interface RetentionGroup<N = number> {
  /** Id of the group. */
  readonly group: string;
  /** Its name. */
  readonly name: string;
  /** People of it who started. */
  readonly people: N;
  /** In order of time. */
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
  /** Which result this is. */
  readonly kind: "retention";
  /** "day", "week" or "month" of the calendar, or a length such as "30d" counted from each person's own start. */
  readonly period: string;
  /** What cohorts are made by. */
  readonly cohortBy: CalendarUnit;
  /** When coming back counts. */
  readonly mode: RetentionMode;
  /** Periods of each bracket after the start, `to` not included: the first is [0, 1), the start. */
  readonly brackets: readonly { readonly from: number; readonly to: number }[];
  /** Of days, weeks and months. */
  readonly timeZone: string;
  /** Last observed second, since 1970 UTC. */
  readonly observedUntil: number;
  /** People who started. */
  readonly people: N;
  /** In order of time, periods without anybody included. */
  readonly cohorts: readonly RetentionCohort<N>[];
  /** By bracket; null where no cohort can be seen yet. */
  readonly overall: readonly (RetentionOverall<N> | null)[];
  /** Each group by itself, when groups were given. */
  readonly groups?: readonly RetentionGroup<N>[];
  /** The method in a sentence. */
  readonly method: string;
  /** What a reader has to know, in sentences. */
  readonly warnings: readonly string[];
}
