import { z } from "zod";
import type { MovesResult, Shown } from "../../lib/segments/mod.ts";

const text = z.string();
const shown = z.union([z.number(), z.literal("hidden")]);
const maybe = shown.nullable();
/** Why a number cannot be set against the earlier one; null when it can. */
const reason = text.nullable();

const measureChangeSchema = z.strictObject({
  id: text,
  name: text,
  type: z.enum(["rate", "median", "total"]),
  unit: text.nullable(),
  better: z.enum(["higher", "lower"]).nullable(),
  groups: z.array(z.strictObject({
    group: text,
    name: text,
    before: maybe,
    now: maybe,
    /** Now minus before; null when one of them is no number, or they cannot be compared. */
    change: maybe,
    /** Ends of its 95 % interval; null for totals. */
    low: maybe,
    high: maybe,
    /** Whether the interval, widened for all changes of rates and medians looked at, leaves out zero. */
    clear: z.boolean(),
    reason,
  })),
});

const movesSchema: z.ZodType<MovesResult<Shown>> = z.strictObject({
  kind: z.literal("moves"),
  mode: z.enum(["exclusive", "overlapping"]),
  since: z.iso.date(),
  groups: z.array(z.strictObject({
    group: text,
    name: text,
    now: shown,
    stayed: shown,
    came: shown,
    fresh: shown,
    went: shown,
    gone: shown,
  })),
  flows: z.array(z.strictObject({ from: text, to: text, people: shown })),
  fresh: shown,
  gone: shown,
  hiddenThen: z.array(text),
});

const findingChangeSchema = z.strictObject({ id: text, see: text });

/** Schema of {@linkcode Changes}. */
export const changesSchema = z.strictObject({
  /** The report this one is compared with. */
  since: z.strictObject({ date: z.iso.date(), days: z.int(), version: z.int() }),
  /** Why nothing can be compared, a sentence each; empty when something can. */
  refused: z.array(text),
  /** What a reader must know of the comparison, a sentence each. */
  notes: z.array(text),
  /** The section's takeaway. */
  sentence: text,
  /** More people, or fewer, in all. */
  total: z.strictObject({ now: shown, change: maybe }),
  /** Every group of this report. */
  groups: z.array(z.strictObject({ group: text, name: text, now: shown, change: maybe, reason })),
  /** Segments of the earlier report that this one has not. */
  removed: z.array(z.strictObject({ id: text, name: text })),
  /** Who moved between the groups; null when nobody can say. */
  moves: movesSchema.nullable(),
  measures: z.array(measureChangeSchema).readonly(),
  findings: z.strictObject({
    fresh: z.array(findingChangeSchema),
    gone: z.array(findingChangeSchema),
    kept: z.int(),
  }),
  /** What is different about the data, a sentence each. */
  data: z.array(text),
});

/** What changed since the last report of the same definition. */
export type Changes = z.infer<typeof changesSchema>;
/** One measure then and now, in every group. */
export type MeasureChange = Changes["measures"][number];

/** Schema of {@linkcode Trend}. */
export const trendSchema = z.strictObject({
  /** Days of the reports, oldest first, this one last. */
  dates: z.array(z.iso.date()),
  /** Measure the values are of; null when they are shares of everybody. */
  measure: text.nullable(),
  groups: z.array(z.strictObject({
    group: text,
    values: z.array(maybe),
    /** Places in `values` at which a new definition begins. */
    breaks: z.array(z.int()),
  })),
});

/** The main number of every group over the last reports: what sparklines draw. */
export type Trend = z.infer<typeof trendSchema>;
