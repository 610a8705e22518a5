import type {
  Incidence,
  IncidencePoint,
  SurvivalPoint,
  TimeEstimate,
  TimingGroup,
  TimingResult,
} from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { publicCurve, type RisingPoint } from "./_curve.ts";
import { digits } from "./_digits.ts";
import { tooFewForMiddle } from "./_few.ts";
import { shown } from "./_shown.ts";

interface Counts {
  readonly n: Cell;
  readonly events: Cell;
  readonly kinds: readonly Cell[];
}

/** Time until an event: people, events of each kind and who is left; curves coarser; tests only of shown groups. */
export function timing(result: TimingResult, { cells, minimum }: Context): () => TimingResult<Shown> {
  const counts = result.groups.map((one): Counts => {
    const n = cells.shared(`waiting/${one.group}`, one.n, 0);
    const events = cells.count(one.events);
    const kinds = (one.incidence ?? []).map((kind, k) =>
      k === 0 && kind.events === one.events ? events : cells.count(kind.events)
    );
    cells.sum(n, kinds.length > 0 ? kinds : [events]);
    return { n, events, kinds };
  });
  return () => {
    const compared = !counts.some(({ n, events }) => n.hidden || events.hidden);
    const { logRank, weighted, comparisons, ...rest } = result;
    const test = <T extends { readonly chiSquare: number; readonly p: number }>(one: T) => ({
      ...one,
      chiSquare: compared ? digits(one.chiSquare) : "hidden" as const,
      p: compared ? digits(one.p) : "hidden" as const,
    });
    return {
      ...rest,
      groups: result.groups.map((one, i) => print(one, counts[i]!, minimum)),
      ...(logRank && { logRank: test(logRank) }),
      ...(weighted && { weighted: weighted.map(test) }),
      ...(comparisons && { comparisons: comparisons.map(test) }),
    };
  };
}

function print(one: TimingGroup, { n, events, kinds }: Counts, minimum: number): TimingGroup<Shown> {
  const hide = n.hidden || events.hidden || kinds.some(({ hidden }) => hidden);
  const few = hide || tooFewForMiddle(one.events, minimum);
  const time = (hidden: boolean) => (value: number | null) =>
    value !== null && hidden ? "hidden" as const : value;
  const [own, followed] = [time(few), time(n.hidden || tooFewForMiddle(one.n, minimum))];
  const estimate = (of: TimeEstimate, as: typeof own) => ({
    time: as(of.time),
    low: as(of.low),
    high: as(of.high),
  });
  const mean = one.restrictedMean;
  const points = one.curve.map((p): RisingPoint => ({
    ...p,
    share: 1 - p.survival,
    low: p.high === null ? null : 1 - p.high,
    high: p.low === null ? null : 1 - p.low,
  }));
  const read = (times?: readonly number[]) =>
    hide ? [] : publicCurve(points, { minimum, people: one.n, ...(times && { times }) });
  const survival = (found: ReturnType<typeof read>): SurvivalPoint<Shown>[] =>
    found.map(({ time, share, low, high, atRisk }) => ({
      time,
      survival: round(1 - share),
      low: high === null ? null : round(1 - high),
      high: low === null ? null : round(1 - low),
      atRisk: atRisk ?? "hidden",
    }));
  const at = new Map(survival(read(sorted(one.at))).map((point) => [point.time, point]));
  return {
    ...one,
    n: shown(n),
    events: shown(events),
    median: own(one.median),
    medianInterval: [own(one.medianInterval[0]), own(one.medianInterval[1])],
    quantiles: one.quantiles.map((q) => {
      const tail = Math.min(q.share, 1 - q.share) * one.n < minimum;
      return { ...estimate(q, tail ? time(true) : own), share: q.share };
    }),
    followUp: estimate(one.followUp, followed),
    restrictedMean: mean &&
      (hide
        ? { horizon: mean.horizon, mean: "hidden", standardError: "hidden", low: "hidden", high: "hidden" }
        : {
          horizon: mean.horizon,
          mean: digits(mean.mean),
          standardError: digits(mean.standardError),
          low: digits(mean.low),
          high: digits(mean.high),
        }),
    // The longest anybody was followed is somebody's own.
    until: one.until === null ? null : "hidden",
    curve: survival(read()),
    at: one.at.map((point) =>
      at.get(point.time) ??
        {
          time: point.time,
          survival: "hidden",
          low: marked(point.low),
          high: marked(point.high),
          atRisk: "hidden",
        }
    ),
    ...(one.incidence &&
      { incidence: one.incidence.map((kind, k) => incidence(kind, kinds[k]!, one, hide, minimum)) }),
  };
}

function incidence(
  kind: Incidence,
  events: Cell,
  { n }: TimingGroup,
  hide: boolean,
  minimum: number,
): Incidence<Shown> {
  const points = kind.curve.map((p): RisingPoint => ({ ...p, share: p.incidence }));
  const read = (times?: readonly number[]): IncidencePoint<Shown>[] =>
    hide ? [] : publicCurve(points, { minimum, people: n, ...(times && { times }) }).map((
      { time, share, low, high },
    ) => ({ time, incidence: share, low, high, atRisk: "hidden" }));
  const at = new Map(read(sorted(kind.at)).map((point) => [point.time, point]));
  const few = hide || tooFewForMiddle(kind.events, minimum);
  return {
    ...kind,
    events: shown(events),
    median: kind.median !== null && few ? "hidden" : kind.median,
    curve: read(),
    at: kind.at.map((point) =>
      at.get(point.time) ??
        {
          time: point.time,
          incidence: "hidden",
          low: marked(point.low),
          high: marked(point.high),
          atRisk: "hidden",
        }
    ),
  };
}

function sorted(points: readonly { readonly time: number }[]): number[] {
  return points.map(({ time }) => time).sort((a, b) => a - b);
}

function marked(value: number | null): "hidden" | null {
  return value === null ? null : "hidden";
}

function round(share: number): number {
  return Math.round(1000 * share) / 1000;
}
