import { z } from "zod";

const id = z.string().min(1).max(64);
const words = z.string().min(1).max(500);

/** Schema of a report definition (`report.yaml` beside `workspace.yaml`): what to show, and for whom. All optional. */
export const reportDefinitionSchema = z.strictObject({
  title: z.string().min(1).max(200).optional().describe("default: the name of the segment book"),
  question: words.optional().describe("the question the report answers, printed under the title"),
  writtenFor: words.optional().describe("who reads it: Marketing director; service-line lead"),
  segments: z.string().min(1).optional().describe(
    "path of the segment book, from this folder; default: the one workspace.yaml names",
  ),
  journey: id.optional().describe("id of the journey to show; default: the first one in workspace.yaml"),
  main: id.optional().describe(
    "id of the measure in the table of segments side by side; default: the first rate",
  ),
  measures: z.array(id).optional().describe("ids of the measures to show, in this order; default: all"),
  sections: z.array(z.string().min(1)).optional().describe(
    "which sections to show between the segments and what changed: funnel, leaving, timing, credit, returning, measures, " +
      "reach, each; default: all there are",
  ),
  deepDives: z.array(z.string().min(1)).optional().describe(
    "ids of the segments to tell about one by one; default: all",
  ),
  done: words.optional().describe(
    "name of the journey's step that counts as done, for time and credit; default: its last one",
  ),
  credit: z.strictObject({
    channel: z.string().min(1).optional().describe(
      "field of events that names how somebody came; default: channel",
    ),
    touches: z.array(z.string().min(1)).optional().describe(
      "events that count as contacts; default: all with a channel",
    ),
    lookBack: z.string().regex(/^\d{1,4}(h|d|w)$/).optional().describe(
      "how long before it contacts count; default 90d",
    ),
  }).optional().describe("which contacts get credit for the step that counts as done"),
  leaving: z.strictObject({
    properties: z.array(z.string().min(1)).max(8).optional().describe(
      "fields of events that may go with leaving, such as device or campaign; the channel is always looked at",
    ),
  }).optional().describe("what leaving the journey may go with"),
  returning: z.strictObject({
    event: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).describe(
      "what people come back to",
    ),
    title: z.string().min(1).max(80).optional().describe("heading of the section"),
    period: z.string().regex(/^(day|week|month|\d{1,3}d)$/).optional().describe(
      "day, week, month, or a length such as 30d; default: weeks 1 to 4, 5 to 12 and 13 to 25",
    ),
    periods: z.int().min(1).max(24).optional().describe("how many of them; default 3 months"),
  }).optional().describe("who comes back, to what; default: visits kept, where there are appointments"),
  splits: z.array(z.string().min(1)).max(8).optional().describe(
    "fields of people or their accounts, such as sex, by which totals of the main measure are checked: one that " +
      "points the other way than the segments becomes a finding",
  ),
  each: z.string().min(1).max(128).optional().describe(
    "one report for each value of this field of people, such as state, or of their accounts, such as account.type",
  ),
  assets: z.enum(["inline", "shared"]).optional().describe(
    "style and scripts in every page (default), or once for all in a folder beside them",
  ),
  minimumCell: z.int().min(3).max(1000).default(11).describe(
    "counts of 1 up to this are hidden; default 11, so that 1 to 10 are",
  ),
});

/** A validated report definition, defaults filled in. */
export type ReportDefinition = z.infer<typeof reportDefinitionSchema>;
