import type { Drawable } from "../charts/mod.ts";
import type { FunnelResult } from "../journeys/mod.ts";
import type { MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import { clusterColumns } from "./_cluster_columns.ts";
import { hidden } from "../words/mod.ts";
import type { QualityResult } from "../workspace/mod.ts";
import { journeyColumns } from "./_journey_columns.ts";
import type { AnyResult } from "./showable.ts";

/** Columns of equal length by name. A number that is missing or hidden is NaN, because danfojs counts null as 0. */
export type FrameColumns = Readonly<Record<string, readonly string[] | readonly number[]>>;

/** A result with columns of its own. */
export type Framed = Drawable | QualityResult;

const makers: { readonly [K in Framed["kind"]]: (result: Extract<Framed, { kind: K }>) => FrameColumns } = {
  segments: segmentColumns,
  funnel: funnelColumns,
  measure: measureColumns,
  reach: reachColumns,
  quality: qualityColumns,
  ...clusterColumns,
  ...journeyColumns,
};

/** A result as plain columns, one row a group (and step), full precision; of other results, their longest list. */
export function frameColumns(result: Framed | AnyResult): FrameColumns {
  if (!isFramed(result)) return listColumns(result);
  const make = makers[result.kind] as (result: Framed) => FrameColumns;
  return make(result);
}

function isFramed(result: Framed | AnyResult): result is Framed {
  return Object.hasOwn(makers, result.kind);
}

function listColumns(result: AnyResult): FrameColumns {
  const lists = Object.values(result).filter(isList);
  const longest = lists.reduce((most, list) => list.length > most.length ? list : most, []);
  const names = [...new Set(longest.flatMap((entry) => Object.keys(entry)))];
  return Object.fromEntries(names.flatMap((name) => {
    const values = longest.map((entry) => entry[name] ?? null);
    const present = values.filter((value) => value !== null && value !== hidden);
    if (present.some((value) => typeof value === "object")) return [];
    const numeric = present.every((value) => typeof value === "number");
    return [[
      name,
      numeric
        ? values.map((value) => typeof value === "number" ? value : NaN)
        : values.map((value) => value === null ? "" : String(value)),
    ]];
  }));
}

type Entry = Readonly<Record<string, unknown>>;

function isList(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "object" && entry !== null);
}

function number(value: Shown | null): number {
  return typeof value === "number" ? value : NaN;
}

function segmentColumns({ segments }: SegmentsResult<Shown>): FrameColumns {
  return {
    segment: segments.map(({ id }) => id),
    name: segments.map(({ name }) => name),
    people: segments.map(({ people }) => number(people)),
    share: segments.map(({ share }) => number(share)),
    unknown: segments.map(({ unknown }) => number(unknown)),
  };
}

function funnelColumns(result: FunnelResult<Shown>): FrameColumns {
  const groups = result.groups ?? [{ group: "all", steps: result.steps }];
  const rows = groups.flatMap(({ group, steps }) => steps.map((step) => ({ group, step })));
  return {
    group: rows.map(({ group }) => group),
    step: rows.map(({ step }) => step.name),
    people: rows.map(({ step }) => number(step.people)),
    rateFromFirst: rows.map(({ step }) => number(step.rateFromFirst)),
    rateFromPrevious: rows.map(({ step }) => number(step.rateFromPrevious)),
    medianSecondsFromPrevious: rows.map(({ step }) => number(step.medianSecondsFromPrevious)),
    left: rows.map(({ step }) => number(step.left)),
    stillDeciding: rows.map(({ step }) => number(step.stillDeciding)),
  };
}

function measureColumns({ groups }: MeasureResult<Shown>): FrameColumns {
  return {
    group: groups.map(({ group }) => group),
    name: groups.map(({ name }) => name),
    n: groups.map(({ n }) => number(n)),
    of: groups.map(({ of }) => number(of)),
    value: groups.map(({ value }) => number(value)),
    low: groups.map(({ low }) => number(low)),
    high: groups.map(({ high }) => number(high)),
    unknown: groups.map(({ unknown }) => number(unknown)),
  };
}

function reachColumns({ channels, groups }: ReachResult<Shown>): FrameColumns {
  return {
    group: groups.map(({ group }) => group),
    name: groups.map(({ name }) => name),
    people: groups.map(({ people }) => number(people)),
    any: groups.map(({ any }) => number(any)),
    ...Object.fromEntries(
      channels.map((channel, i) => [
        `by_${channel}`,
        groups.map(({ byChannel }) => number(byChannel[i] ?? null)),
      ]),
    ),
  };
}

function qualityColumns({ fields }: QualityResult): FrameColumns {
  return {
    table: fields.map(({ table }) => table),
    field: fields.map(({ field }) => field),
    complete: fields.map(({ complete }) => complete),
    distinct: fields.map(({ distinct }) => distinct),
    verdict: fields.map(({ verdict }) => verdict),
    reason: fields.map(({ reason }) => reason),
  };
}
