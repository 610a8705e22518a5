import { normalQuantile } from "../kernels/mod.ts";
import { incidenceCurves } from "./_incidence_curves.ts";
import { rankTestsOf } from "./_rank_tests.ts";
import { atRiskAt, type SortedRows, sortRows, splitRows } from "./_sorted_rows.ts";
import { eventMarks, survivalCurve } from "./_survival_curve.ts";
import { compareAt } from "./compare_at.ts";
import type { IncidenceCurve } from "./cumulative_incidence.ts";
import { restrictedMean } from "./restricted_mean.ts";
import { lastAtOrBefore, logLogInterval, type SurvivalCurve, timeUntil } from "./survival_curve.ts";
import { checkSurvivalData, groupCount, type SurvivalData } from "./survival_data.ts";
import type {
  Incidence,
  IncidencePoint,
  RankTestName,
  SurvivalPoint,
  TimingGroup,
  TimingResult,
} from "./timing_result.ts";

/** What to read from times until an event. Times are in the unit of the data. */
export interface TimingOptions {
  /** Names of the group codes, in order; a name no row has is a group of nobody. Default: "all", or the codes. */
  readonly groups?: readonly string[];
  /** Code of the event asked about; other codes compete with it. Default 1. */
  readonly event?: number;
  /** Names of event codes, for `incidence`. Default "event 1" and so on. */
  readonly eventNames?: Readonly<Record<number, string>>;
  /** Unit of the times, such as "days": carried into the result for the words of others. */
  readonly unit?: string;
  /** Level of intervals. Default 0.95. */
  readonly level?: number;
  /** Shares of people whose time is wanted beside the median. Default 0.25, 0.5, 0.75. */
  readonly quantiles?: readonly number[];
  /** Times at which to read every curve, and to compare the groups. Default: none. */
  readonly at?: readonly number[];
  /** Horizon of the restricted mean. Default: the last time people of every group were followed. */
  readonly horizon?: number;
  /** Weighted tests to give beside the log-rank test. Default: all. */
  readonly tests?: readonly RankTestName[];
  /** Weight of the Fleming-Harrington test. Default [1, 0]. */
  readonly flemingHarrington?: readonly [number, number];
  /** Most points of a curve in the result; a longer one keeps evenly chosen points. Default 1000. */
  readonly mostPoints?: number;
}

const everyTest: readonly RankTestName[] = ["gehanWilcoxon", "taroneWare", "petoPeto", "flemingHarrington"];

/**
 * How long it takes until something happens, by group, people who are still waiting counted as such.
 *
 * Kaplan-Meier with log-log intervals, median and quantiles, median follow-up, restricted mean, log-rank and
 * weighted tests (stratified when `data.stratum` is given), groups compared at chosen times, and cumulative
 * incidence (Aalen-Johansen) when other events compete. The numbers are those of R's `survival`. Rows in any order
 * give the same result. One million rows take under a second.
 *
 * @throws {RangeError} A row cannot be used, or an option is out of bounds.
 *
 * @example
 * ```ts
 * import { timing } from "./timing.ts";
 * const result = timing({
 *   time: Float64Array.of(3, 5, 8, 9, 2, 3, 4, 9),
 *   status: Uint8Array.of(1, 1, 0, 0, 1, 1, 1, 0),
 *   group: Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1),
 * }, { groups: ["e-mail", "call"], unit: "days" });
 * const [email, call] = result.groups;
 * if (email?.median !== 5 || call?.median !== 3) throw new Error(`${email?.median} ${call?.median}`);
 * ```
 */
export function timing(data: SurvivalData, options: TimingOptions = {}): TimingResult {
  checkSurvivalData(data);
  const level = options.level ?? 0.95;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `Cannot give intervals at level ${level}: it must lie between 0 and 1, such as 0.95`,
    );
  }
  const mostPoints = options.mostPoints ?? 1000;
  if (!(Number.isInteger(mostPoints) && mostPoints >= 2)) {
    throw new RangeError(`Cannot show a curve in ${mostPoints} points: it needs a whole number of 2 or more`);
  }
  const event = options.event ?? 1;
  const names = groupNames(data, options.groups);
  const rows = sortRows(data);
  const samples = splitRows(rows, "group", names.length);
  const curves = samples.map((sample) => survivalCurve(sample, eventMarks(event, false)));
  const horizon = options.horizon ?? commonHorizon(curves);
  const competing = hasCompeting(data.status, event);
  const settings: Settings = {
    event,
    level,
    z: normalQuantile(0.5 + level / 2),
    quantiles: options.quantiles ?? [0.25, 0.5, 0.75],
    at: options.at ?? [],
    horizon,
    mostPoints,
    eventNames: competing ? options.eventNames ?? {} : null,
  };
  const groups = names.map((name, g) => timingGroup(name, samples[g]!, curves[g]!, settings));
  const tests = rankTestsOf(rows, {
    event,
    tests: ["logRank", ...(options.tests ?? everyTest).filter((name) => name !== "logRank")],
    flemingHarrington: options.flemingHarrington ?? [1, 0],
  }).map(({ name, chiSquare, df, p }) => ({ name, chiSquare, df, p }));
  const [logRank, ...weighted] = tests;
  const comparisons = settings.at.flatMap((time) => {
    const test = compareAt(curves, time);
    return test ? [{ time, ...test }] : [];
  });
  return {
    kind: "timing",
    unit: options.unit ?? null,
    level,
    groups,
    ...(logRank && logRank.df > 0
      ? { logRank: { chiSquare: logRank.chiSquare, df: logRank.df, p: logRank.p }, weighted }
      : {}),
    ...(comparisons.length ? { comparisons } : {}),
    stratified: data.stratum !== undefined,
    method:
      "Kaplan-Meier with log-log intervals; people not followed to the event are censored at the last " +
      "time they were seen" + (competing ? "; competing events by Aalen-Johansen" : ""),
    warnings: warnings(names, curves, competing, mostPoints),
  };
}

interface Settings {
  readonly event: number;
  readonly level: number;
  readonly z: number;
  readonly quantiles: readonly number[];
  readonly at: readonly number[];
  readonly horizon: number;
  readonly mostPoints: number;
  /** Null when no other event competes. */
  readonly eventNames: Readonly<Record<number, string>> | null;
}

function groupNames(data: SurvivalData, given: readonly string[] | undefined): readonly string[] {
  const count = groupCount(data.group);
  if (given === undefined) {
    return data.group ? Array.from({ length: count }, (_, code) => String(code)) : ["all"];
  }
  if (!data.group && given.length !== 1) {
    throw new RangeError(`Cannot tell ${given.length} groups apart: the data has no group codes`);
  }
  if (given.length < count) {
    throw new RangeError(
      `Cannot name the groups: the largest code is ${count - 1}, names are ${given.length}`,
    );
  }
  return given;
}

function commonHorizon(curves: readonly SurvivalCurve[]): number {
  const ends = curves.filter((curve) => curve.n > 0).map((curve) => curve.until);
  return ends.length ? Math.min(...ends) : NaN;
}

function hasCompeting(status: Uint8Array, event: number): boolean {
  for (let i = 0; i < status.length; i++) if (status[i] !== 0 && status[i] !== event) return true;
  return false;
}

function timingGroup(
  group: string,
  sample: SortedRows,
  curve: SurvivalCurve,
  settings: Settings,
): TimingGroup {
  const { level, z, horizon, mostPoints } = settings;
  const half = timeUntil(curve, 0.5, level);
  const reverse = survivalCurve(sample, eventMarks(settings.event, true));
  const point = (i: number, time: number, atRisk: number): SurvivalPoint => {
    const survival = i < 0 ? 1 : curve.survival[i]!;
    return { time, survival, ...logLogInterval(survival, i < 0 ? 0 : curve.greenwood[i]!, z), atRisk };
  };
  const readable = settings.at.filter((time) => time <= curve.until);
  return {
    group,
    n: curve.n,
    events: curve.events,
    median: half.time,
    medianInterval: [half.low, half.high],
    quantiles: settings.quantiles.map((share) => ({ share, ...timeUntil(curve, share, level) })),
    followUp: timeUntil(reverse, 0.5, level),
    restrictedMean: horizon > 0 ? restrictedMean(curve, { horizon, level }) : null,
    until: curve.n ? curve.until : null,
    curve: spread(curve.time.length, mostPoints).map((i) => point(i, curve.time[i]!, curve.atRisk[i]!)),
    at: readable.map((time) => point(lastAtOrBefore(curve.time, time), time, atRiskAt(sample, time))),
    ...(settings.eventNames ? { incidence: incidences(sample, curve, settings, settings.eventNames) } : {}),
  };
}

function incidences(
  sample: SortedRows,
  { until }: SurvivalCurve,
  { event, at, z, mostPoints }: Settings,
  names: Readonly<Record<number, string>>,
): Incidence[] {
  const curves = incidenceCurves(sample).toSorted((a, b) =>
    Number(b.event === event) - Number(a.event === event)
  );
  return curves.map((curve) => {
    const point = (i: number, time: number, atRisk: number): IncidencePoint => {
      const incidence = i < 0 ? 0 : curve.incidence[i]!;
      const variance = i < 0 ? 0 : curve.variance[i]! / incidence ** 2;
      return { time, incidence, ...logLogInterval(incidence, variance, z), atRisk };
    };
    const readable = at.filter((time) => time <= until);
    return {
      event: curve.event,
      name: names[curve.event] ?? `event ${curve.event}`,
      events: curve.events,
      median: firstHalf(curve),
      curve: spread(curve.time.length, mostPoints).map((i) => point(i, curve.time[i]!, curve.atRisk[i]!)),
      at: readable.map((time) => point(lastAtOrBefore(curve.time, time), time, atRiskAt(sample, time))),
    };
  });
}

function firstHalf(curve: IncidenceCurve): number | null {
  const i = curve.incidence.findIndex((share) => share >= 0.5 - 1e-10);
  return i < 0 ? null : curve.time[i]!;
}

/** Row numbers 0 … count − 1, or `most` of them at even distances, first and last included. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round(i * (count - 1) / (most - 1)));
}

function warnings(
  names: readonly string[],
  curves: readonly SurvivalCurve[],
  competing: boolean,
  mostPoints: number,
): string[] {
  const found: string[] = [];
  if (competing) {
    found.push(
      "Other kinds of event compete with this one: 1 − survival overstates how many it happens to. Read incidence.",
    );
  }
  curves.forEach((curve, g) => {
    if (curve.n === 0) found.push(`Group "${names[g]}" has nobody.`);
    const zero = curve.survival.indexOf(0);
    if (zero >= 0 && curve.time[zero]! < curve.until) {
      found.push(
        `Group "${names[g]}": everybody at risk at ${
          curve.time[zero]
        } had the event while others came under ` +
          "observation later, so the curve stays at 0. Start it at a time when enough people are followed.",
      );
    }
    if (curve.time.length > mostPoints) {
      found.push(`Group "${names[g]}": the curve shows ${mostPoints} of its ${curve.time.length} points.`);
    }
  });
  return found;
}
