import {
  clusterTables,
  dataTable,
  type Drawable,
  type FlatTable,
  flatTable,
  isDrawable,
  profileTables,
  qualityTables,
  ruleTables,
  selectionTables,
} from "../charts/mod.ts";
import type { ClusteringResult } from "../clustering/mod.ts";
import type { EventLog } from "../journeys/mod.ts";
import type { Release } from "../privacy/mod.ts";
import { describeRule, type ExplainResult, formatExplanation, type SegmentBook } from "../segments/mod.ts";
import { count, day, describe, isDescribable } from "../words/mod.ts";
import type { ParameterName, Parameters, QualityResult, Workspace } from "../workspace/mod.ts";
import { plainTables, type WholeTable } from "./_plain_tables.ts";
import { type AnyResult, isBook, isLog, isRelease, isWorkspace, type Showable } from "./showable.ts";

/** What is shown of a value, in any medium. */
export interface Pieces {
  /** What it says, in a sentence or two; null where there are no words for it. */
  readonly reading: string | null;
  /** What a reader has to know. */
  readonly warnings: readonly string[];
  /** What there is a picture and a figure of. */
  readonly picture: Drawable | null;
  /** In order of reading. */
  readonly tables: readonly WholeTable[];
  /** Text whose lines and indents matter; null for none. */
  readonly text: string | null;
  /** Whether the tables count people, so that the reader must be told that they are real counts. */
  readonly counts: boolean;
}

const nothing: Pieces = { reading: null, warnings: [], picture: null, tables: [], text: null, counts: false };

/** Takes a value apart for showing. */
export function piecesOf(value: Showable): Pieces {
  if (isWorkspace(value)) return workspacePieces(value);
  if (isBook(value)) return bookPieces(value);
  if (isLog(value)) return logPieces(value);
  if (isRelease(value)) return releasePieces(value);
  if (value.kind === "parameters") return parameterPieces(value as Parameters);
  if (value.kind === "explain") {
    return { ...nothing, text: formatExplanation(value as ExplainResult), counts: true };
  }
  const { verdict = null } = value as AnyResult;
  const reading = isDescribable(value) ? describe(value) : verdict;
  const { warnings: said, advice = [] } = value as AnyResult & { readonly advice?: readonly string[] };
  const warnings = said ?? advice;
  if (isDrawable(value)) {
    const tables = value.kind in clusterings ? tablesOf(value) : [flatTable(dataTable(value))];
    return { ...nothing, reading, warnings, picture: value, tables, counts: true };
  }
  if (value.kind === "quality") {
    const { gate, ...quality } = value as QualityResult;
    return {
      ...nothing,
      reading,
      warnings: gate.reasons,
      tables: qualityTables({ gate, ...quality }),
      counts: true,
    };
  }
  return { ...nothing, reading, warnings, tables: tablesOf(value as AnyResult), counts: true };
}

const clusterings: Readonly<Record<string, (result: never) => readonly FlatTable[]>> = {
  clustering: (result: ClusteringResult) =>
    clusterTables(result, { silhouette: result.silhouette, stability: null }),
  clusteringSelection: selectionTables,
  clusterProfile: profileTables,
  typingRules: ruleTables,
};

/** Tables of results that need more than one, or have none of their own. */
function tablesOf(result: AnyResult): readonly WholeTable[] {
  const make = clusterings[result.kind] as ((result: AnyResult) => readonly FlatTable[]) | undefined;
  return make ? make(result) : plainTables(result);
}

const left = (label: string) => ({ label, align: "left" as const });
const right = (label: string) => ({ label, align: "right" as const });

function workspacePieces({ config, people, asOf, tables, quality }: Workspace): Pieces {
  const read = new Map(quality.tables.map((table) => [table.table, table]));
  return {
    ...nothing,
    reading: `${config.name}: ${count(people)} people, as of ${day(asOf.date)} (${asOf.timeZone}).`,
    warnings: quality.gate.reasons,
    tables: [{
      caption: "Tables of the workspace",
      columns: [left("Table"), right("Rows"), right("Left out"), left("Fields")],
      rows: [...tables].map(([name, { rows, fields }]) => {
        const { rowsRead = rows, rowsKept = rows } = read.get(name) ?? {};
        return [name, count(rows), count(rowsRead - rowsKept), fields.map((field) => field.name).join(", ")];
      }),
    }],
  };
}

function releasePieces({ suppressed: { cells }, note }: Release): Pieces {
  const how = cells === 0 ? "Nothing had to be hidden" : `${count(cells)} numbers are hidden`;
  return {
    ...nothing,
    reading: `Safe to share. ${how} (${note}).`,
    tables: [],
  };
}

function parameterPieces(parameters: Parameters): Pieces {
  const names = Object.keys(parameters.from) as ParameterName[];
  return {
    ...nothing,
    tables: [{
      caption: "Parameters of this run",
      columns: [left("Parameter"), left("Value"), left("Said by")],
      rows: names.map((name) => [name, parameters[name] ?? "as the workspace says", parameters.from[name]]),
    }],
  };
}

function bookPieces(book: SegmentBook): Pieces {
  const how = book.mode === "exclusive"
    ? "everybody in the first segment that fits"
    : "everybody in every segment that fits";
  return {
    ...nothing,
    reading: `${book.name}, version ${book.version}: ${count(book.segments.length)} segments, ${how}.`,
    tables: [{
      caption: "Segments and their rules",
      columns: [left("Segment"), left("Id"), left("Who")],
      rows: book.segments.map(({ id, name, when }) => [name, id, describeRule(when, book)]),
    }],
  };
}

function logPieces(log: EventLog): Pieces {
  const counts = new Uint32Array(log.names.length);
  for (const event of log.event) counts[event]!++;
  let first = Infinity;
  for (const at of log.at) first = Math.min(first, at);
  const from = Number.isFinite(first) ? `, from ${dayOf(first)}` : "";
  return {
    ...nothing,
    reading: `${count(log.event.length)} events of ${count(log.people)} people${from} to ${
      dayOf(log.observedUntil)
    }.`,
    warnings: log.warnings,
    tables: [{
      caption: "Events by name",
      columns: [left("Event"), right("Events"), right("Share")],
      rows: log.names.map((name, i) => ({ name, events: counts[i]! }))
        .sort((a, b) => b.events - a.events)
        .map(({ name, events }) => [name, count(events), `${(100 * events / log.event.length).toFixed(1)}%`]),
    }],
    counts: true,
  };
}

function dayOf(seconds: number): string {
  return day(new Date(seconds * 1000).toISOString().slice(0, 10));
}
