import {
  channelName,
  count,
  duration,
  hidden,
  interval,
  number,
  percent,
  windowWords,
} from "../words/mod.ts";
import type { FunnelResult, FunnelStep } from "../journeys/mod.ts";
import type { MeasureInGroup, MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import { associationsTable, attributionTable } from "./_credit_tables.ts";
import {
  clusteringTable,
  dendrogramTable,
  gorgeTable,
  mapTable,
  profileTable,
  selectionTable,
  silhouettesTable,
  stabilityTable,
} from "./_cluster_tables.ts";
import { dropOffTable } from "./_drop_off_table.ts";
import { afterDropOffTable, attemptsTable, flowTable, pathsTable, transitionsTable } from "./path_tables.ts";
import { retentionTable, stagesTable, timingTable, windowTable } from "./time_tables.ts";
import type { Drawable } from "./figure.ts";

/** The numbers behind a figure as text, ready for a table. */
export interface DataTable {
  /** What the table counts. */
  readonly caption: string;
  /** The first column holds row headings; the others numbers. */
  readonly columns: readonly string[];
  /** Rows, in parts of one group each where the rows are not the groups themselves. */
  readonly sections: readonly {
    /** Group the rows are about; null when the rows are the groups. */
    readonly group: { readonly id: string; readonly name: string } | null;
    /** `id` is the group of the row when the rows are groups. */
    readonly rows: readonly { readonly id: string | null; readonly cells: readonly string[] }[];
  }[];
}

const tables: {
  readonly [K in Drawable["kind"]]: (result: Extract<Drawable, { kind: K }>, many: string) => DataTable;
} = {
  segments: segmentsTable,
  measure: measureTable,
  funnel: funnelTable,
  reach: reachTable,
  window: windowTable,
  timing: timingTable,
  paths: pathsTable,
  transitions: transitionsTable,
  flow: flowTable,
  attempts: attemptsTable,
  stages: stagesTable,
  attribution: attributionTable,
  retention: retentionTable,
  associations: associationsTable,
  afterDropOff: afterDropOffTable,
  dropOff: dropOffTable,
  clustering: clusteringTable,
  clusteringSelection: selectionTable,
  clusteringStability: stabilityTable,
  clusterProfile: profileTable,
  clusterGorge: gorgeTable,
  clusterSilhouettes: silhouettesTable,
  clusterMap: mapTable,
  clusterDendrogram: dendrogramTable,
};

/**
 * The table that stands behind a figure: every number the figure shows, and no other.
 *
 * @param options.many What rows of people are called; default "people".
 *
 * @example
 * ```ts
 * import { dataTable } from "./data_table.ts";
 * const table = dataTable({
 *   kind: "reach",
 *   channels: ["email"],
 *   groups: [{ group: "a", name: "A", people: 100, any: 60, byChannel: ["hidden"] }],
 *   warnings: [],
 * });
 * if (table.sections[0]?.rows[0]?.cells.join("|") !== "A|100|60|hidden") throw new Error();
 * ```
 */
export function dataTable(
  result: Drawable,
  options: { readonly many?: string } = {},
): DataTable {
  const make = tables[result.kind] as (result: Drawable, many: string) => DataTable;
  return make(result, options.many ?? "people");
}

function shown(value: Shown | null, format: (value: number) => string): string {
  return value === null ? "–" : value === hidden ? hidden : format(value);
}

function segmentsTable(result: SegmentsResult<Shown>, many: string): DataTable {
  const share = (value: Shown | null) => shown(value, percent);
  return {
    caption: `${capital(many)} by segment`,
    columns: ["Segment", capital(many), "Share", "Rule unknown for"],
    sections: [{
      group: null,
      rows: [
        ...result.segments.map((s) => ({
          id: s.id,
          cells: [s.name, shown(s.people, count), share(s.share), shown(s.unknown, count)],
        })),
        { id: "none", cells: ["In no segment", shown(result.unsegmented, count), "–", "–"] },
        { id: "unknown", cells: ["Cannot be placed", shown(result.unknown, count), "–", "–"] },
      ],
    }],
  };
}

function measureTable(result: MeasureResult<Shown>, many: string): DataTable {
  const { name, type, unit } = result;
  const cell = (row: MeasureInGroup<Shown>) =>
    shown(row.value, (value) => type === "rate" ? percent(value, row) : number(value));
  const counts = type === "rate"
    ? ["True for", "Of", "Unknown"]
    : ["With a value", `${capital(many)} in the group`, "Unknown"];
  return {
    caption: name,
    columns: [
      "Group",
      `${capital(type)}${unit === null ? "" : `, ${unit}`}`,
      ...(type === "total" ? [] : ["95% interval"]),
      ...counts,
    ],
    sections: [{
      group: null,
      rows: result.groups.map((g) => ({
        id: g.group,
        cells: [
          g.name,
          cell(g),
          ...(type === "total" ? [] : [span(g, type)]),
          shown(g.n, count),
          shown(g.of, count),
          shown(g.unknown, count),
        ],
      })),
    }],
  };
}

function reachTable(result: ReachResult<Shown>, many: string): DataTable {
  return {
    caption: `${capital(many)} who can be reached`,
    columns: [
      "Group",
      capital(many),
      "Any channel",
      ...result.channels.map((name) => capital(channelName(name))),
    ],
    sections: [{
      group: null,
      rows: result.groups.map((g) => ({
        id: g.group,
        cells: [g.name, ...[g.people, g.any, ...g.byChannel].map((value) => shown(value, count))],
      })),
    }],
  };
}

function funnelTable(result: FunnelResult<Shown>, many: string): DataTable {
  const groups = result.groups ??
    [{ group: "all", name: "Everybody", people: result.people, steps: result.steps }];
  return {
    caption: `${capital(many)} by group and step, within ${windowWords(result.within)} of the first step`,
    columns: [
      "Step",
      "Reached",
      "Of the first step",
      "Median time from the step before",
      "Still deciding",
      "Left",
      "Left, of those whose time is over",
    ],
    sections: groups.map((g) => ({
      group: { id: g.group, name: g.name },
      rows: g.steps.map((step) => ({ id: null, cells: stepCells(step) })),
    })),
  };
}

function stepCells(step: FunnelStep<Shown>): string[] {
  const last = step.drop === null && step.left === 0 && step.stillDeciding === 0;
  const { drop } = step;
  return [
    step.name,
    shown(step.people, count),
    shown(step.rateFromFirst, percent),
    shown(step.medianSecondsFromPrevious, duration),
    last ? "–" : shown(step.stillDeciding, count),
    last ? "–" : shown(step.left, count),
    drop === null
      ? "–"
      : drop.rate === hidden
      ? hidden
      : `${percent(drop.rate, drop)} (${interval(drop, { rate: drop.rate, dash: true })})`,
  ];
}

/** An interval without its unit: "66–71". */
function span(row: MeasureInGroup<Shown>, type: MeasureResult["type"]): string {
  const { low, high, value } = row;
  if (low === hidden || high === hidden) return hidden;
  if (low === null || high === null) return "–";
  return type === "rate"
    ? interval({ low, high }, { rate: value, dash: true })
    : `${number(low)}–${number(high)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
