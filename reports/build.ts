import { sql } from "../lib/engine/mod.ts";
import { type OpenOptions, openWorkspace } from "../lib/intake/mod.ts";
import type { FunnelResult } from "../lib/journeys/mod.ts";
import { type MeasureResult, measures, reach } from "../lib/outcomes/mod.ts";
import { checkPublishable, classifyFields } from "../lib/privacy/mod.ts";
import {
  describeRule,
  everybody,
  groups as groupsOf,
  loadBook,
  membership as membershipOf,
  type SegmentBook,
  segmentSizes,
  type Shown,
} from "../lib/segments/mod.ts";
import { describe, findings, isDescribable } from "../lib/words/mod.ts";
import type { JourneyConfig, MeasureConfig, Workspace } from "../lib/workspace/mod.ts";
import { compareReports, type Draft, withFindings } from "./changes/compare_reports.ts";
import { fingerprints } from "./changes/fingerprints.ts";
import { MembershipStore } from "./changes/membership_store.ts";
import { movers } from "./changes/movers.ts";
import { type History, noHistory } from "./changes/read_history.ts";
import { trendOf } from "./changes/trend_of.ts";
import trellis from "../deno.json" with { type: "json" };
import { reportQuality } from "./_quality.ts";
import { releaseTogether } from "./_release_together.ts";
import { readDefinition } from "./_read_definition.ts";
import { publishedFields, usedFields } from "./_used_fields.ts";
import type { ReportDefinition } from "./definition.ts";
import { channelProperty, journeyResults } from "./journey_results.ts";
import { modelVersion, type ReportModel } from "./model.ts";

/** What to build a report of, and how. */
export interface BuildOptions extends OpenOptions {
  /** Report definition file. Default: `report.yaml` beside `workspace.yaml`, where there is one. */
  readonly report?: string;
  /** The last reports of the same definition. Default: there is none yet. */
  readonly history?: (workspace: Workspace) => Promise<History>;
  /**
   * Whether to keep, in the workspace's own `.trellis` folder, who is in which group, so that the next report can say
   * who moved. Default false.
   */
  readonly keepMembership?: boolean;
}

/**
 * Builds a report's model: opens the workspace, places everybody in the book's segments, counts the journey, the
 * measures and reach in every group, and lets all of it through the privacy gate together. Only what came out of the
 * gate is in the model.
 *
 * @param path The workspace's folder, or its `workspace.yaml`.
 * @throws {InputError} The workspace, its segment book or the report definition is wrong.
 */
export async function buildReport(path: string, options: BuildOptions = {}): Promise<ReportModel> {
  const { report, history, keepMembership = false, ...open } = options;
  const workspace = await openWorkspace(path, open);
  try {
    const step = (stage: string) => {
      options.signal?.throwIfAborted();
      options.onProgress?.({ stage, share: null });
    };
    step("Reading the definitions");
    const definition = await readDefinition(workspace, report);
    const book = await loadBook(withBook(workspace, definition.segments));
    const past = await history?.(workspace) ?? noHistory;
    return await modelOf({
      workspace,
      book,
      definition,
      history: past,
      keepMembership,
      step,
      signal: options.signal,
    });
  } finally {
    await workspace.close();
  }
}

interface Parts {
  readonly workspace: Workspace;
  readonly book: SegmentBook;
  readonly definition: ReportDefinition;
  readonly history: History;
  readonly keepMembership: boolean;
  readonly step: (stage: string) => void;
  readonly signal: AbortSignal | undefined;
}

async function modelOf(parts: Parts): Promise<ReportModel> {
  const { workspace, book, definition, step, signal } = parts;
  const { config, asOf } = workspace;
  const abort = signal ? { signal } : {};
  const journey = journeyOf(workspace, definition);
  const chosen = measuresOf(config.measures, definition);
  checkPublishable(
    await classifyFields(workspace),
    publishedFields(book, chosen, journey, journey && channelProperty(workspace, definition)),
  );
  step("Placing people in segments");
  const membership = await membershipOf(workspace, book, abort);
  const groups = groupsOf(membership, book).filter(({ kind, size }) => kind === "segment" || size > 0);
  const all = everybody(membership);
  const sizes = segmentSizes(workspace, book, membership);
  step("Counting who can be reached");
  const reachable = workspace.tables.has("consent") ? await reach(workspace, groups, abort) : null;
  step("Following the journey");
  const followed = journey
    ? await journeyResults({ workspace, journey, definition, groups, all, signal })
    : null;
  step("Measuring");
  const measured = await measures(workspace, chosen, [...groups, all], { book, ...abort });
  const head = {
    workspace: { name: config.name, invented: config.invented, counted: config.counted },
    asOf: {
      date: asOf.date,
      timeZone: asOf.timeZone,
      instant: Temporal.Instant.fromEpochMilliseconds(1000 * asOf.seconds).toZonedDateTimeISO(asOf.timeZone)
        .toString({ timeZoneName: "never" }),
    },
    book: {
      name: book.name,
      version: book.version,
      sha256: sizes.book.sha256,
      keeper: book.keeper,
      change: book.change,
      audience: book.audience,
      mode: book.mode,
      who: book.who ? sentence(describeRule(book.who, book)) : null,
    },
    fingerprints: fingerprints({ book, config, measures: chosen, journey }),
    provenance: await provenanceOf(parts, journey),
  };
  step("Seeing who moved");
  const store = parts.keepMembership ? new MembershipStore(workspace) : null;
  const moved = await movers(head, parts.history, { store, groups, minimum: definition.minimumCell, signal });
  step("Protecting small groups");
  const policy = { minimum: definition.minimumCell, counted: config.counted.many };
  const results = {
    segments: sizes,
    funnels: followed ? [followed.funnel] : [],
    windows: followed?.timing ? [followed.timing] : [],
    attributions: followed?.credit ? [followed.credit.result] : [],
    retentions: followed?.returning ? [followed.returning.result] : [],
    measures: measured,
    quality: workspace.quality,
  };
  const some = { reach: reachable ?? undefined, moves: moved ?? undefined };
  const shown = await releaseTogether(results, some, policy);
  const { segments, measures: released, quality, reach: reached = null, funnels: [walked = null] } = shown;
  const [timed = null] = shown.windows;
  const [credited] = shown.attributions;
  const [returned] = shown.retentions;
  const words = { counted: config.counted };
  const used = usedFields(book);
  const main = mainOf(released, definition);
  const draft: Draft = {
    title: definition.title ?? book.name,
    question: definition.question ?? null,
    writtenFor: definition.writtenFor ?? null,
    ...head,
    groups: groups.map(({ id, name, kind }) => ({
      id,
      name,
      kind: kind === "all" ? "segment" : kind,
      color: book.segments.find((segment) => segment.id === id)?.color ?? null,
    })),
    segments,
    main,
    journey: journey && walked ? { id: journey.id, name: journey.name, funnel: withGroups(walked) } : null,
    timing: timed as ReportModel["timing"],
    credit: followed?.credit && credited ? { ...followed.credit, result: credited } : null,
    returning: followed?.returning && returned
      ? {
        ...followed.returning,
        result: { ...returned, groups: returned.groups ?? [] },
      } as ReportModel["returning"]
      : null,
    measures: released,
    abouts: Object.fromEntries(
      chosen.flatMap(({ id, about }) => about === undefined ? [] : [[id, about] as const]),
    ),
    reach: reached,
    quality: reportQuality(quality, used),
    definitions: book.segments.map((segment) => ({
      id: segment.id,
      rule: sentence(describeRule(segment.when, book)),
      objective: segment.objective ?? null,
      message: segment.message ?? null,
      offer: segment.offer ?? null,
      channels: [...segment.channels],
      route: segment.route ?? null,
      claims: [...segment.claims],
      personas: [...segment.personas],
      measures: segment.measures.map((id) => config.measures.find((one) => one.id === id)?.name ?? id),
    })),
    sentences: {
      segments: describe(segments, words),
      quality: describe(quality, words),
      ...(walked ? { funnel: describe(walked, words) } : {}),
      ...Object.fromEntries(
        Object.entries({ timing: timed, credit: credited, returning: returned }).flatMap((
          [section, result],
        ) => isDescribable(result) ? [[section, describe(result, words)]] : []),
      ),
      ...(reached ? { reach: describe(reached, words) } : {}),
      ...Object.fromEntries(released.map((one) => [`measure:${one.id}`, describe(one, words)])),
    },
    privacy: { minimum: shown.minimum, note: shown.note, hidden: shown.suppressed.cells },
  };
  step("Comparing with the last report");
  const changes = compareReports(draft, parts.history, shown.moves ?? null);
  const trend = trendOf(draft, parts.history.past);
  await store?.keep(head, groups);
  step("Finding what matters");
  const found = findings({ segments, reach: reached, funnel: walked, measures: released, quality, changes }, {
    ...words,
    book,
    main,
    // An event without a property does not match, so only missing fields of people make people unknown.
    used: new Set([...used].filter((field) => field.startsWith("people."))),
  });
  return {
    kind: "report",
    version: modelVersion,
    ...draft,
    findings: found,
    changes: withFindings(changes, found, parts.history),
    trend,
  };
}

/** The workspace with the segment book that the report names. */
function withBook(workspace: Workspace, segments: string | undefined): Workspace {
  return segments === undefined ? workspace : { ...workspace, config: { ...workspace.config, segments } };
}

/** A rule's words as a sentence of their own. */
function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** The journey to show: the one the definition names, else the first; none without anything to follow. */
function journeyOf({ config, tables }: Workspace, definition: ReportDefinition): JourneyConfig | null {
  if (!tables.has("events") && !tables.has("appointments")) return null;
  return config.journeys.find(({ id }) => id === definition.journey) ?? config.journeys[0] ?? null;
}

/** The measures to show, in the order the definition names them. */
function measuresOf(all: readonly MeasureConfig[], { measures }: ReportDefinition): readonly MeasureConfig[] {
  return measures ? measures.flatMap((id) => all.find((one) => one.id === id) ?? []) : all;
}

function mainOf(measures: readonly MeasureResult<Shown>[], { main }: ReportDefinition): string | null {
  return main ?? measures.find(({ type }) => type === "rate")?.id ?? measures[0]?.id ?? null;
}

function withGroups(funnel: FunnelResult<Shown>): NonNullable<ReportModel["journey"]>["funnel"] {
  return structuredClone({ ...funnel, groups: funnel.groups ?? [] }) as NonNullable<
    ReportModel["journey"]
  >["funnel"];
}

async function provenanceOf(
  { workspace, definition }: Parts,
  journey: JourneyConfig | null,
): Promise<ReportModel["provenance"]> {
  const [engine] = await workspace.engine.rows<{ version: string }>(sql`select version() as version`);
  return {
    trellis: trellis.version,
    deno: Deno.version.deno,
    duckdb: engine!.version.replace(/^v/, ""),
    inputs: workspace.inputs.map(({ table, file, sha256 }) => ({ table, file, sha256 })),
    parameters: [
      ...(journey ? [{ name: "journey", value: `${journey.id}, within ${journey.within}` }] : []),
      { name: "minimum cell", value: String(definition.minimumCell) },
    ],
  };
}
