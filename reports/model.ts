import { z } from "zod";
import type { FunnelResult } from "../lib/journeys/mod.ts";
import type { MeasureResult, ReachResult } from "../lib/outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../lib/segments/mod.ts";
import type { Finding, MisleadingTotal } from "../lib/words/mod.ts";
import { changesSchema, trendSchema } from "./changes/changes_model.ts";
import { fingerprintsSchema } from "./changes/fingerprints.ts";
import { creditPart, leavingPart, returningPart, timingPart } from "./model_journeys.ts";

/** The version of the model's shape: raised with every change that a reader of an older sidecar would trip over. */
export const modelVersion = 2;

const text = z.string();
const shown = z.union([z.number(), z.literal("hidden")]);
const maybe = shown.nullable();
const list = z.array(text);

/** Schema of the sizes of the segments. */
export const segmentsSchema: z.ZodType<SegmentsResult<Shown>> = z.strictObject({
  kind: z.literal("segments"),
  mode: z.enum(["exclusive", "overlapping"]),
  asOf: text,
  book: z.strictObject({ name: text, version: z.int(), sha256: text }),
  total: shown,
  unknown: shown,
  unsegmented: shown,
  segments: z.array(z.strictObject({ id: text, name: text, people: shown, share: maybe, unknown: shown })),
  warnings: list,
});

const reachSchema: z.ZodType<ReachResult<Shown>> = z.strictObject({
  kind: z.literal("reach"),
  channels: list,
  groups: z.array(
    z.strictObject({ group: text, name: text, people: shown, any: shown, byChannel: z.array(shown) }),
  ),
  warnings: list,
});

/** Schema of a measure. */
export const measureSchema: z.ZodType<MeasureResult<Shown>> = z.strictObject({
  kind: z.literal("measure"),
  id: text,
  name: text,
  says: text.nullable(),
  type: z.enum(["rate", "median", "total"]),
  unit: text.nullable(),
  better: z.enum(["higher", "lower"]).nullable(),
  groups: z.array(z.strictObject({
    group: text,
    name: text,
    n: shown,
    of: shown,
    value: maybe,
    low: maybe,
    high: maybe,
    unknown: shown,
  })),
  method: text,
  warnings: list,
});

const stepSchema = z.strictObject({
  name: text,
  people: shown,
  rateFromFirst: maybe,
  rateFromPrevious: maybe,
  medianSecondsFromPrevious: maybe,
  left: shown,
  stillDeciding: shown,
  drop: z.strictObject({ lost: shown, of: shown, rate: shown, low: shown, high: shown }).nullable(),
});

const funnelSchema = z.strictObject({
  kind: z.literal("funnel"),
  mode: z.literal("ordered"),
  within: text,
  withinSeconds: z.number(),
  observedUntil: z.number(),
  people: shown,
  steps: z.array(stepSchema),
  groups: z.array(
    z.strictObject({ group: text, name: text, people: shown, steps: z.array(stepSchema) }),
  ),
  warnings: list,
}) satisfies z.ZodType<FunnelResult<Shown>>;

const findingSchema: z.ZodType<Finding> = z.strictObject({
  id: text,
  see: text,
  act: text,
  mind: text,
  segment: text.nullable(),
  section: text,
  strip: z.strictObject({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    others: z.array(z.strictObject({ name: text, value: z.number() })),
  }).nullable(),
});

const qualitySchema = z.strictObject({
  gate: z.strictObject({ passed: z.boolean(), reasons: list }),
  tables: z.array(z.strictObject({
    table: text,
    kept: shown,
    leftOut: shown,
    reasons: z.array(z.strictObject({ reason: text, rows: shown })),
  })),
  fields: z.array(z.strictObject({
    table: text,
    field: text,
    verdict: z.enum(["strong", "weak", "unusable"]),
    reason: text,
    /** Share of rows without a value, in [0, 1]. */
    missing: shown,
    staleDays: z.number().nullable(),
    /** Whether a segment rule reads it. */
    used: z.boolean(),
  })),
  /** What was found wrong, counted by kind, file and column. */
  problems: z.array(z.strictObject({ what: text, file: text, column: text.nullable(), rows: shown })),
});

const estimateSchema = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
const contrastRow = z.strictObject({
  group: text,
  name: text,
  before: z.number().nullable(),
  after: z.number().nullable(),
  change: estimateSchema.nullable(),
  shares: z.strictObject({ before: z.number(), after: z.number() }).nullable(),
});

/** Schema of a total that points the other way than its parts; null stands where a number may not be shown. */
const misleadingSchema: z.ZodType<MisleadingTotal> = z.strictObject({
  id: text,
  title: text,
  did: text,
  sides: z.tuple([text, text]),
  contrast: z.strictObject({
    groups: z.array(contrastRow),
    all: contrastRow.nullable(),
    sameMix: estimateSchema.nullable(),
  }),
});

const definitionSchema = z.strictObject({
  id: text,
  /** The rule in a sentence. */
  rule: text,
  objective: text.nullable(),
  message: text.nullable(),
  offer: text.nullable(),
  channels: list,
  route: text.nullable(),
  claims: list,
  personas: list,
  /** Names of the measures that show success. */
  measures: list,
});

/**
 * Schema of a report: everything the page says, and nothing else. Every number in it has passed the privacy gate; it is
 * JSON, written beside the page as the machine-readable copy.
 */
export const reportModelSchema = z.strictObject({
  kind: z.literal("report"),
  version: z.literal(modelVersion),
  title: text,
  question: text.nullable(),
  writtenFor: text.nullable(),
  workspace: z.strictObject({
    name: text,
    invented: z.boolean(),
    counted: z.strictObject({ one: text, many: text }),
  }),
  /** The part of the people it is about: those with this value of a field; null for everybody. */
  part: z.strictObject({ field: text, value: text }).nullable(),
  asOf: z.strictObject({ date: z.iso.date(), timeZone: text, instant: text }),
  book: z.strictObject({
    name: text,
    version: z.int(),
    sha256: text,
    keeper: text,
    change: text,
    audience: text,
    mode: z.enum(["exclusive", "overlapping"]),
    /** Whom the book is about, as a sentence; null for everybody. */
    who: text.nullable(),
  }),
  /** The groups of the report in their order: segments, then people in none, then people who cannot be placed. */
  groups: z.array(z.strictObject({
    id: text,
    name: text,
    kind: z.enum(["segment", "none", "unknown"]),
    /** Palette slot the book asks for. */
    color: z.int().nullable(),
  })),
  findings: z.array(findingSchema).readonly(),
  /** Sections in the middle of the page that are shown; null for all there are. */
  sections: z.array(text).nullable(),
  /** Segments that are told about one by one; null for all. */
  deepDives: z.array(text).nullable(),
  /** What changed since the last report of this definition; null when there is none. */
  changes: changesSchema.nullable(),
  /** The main number over the last reports; null when there is only this one. */
  trend: trendSchema.nullable(),
  /** What the numbers mean, as hashes: by them a later report knows what it may compare. */
  fingerprints: fingerprintsSchema,
  segments: segmentsSchema,
  /** Id of the measure shown side by side; null when there is none. */
  main: text.nullable(),
  journey: z.strictObject({ id: text, name: text, funnel: funnelSchema }).nullable(),
  leaving: leavingPart,
  timing: timingPart,
  credit: creditPart,
  returning: returningPart,
  measures: z.array(measureSchema).readonly(),
  /** Totals that point the other way than their parts. */
  misleading: z.array(misleadingSchema).default([]),
  /** What a measure is about, in the words of workspace.yaml, by its id. */
  abouts: z.record(text, text),
  reach: reachSchema.nullable(),
  quality: qualitySchema,
  definitions: z.array(definitionSchema),
  /** One-sentence takeaways under the section headings, by section (and measure id). */
  sentences: z.record(text, text),
  privacy: z.strictObject({
    /** Counts of 1 up to one less than this are hidden. */
    minimum: z.int(),
    /** What the mark "hidden" means, in one sentence. */
    note: text,
    /** How many numbers carry the mark. */
    hidden: z.int(),
  }),
  provenance: z.strictObject({
    trellis: text,
    deno: text,
    duckdb: text,
    inputs: z.array(z.strictObject({ table: text, file: text, sha256: text })),
    parameters: z.array(z.strictObject({ name: text, value: text })),
  }),
});

/** A report, ready to be drawn: see {@linkcode reportModelSchema}. */
export type ReportModel = z.infer<typeof reportModelSchema>;
/** One of the report's groups of people. */
export type ReportGroup = ReportModel["groups"][number];
/** What a report says about its data. */
export type ReportQuality = ReportModel["quality"];
