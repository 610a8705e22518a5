/** A curve of people still waiting, at the moment of an event. `N` is `number` inside, `Shown` after the privacy gate. */
export interface SurvivalPoint<N = number> {
  /** In the unit of the data. */
  readonly time: N;
  /** Share of people for whom it has not happened by then, in [0, 1]; stays until the next point. */
  readonly survival: N;
  /** Interval; null where there is none (nothing has happened yet, or it has happened to everybody). */
  readonly low: N | null;
  readonly high: N | null;
  /** People followed and still waiting just before this time. */
  readonly atRisk: N;
}

/** The share of people to whom one kind of event has happened, others competing with it. */
export interface IncidencePoint<N = number> {
  readonly time: N;
  /** In [0, 1]. */
  readonly incidence: N;
  readonly low: N | null;
  readonly high: N | null;
  readonly atRisk: N;
}

/** A time with its interval; null: not reached while people were followed. */
export interface TimeEstimate<N = number> {
  readonly time: N | null;
  readonly low: N | null;
  readonly high: N | null;
}

/** Mean time until the event, counting no more than `horizon` for anybody: the area under the curve up to there. */
export interface RestrictedMean<N = number> {
  readonly horizon: number;
  readonly mean: N;
  readonly standardError: N;
  readonly low: N;
  readonly high: N;
}

/** One kind of event among competing ones (Aalen-Johansen). */
export interface Incidence<N = number> {
  /** Code of the event. */
  readonly event: number;
  readonly name: string;
  readonly events: N;
  /** When half of all people have had it; null when that many never have. */
  readonly median: N | null;
  readonly curve: readonly IncidencePoint<N>[];
  /** Read at the times asked for. */
  readonly at: readonly IncidencePoint<N>[];
}

/** Time until an event in one group of people. */
export interface TimingGroup<N = number> {
  readonly group: string;
  readonly n: N;
  /** People to whom the event happened. */
  readonly events: N;
  /** First time by which it has happened to half; null: not reached. */
  readonly median: N | null;
  /** Brookmeyer-Crowley, [low, high]; a null end was not reached. */
  readonly medianInterval: readonly [N | null, N | null];
  /** `share`: the share of people to whom it has happened by `time`. */
  readonly quantiles: readonly (TimeEstimate<N> & { readonly share: number })[];
  /** Median time people were followed (reverse curve), by the group's people whether or not it happened to them. */
  readonly followUp: TimeEstimate<N>;
  /** Null when nobody is in the group, or was followed up to the horizon. */
  readonly restrictedMean: RestrictedMean<N> | null;
  /** Last time anybody was followed: the curve means nothing after it. Null of nobody. */
  readonly until: N | null;
  /** A point where the event happened; before the first, survival is 1. */
  readonly curve: readonly SurvivalPoint<N>[];
  /** The curve read at the times asked for. */
  readonly at: readonly SurvivalPoint<N>[];
  /** Present when other kinds of event compete: one entry for each kind, the event asked about first. */
  readonly incidence?: readonly Incidence<N>[];
}

/** A chi-square test that the groups do not differ. */
export interface TimingTest<N = number> {
  readonly chiSquare: N;
  /** Degrees of freedom: groups that can be compared, less one. */
  readonly df: number;
  readonly p: N;
}

/** Weights of a rank test, by the name of the test. */
export type RankTestName = "logRank" | "gehanWilcoxon" | "taroneWare" | "petoPeto" | "flemingHarrington";

/** Time until an event, by group. */
export interface TimingResult<N = number> {
  readonly kind: "timing";
  /** Unit of all times, such as "days"; null when the caller did not say. */
  readonly unit: string | null;
  /** Level of all intervals. */
  readonly level: number;
  readonly groups: readonly TimingGroup<N>[];
  /** Absent when fewer than two groups can be compared. */
  readonly logRank?: TimingTest<N>;
  /** Weighted versions: Gehan-Wilcoxon looks at early times most, log-rank at all alike. */
  readonly weighted?: readonly (TimingTest<N> & { readonly name: RankTestName })[];
  /** Groups compared at each time asked for, on log(−log S): equal follow-up for all. */
  readonly comparisons?: readonly (TimingTest<N> & { readonly time: number })[];
  readonly stratified: boolean;
  readonly method: string;
  readonly warnings: readonly string[];
}
