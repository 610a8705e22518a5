import { sql } from "../lib/engine/mod.ts";
import type { OpenOptions } from "../lib/intake/mod.ts";
import type { DropOffResult, FunnelResult } from "../lib/journeys/mod.ts";
import { type MeasureResult, measures, reach } from "../lib/outcomes/mod.ts";
import { checkPublishable, classifyFields } from "../lib/privacy/mod.ts";
import {
  describeRule,
  everybody,
  groups as groupsOf,
  membership as membershipOf,
  segmentSizes,
  type Shown,
} from "../lib/segments/mod.ts";
import { describe, findings, isDescribable } from "../lib/words/mod.ts";
import { InputError, type JourneyConfig, type MeasureConfig, type Workspace } from "../lib/workspace/mod.ts";
import { compareReports, type Draft, withFindings } from "./changes/compare_reports.ts";
import { fingerprints } from "./changes/fingerprints.ts";
import { MembershipStore } from "./changes/membership_store.ts";
import { movers } from "./changes/movers.ts";
import { type History, noHistory } from "./changes/read_history.ts";
import { trendOf } from "./changes/trend_of.ts";
import trellis from "../deno.json" with { type: "json" };
import { reportQuality } from "./_quality.ts";
import type { ReleaseLog } from "./_release_log.ts";
import { releaseTogether } from "./_release_together.ts";
import { fieldSides, misleadingOf } from "./_sides.ts";
import { publishedFields, usedFields } from "./_used_fields.ts";
import type { ReportDefinition } from "./definition.ts";
import type { Part } from "./each/part.ts";
import { restrict } from "./each/restrict.ts";
import { channelProperty, journeyResults, leavingProperties } from "./journey_results.ts";
import { modelVersion, type ReportModel } from "./model.ts";
import { openSource, type Source } from "./source.ts";

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
  const { history, keepMembership = false, ...open } = options;
  const source = await openSource(path, open);
  try {
    const past = await history?.(source.workspace) ?? noHistory;
    return await buildModel(source, { ...options, history: past, keepMembership });
  } finally {
    await source.workspace.close();
  }
}

/** How to build a model of what is open. */
export interface ModelOptions extends Pick<OpenOptions, "signal" | "onProgress"> {
  /** The last reports of the same definition. Default: there is none yet. */
  readonly history?: History;
  /** As in {@linkcode BuildOptions}. */
  readonly keepMembership?: boolean;
  /** Told why the membership could not be kept. */
  readonly onCannotKeep?: (reason: string) => void;
  /** The people it is about. Default: everybody. */
  readonly part?: Part | null;
  /** The ledger: what was released before, and where this is written down. Default: none. */
  readonly log?: ReleaseLog | null;
}

/**
 * A part of fewer people than this is told without time, credit and coming back: nearly every number of them would be
 * hidden, and finding out which need be takes longer than everything else.
 */
const fewest = 1000;

interface Parts extends Source {
  readonly signal: AbortSignal | undefined;
}

/** The same of an open workspace, which stays open; of everybody or of a part of the people. */
export async function buildModel(source: Source, options: ModelOptions = {}): Promise<ReportModel> {
  const { workspace, book, definition } = source;
  const { signal, history = noHistory, part = null } = options;
  const parts: Parts = { ...source, signal };
  const step = (stage: string) => {
    signal?.throwIfAborted();
    options.onProgress?.({ stage, share: null });
  };
  const { config, asOf } = workspace;
  const abort = signal ? { signal } : {};
  const journey = journeyOf(workspace, definition);
  const chosen = measuresOf(config.measures, definition);
  checkPublishable(
    await classifyFields(workspace),
    publishedFields(
      book,
      chosen,
      journey,
      journey ? leavingProperties(definition, channelProperty(workspace, definition)) : [],
    ),
  );
  step("Placing people in segments");
  const membership = restrict(await membershipOf(workspace, book, abort), part);
  const groups = groupsOf(membership, book).filter(({ kind, size }) => kind === "segment" || size > 0);
  const all = everybody(membership);
  const sizes = segmentSizes(workspace, book, membership);
  const count = async () => ({
    reachable: workspace.tables.has("consent") ? await reach(workspace, groups, abort) : null,
    measured: await measures(workspace, chosen, [...groups, all], { book, ...abort }),
  });
  /** Going on in the database while the events, once read from it, are gone through. */
  let counting: ReturnType<typeof count> | null = null;
  step("Following the journey");
  const followed = journey
    ? await journeyResults({
      workspace,
      journey,
      definition,
      groups,
      all,
      brief: part !== null && all.size < fewest,
      onRead: () => {
        counting = count();
        // A failure is told where it is awaited; until then it is nobody's.
        counting.catch(() => {});
      },
      signal,
    })
    : null;
  step("Measuring");
  const { reachable, measured } = await (counting ?? count());
  const head = {
    part: part && { field: part.field, value: part.value },
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
    provenance: await provenanceOf(parts, journey, part),
  };
  step("Seeing who moved");
  const store = options.keepMembership ? new MembershipStore(workspace) : null;
  const moved = await movers(head, history, { store, groups, minimum: definition.minimumCell, signal });
  step("Protecting small groups");
  const policy = {
    minimum: definition.minimumCell,
    counted: config.counted.many,
    asOf: asOf.date,
    workspace: config.name,
    part: part && `${part.field} = ${JSON.stringify(part.value)}`,
  };
  const about = {
    what: definition.title ?? book.name,
    inputs: workspace.inputs.map(({ file, sha256 }) => ({ file, sha256 })),
    notes: { book: { name: book.name, version: book.version, sha256: sizes.book.sha256 } },
  };
  const mainMeasure = chosen.find(({ id }) => id === definition.main) ??
    chosen.find(({ type }) => type === "rate");
  const sides = [
    ...followed?.starts ? [followed.starts] : [],
    ...part === null && mainMeasure
      ? await fieldSides({
        workspace,
        book,
        membership,
        measure: mainMeasure,
        fields: definition.splits ?? [],
        groups,
        all,
        minimum: definition.minimumCell,
        signal,
      })
      : [],
  ];
  const results = {
    segments: sizes,
    funnels: followed ? [followed.funnel] : [],
    dropOffs: followed?.leaving ? [followed.leaving] : [],
    windows: followed?.timing ? [followed.timing] : [],
    attributions: followed?.credit ? [followed.credit.result] : [],
    retentions: followed?.returning ? [followed.returning.result] : [],
    measures: [...measured, ...sides.flatMap(({ measures }) => measures)],
    quality: workspace.quality,
  };
  const some = { reach: reachable ?? undefined, moves: moved ?? undefined };
  const { shown, keep } = await releaseTogether(results, some, { policy, log: options.log ?? null, about });
  const { segments, quality, reach: reached = null, funnels: [walked = null] } = shown;
  const released = shown.measures.slice(0, measured.length);
  const misleading = sides.flatMap((one) => misleadingOf(one, shown.measures) ?? []);
  const [timed = null] = shown.windows;
  const [left = null] = shown.dropOffs;
  const [credited] = shown.attributions;
  const [returned] = shown.retentions;
  const words = { counted: config.counted };
  const used = usedFields(book);
  const main = mainOf(released, definition);
  const draft: Draft = {
    title: `${definition.title ?? book.name}${part ? `: ${part.value}` : ""}`,
    question: definition.question ?? null,
    writtenFor: definition.writtenFor ?? null,
    sections: definition.sections ?? null,
    deepDives: definition.deepDives ?? null,
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
    leaving: left && saysWhoLeaves(left) ? left as ReportModel["leaving"] : null,
    timing: timed as ReportModel["timing"],
    credit: followed?.credit && credited ? { ...followed.credit, result: credited } : null,
    returning: followed?.returning && returned
      ? {
        ...followed.returning,
        result: { ...returned, groups: returned.groups ?? [] },
      } as ReportModel["returning"]
      : null,
    measures: released,
    misleading,
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
        Object.entries({ leaving: left, timing: timed, credit: credited, returning: returned }).flatMap((
          [section, result],
        ) => isDescribable(result) ? [[section, describe(result, words)]] : []),
      ),
      ...(reached ? { reach: describe(reached, words) } : {}),
      ...Object.fromEntries(released.map((one) => [`measure:${one.id}`, describe(one, words)])),
    },
    privacy: { minimum: shown.minimum, note: shown.note, hidden: shown.suppressed.cells },
  };
  await keep();
  step("Comparing with the last report");
  const changes = compareReports(draft, history, shown.moves ?? null);
  const trend = trendOf(draft, history.past);
  await store?.keep(head, groups).catch((error) => {
    if (!(error instanceof InputError)) throw error;
    options.onCannotKeep?.(`The next report cannot say who moved between groups: ${error.message}`);
  });
  step("Finding what matters");
  const found = findings({
    segments,
    reach: reached,
    funnel: walked,
    measures: released,
    quality,
    changes,
    misleading,
  }, {
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
    changes: withFindings(changes, found, history),
    trend,
  };
}

/** Whether anything of who leaves may be shown. */
function saysWhoLeaves({ groups }: DropOffResult<Shown>): boolean {
  return groups.some(({ steps }) => steps.some(({ rate }) => typeof rate === "number" && rate > 0));
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
  part: Part | null,
): Promise<ReportModel["provenance"]> {
  const [engine] = await workspace.engine.rows<{ version: string }>(sql`select version() as version`);
  return {
    trellis: trellis.version,
    deno: Deno.version.deno,
    duckdb: engine!.version.replace(/^v/, ""),
    inputs: workspace.inputs.map(({ table, file, sha256 }) => ({ table, file, sha256 })),
    parameters: [
      { name: "as of", value: workspace.asOf.date },
      ...(part ? [{ name: part.field, value: part.value }] : []),
      ...(journey ? [{ name: "journey", value: `${journey.id}, within ${journey.within}` }] : []),
      { name: "minimum cell", value: String(definition.minimumCell) },
    ],
  };
}
