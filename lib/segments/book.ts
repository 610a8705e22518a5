import { z } from "zod";
import { ruleSchema } from "./rule.ts";

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
export const bookSchema = z.strictObject({
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
  segments: z.array(segmentSchema).min(1).max(64).superRefine((segments, context) => {
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

/** A segment book after validation, defaults filled in. */
export type SegmentBook = z.infer<typeof bookSchema>;
/** One segment of a book. */
export type Segment = SegmentBook["segments"][number];
