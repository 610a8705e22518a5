import { z } from "zod";
import { type Rule, ruleSchema } from "./rule.ts";

const segmentId = z.string().regex(
  /^[a-z][a-z0-9-]{0,63}$/,
  "a segment id is lower-case letters, digits and hyphens, starts with a letter, and is never reused",
).refine(
  (id) => !["none", "unknown", "all"].includes(id),
  "none, unknown and all name the other groups of a report",
);

const label = z.string().min(1).max(200);

const segmentSchema = z.strictObject({
  id: segmentId,
  name: label,
  objective: z.string().min(1).optional().describe("what this segment is for, in one sentence"),
  when: ruleSchema,
  measures: z.array(z.string()).default([]).describe(
    "ids of measures (workspace.yaml) that show success here",
  ),
  message: z.string().optional().describe("what to say to these people"),
  offer: z.string().optional(),
  channels: z.array(z.string()).default([]).describe("in order of preference"),
  route: z.string().optional().describe("who follows up: sales call, care coordination, nurture"),
  claims: z.array(z.string()).default([]).describe("ids of claims allowed for this segment"),
  personas: z.array(z.string()).default([]),
  color: z.int().min(1).max(8).optional().describe("palette slot 1 to 8; kept for the life of the segment"),
});

/** Schema of a segment book (`segments.yaml`): definitions under version control, with a keeper and a reason for change. */
export const bookSchema: z.ZodType<SegmentBook> = z.strictObject({
  name: label,
  version: z.int().min(1).describe("raise it with every change of a rule"),
  keeper: z.string().min(1).describe("who decides about changes"),
  change: z.string().min(1).describe("what this version changed, and why"),
  audience: z.string().min(1).describe("whom the book divides"),
  who: ruleSchema.optional().describe("only people for whom this is true are divided; default: everybody"),
  mode: z.enum(["exclusive", "overlapping"]).default("exclusive").describe(
    "exclusive: each person in the first segment that fits, in the order written; overlapping: in every one that fits",
  ),
  remainder: label.default("Everyone else").describe("name of the people in no segment"),
  segments: z.array(segmentSchema).min(1).max(250).superRefine((segments, context) => {
    const seen = new Map<string, number>();
    segments.forEach((segment, i) => {
      if (seen.has(segment.id)) {
        context.addIssue({
          code: "custom",
          path: [i, "id"],
          message: `segment id "${segment.id}" is used twice`,
        });
      }
      seen.set(segment.id, i);
    });
  }),
});

/** One segment of a book. Defaults are filled in: lists are empty where nothing is written. */
export interface Segment {
  /** Stable, never reused. */
  readonly id: string;
  /** What reports call it. */
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly objective?: string | undefined;
  /** Whom it holds. */
  readonly when: Rule;
  /** Ids of measures (workspace.yaml) that show success here. */
  readonly measures: readonly string[];
  /** What to say to these people. */
  readonly message?: string | undefined;
  /** What to offer them. */
  readonly offer?: string | undefined;
  /** Where, in order of preference. */
  readonly channels: readonly string[];
  /** Who follows up: sales call, care coordination, nurture. */
  readonly route?: string | undefined;
  /** Ids of claims allowed for this segment. */
  readonly claims: readonly string[];
  /** Personas it belongs to. */
  readonly personas: readonly string[];
  /** Palette slot 1 to 8; kept for the life of the segment. */
  readonly color?: number | undefined;
}

/** A segment book after validation, defaults filled in. */
export interface SegmentBook {
  /** What reports call it. */
  readonly name: string;
  /** Raised with every change of a rule. */
  readonly version: number;
  /** Who decides about changes. */
  readonly keeper: string;
  /** What this version changed, and why. */
  readonly change: string;
  /** Whom the book divides, in words. */
  readonly audience: string;
  /** Only people for whom this is true are divided; absent: everybody. */
  readonly who?: Rule | undefined;
  /** Exclusive: each person in the first segment that fits; overlapping: in every one. */
  readonly mode: "exclusive" | "overlapping";
  /** Name of the people in no segment. */
  readonly remainder: string;
  /** In order of priority. */
  readonly segments: readonly Segment[];
}
