/** A curve of people still waiting, at the moment of an event. `N` is `number` inside, `Shown` after the privacy gate. */
export interface SurvivalPoint<N = number> {
  /** In the unit of the data. */
  readonly time: N;
  /** Share of people for whom it has not happened by then, in [0, 1]; stays until the next point. */
  readonly survival: N;
  /** Interval; null where there is none (nothing has happened yet, or it has happened to everybody). */
  readonly low: N | null;
  /** Upper end. */
  readonly high: N | null;
  /** People followed and still waiting just before this time. */
  readonly atRisk: N;
}

/** The share of people to whom one kind of event has happened, others competing with it. */
export interface IncidencePoint<N = number> {
  /** In the unit of the data. */
  readonly time: N;
  /** In [0, 1]. */
  readonly incidence: N;
  /** Lower end of the interval; null where there is none. */
  readonly low: N | null;
  /** Upper end. */
  readonly high: N | null;
  /** People to whom nothing had happened just before this time. */
  readonly atRisk: N;
}

/** A time with its interval; null: not reached while people were followed. */
export interface TimeEstimate<N = number> {
  /** In the unit of the data; null: not reached. */
  readonly time: N | null;
  /** Lower end; null: not reached. */
  readonly low: N | null;
  /** Upper end; null: not reached. */
  readonly high: N | null;
}

/** Mean time until the event, counting no more than `horizon` for anybody: the area under the curve up to there. */
export interface RestrictedMean<N = number> {
  /** In the unit of the data. */
  readonly horizon: number;
  /** Area under the curve. */
  readonly mean: N;
  /** Of the mean. */
  readonly standardError: N;
  /** Lower end of its interval. */
  readonly low: N;
  /** Upper end. */
  readonly high: N;
}

/** One kind of event among competing ones (Aalen-Johansen). */
export interface Incidence<N = number> {
  /** Code of the event. */
  readonly event: number;
  /** Name of the event. */
  readonly name: string;
  /** People it happened to. */
  readonly events: N;
  /** When half of all people have had it; null when that many never have. */
  readonly median: N | null;
  /** A point where it happened. */
  readonly curve: readonly IncidencePoint<N>[];
  /** Read at the times asked for. */
  readonly at: readonly IncidencePoint<N>[];
}

/** Time until an event in one group of people. */
export interface TimingGroup<N = number> {
  /** Name of the group. */
  readonly group: string;
  /** People. */
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
  /** The statistic. */
  readonly chiSquare: N;
  /** Degrees of freedom: groups that can be compared, less one. */
  readonly df: number;
  /** Its p-value. */
  readonly p: N;
}

/** Weights of a rank test, by the name of the test. */
export type RankTestName = "logRank" | "gehanWilcoxon" | "taroneWare" | "petoPeto" | "flemingHarrington";

/** Time until an event, by group. */
export interface TimingResult<N = number> {
  /** Which result this is. */
  readonly kind: "timing";
  /** Unit of all times, such as "days"; null when the caller did not say. */
  readonly unit: string | null;
  /** Level of all intervals. */
  readonly level: number;
  /** In the order of their codes. */
  readonly groups: readonly TimingGroup<N>[];
  /** Absent when fewer than two groups can be compared. */
  readonly logRank?: TimingTest<N>;
  /** Weighted versions: Gehan-Wilcoxon looks at early times most, log-rank at all alike. */
  readonly weighted?: readonly (TimingTest<N> & { readonly name: RankTestName })[];
  /** Groups compared at each time asked for, on log(−log S): equal follow-up for all. */
  readonly comparisons?: readonly (TimingTest<N> & { readonly time: number })[];
  /** Whether groups were compared within strata. */
  readonly stratified: boolean;
  /** The method in a sentence. */
  readonly method: string;
  /** What a reader has to know, in sentences. */
  readonly warnings: readonly string[];
}
