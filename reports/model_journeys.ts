import { z } from "zod";
import type {
  AttributionResult,
  ConversionWindowResult,
  DropOffResult,
  RetentionResult,
} from "../lib/journeys/mod.ts";
import type { Shown } from "../lib/segments/mod.ts";

const text = z.string();
const shown = z.union([z.number(), z.literal("hidden")]);
const maybe = shown.nullable();
const list = z.array(text);

const windowSchema = z.strictObject({
  kind: z.literal("window"),
  steps: list,
  covers: z.number(),
  horizonSeconds: z.number(),
  observedUntil: z.number(),
  groups: z.array(z.strictObject({
    group: text,
    name: text,
    people: shown,
    converted: shown,
    eventually: maybe,
    suggested: z.strictObject({ seconds: shown, low: maybe, high: maybe }).nullable(),
    at: z.array(z.strictObject({
      within: text,
      seconds: z.number(),
      rate: maybe,
      low: maybe,
      high: maybe,
      missed: maybe,
    })),
    curve: z.array(
      z.strictObject({ seconds: shown, converted: shown, low: maybe, high: maybe, atRisk: shown }),
    ),
  })),
  warnings: list,
}) satisfies z.ZodType<ConversionWindowResult<Shown>>;

const cohortSchema = z.strictObject({
  cohort: text,
  people: shown,
  complete: z.boolean(),
  returned: z.array(maybe),
});

const overallSchema = z.strictObject({ returned: shown, of: shown, rate: maybe, low: maybe, high: maybe })
  .nullable();

const retentionSchema = z.strictObject({
  kind: z.literal("retention"),
  period: text,
  cohortBy: z.enum(["day", "week", "month"]),
  mode: z.enum(["on", "onOrAfter", "onOrBefore", "streak"]),
  brackets: z.array(z.strictObject({ from: z.number(), to: z.number() })),
  timeZone: text,
  observedUntil: z.number(),
  people: shown,
  cohorts: z.array(cohortSchema),
  overall: z.array(overallSchema),
  groups: z.array(z.strictObject({
    group: text,
    name: text,
    people: shown,
    cohorts: z.array(cohortSchema),
    overall: z.array(overallSchema),
  })),
  method: text,
  warnings: list,
}) satisfies z.ZodType<RetentionResult<Shown>>;

/** What the page shows of a channel: its credit by the four ways that the picture compares. */
const channelSchema = z.looseObject({ channel: text });

const creditSchema = z.looseObject({
  kind: z.literal("attribution"),
  conversions: shown,
  unattributed: shown,
  channels: z.array(channelSchema),
  groups: z.array(
    z.looseObject({ group: text, conversions: shown, unattributed: shown, channels: z.array(channelSchema) }),
  ),
  method: text,
  warnings: list,
}) as unknown as z.ZodType<AttributionResult<Shown>>;

/** How long the journey takes, by group; null without a journey of two steps. */
export const timingPart = windowSchema.nullable();

/** Which channels the journey is credited to; null where the workspace does not say how people came. */
export const creditPart = z.strictObject({
  /** Name of the step that counts as the conversion. */
  step: text,
  /** Name of the channel property. */
  channel: text,
  /** How far back contacts count, in words. */
  lookBack: text,
  /** What the look-back cut off, in a sentence. */
  cut: text,
  result: creditSchema,
}).nullable();

/** Who comes back; null where the report does not say to what. */
export const returningPart = z.strictObject({ title: text, result: retentionSchema }).nullable().default(
  null,
);

const causeSchema = z.enum(["message", "form", "callToAction", "channel"]);

const leavingSchema = z.strictObject({
  kind: z.literal("dropOff"),
  within: text,
  observedUntil: z.number(),
  level: z.number(),
  comparisons: z.number(),
  groups: z.array(z.strictObject({
    group: text,
    name: text,
    steps: z.array(z.strictObject({
      step: text,
      next: text,
      of: shown,
      lost: shown,
      rate: maybe,
      low: maybe,
      high: maybe,
      excess: z.strictObject({
        of: shown,
        lost: shown,
        difference: shown,
        low: shown,
        high: shown,
        p: shown,
      }).nullable(),
      nothing: shown,
      after: z.array(z.strictObject({ event: text, people: shown, share: shown, medianSeconds: shown })),
      signals: z.array(z.strictObject({
        cause: causeSchema,
        property: text,
        value: text,
        shareOfLeft: shown,
        shareOfWentOn: shown,
        oddsRatio: maybe,
        p: shown,
      })),
      likely: z.strictObject({ cause: causeSchema, from: z.enum(["signal", "step"]) }).nullable(),
    })),
  })),
  method: text,
  warnings: list,
}) satisfies z.ZodType<DropOffResult<Shown>>;

/** Where people leave the journey, and what goes with it; null without a journey of two steps. */
export const leavingPart = leavingSchema.nullable().default(null);
