import { z } from "zod";
import { activationSchema } from "./activation_config.ts";
import type { WorkspaceConfig } from "./config_types.ts";
import { fieldClasses, type FieldClassWord } from "./field_class.ts";

const name = z.string().min(1).max(200);
const id = z.string().regex(
  /^[a-z][a-z0-9_-]{0,63}$/,
  "an id is lower-case letters, digits, _ and -, and starts with a letter",
);
const window = z.string().regex(/^\d{1,6}[hdw]$/, 'write a length of time as "12h", "30d" or "8w"');
const day = z.iso.date("write a day as YYYY-MM-DD");

const sourceSchema = z.strictObject({
  file: z.string().min(1).describe("path from this folder, or a glob such as exports/events-*.csv.gz"),
  format: z.enum(["csv", "parquet", "ndjson"]).optional().describe("default: by the file's ending"),
  encoding: z.enum(["auto", "utf-8", "utf-16", "cp1252"]).default("auto"),
  delimiter: z.string().length(1).optional().describe("CSV only; default: found out"),
  decimal: z.enum([".", ","]).default(".").describe(
    "decimal sign of numbers in text; thousands are the other one",
  ),
  columns: z.record(z.string(), z.string()).default({}).describe(
    "field → column name in the file, where they differ",
  ),
  values: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])))
    .default({})
    .describe(
      "field → value in the file → value to use; values not listed stay as they are and are reported when the field is listed here",
    ),
  dates: z.record(z.string(), z.string()).default({}).describe(
    "field → strptime format such as %d/%m/%Y; default: ISO 8601",
  ),
  types: z.record(z.string(), z.enum(["text", "number", "boolean", "date", "instant"])).default({})
    .describe("field → type, where the guess for an extra column is wrong"),
  timeZone: z.string().optional().describe("time zone of times without an offset; default: the workspace's"),
  keep: z.enum(["first", "last"]).optional().describe(
    "several rows a key are expected: keep the first or last in order of orderBy (or of the file)",
  ),
  orderBy: z.string().optional().describe("field that orders rows of one key, for keep"),
  classes: z.record(z.string(), z.enum(Object.keys(fieldClasses) as [FieldClassWord, ...FieldClassWord[]]))
    .optional().describe(
      "field → what it may say about a person: one of the 18 identifiers (name … code), quasi, sensitive or free; " +
        "once written, every extra column must be listed before it can be published or exported",
    ),
}).meta({ id: "Source" });

const stepSchema = z.strictObject({
  name,
  event: z.union([z.string(), z.array(z.string()).min(1)]).describe(
    "event name or names; appointment:booked, appointment:kept and so on stand for the appointments table",
  ),
  where: z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])).default({}),
});

const journeySchema = z.strictObject({
  id,
  name,
  within: window.describe("time a person has from the first step to the last"),
  steps: z.array(stepSchema).min(2).max(20),
});

// The rule inside a measure is checked by lib/segments, which this room may not import.
const rule = z.record(z.string(), z.unknown()).describe("a rule as in segments.yaml");

const measureSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("rate"),
    id,
    name,
    about: z.string().optional(),
    of: rule.optional().describe("people it could be true for; default: everybody in the segment"),
    who: rule.describe("people for whom it is true"),
    says: z.string().min(1).max(120).optional().describe(
      'words that end the sentence "6 of every 100 people …", such as "scheduled a visit in the last 12 months"',
    ),
    better: z.enum(["higher", "lower"]).optional(),
  }),
  z.strictObject({
    type: z.literal("median"),
    id,
    name,
    about: z.string().optional(),
    field: z.string().min(1).describe("a numeric field of people, or account.field"),
    unit: z.string().optional(),
    better: z.enum(["higher", "lower"]).optional(),
  }),
  z.strictObject({
    type: z.literal("total"),
    id,
    name,
    about: z.string().optional(),
    table: z.enum(["events", "appointments", "conditions"]),
    field: z.string().optional().describe("numeric field to add up; default: count rows"),
    where: z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])).default({}),
    within: window.optional().describe("only rows in the last so long before the as-of moment"),
    unit: z.string().optional(),
    better: z.enum(["higher", "lower"]).optional(),
  }),
]);

const sourceNames = [
  "people",
  "accounts",
  "events",
  "appointments",
  "conditions",
  "campaigns",
  "spend",
  "content",
  "consent",
  "surveys",
  "facilities",
] as const;
const notes: Partial<Record<typeof sourceNames[number], string>> = {
  consent:
    "the consent log, one row a decision; or FHIR Consent resources (NDJSON, a list or a Bundle): status, " +
    "provision type, period and purpose become rows. A permission opens e-mail, phone and mail, marketing only where " +
    "HMARKT is named; a denial closes every channel",
};
const sources = Object.fromEntries(sourceNames.map((table) => {
  const optional = sourceSchema.optional();
  return [table, notes[table] ? optional.describe(notes[table]) : optional];
})) as Record<
  typeof sourceNames[number],
  z.ZodOptional<typeof sourceSchema>
>;

/** Schema of `workspace.yaml`: where the exports are, what their columns mean, and what to report on. */
export const workspaceSchema: z.ZodType<WorkspaceConfig> = z.strictObject({
  name,
  invented: z.boolean().default(false).describe("true for made-up data: the report says so"),
  counted: z.strictObject({ one: name, many: name }).default({ one: "person", many: "people" }).describe(
    "what one row of people is called in reports",
  ),
  timeZone: z.string().min(1).describe("IANA name such as America/Chicago; days begin and end there").refine(
    (zone) => {
      try {
        return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
      } catch {
        return false;
      }
    },
    "is not a known time zone; write one such as America/Chicago or UTC",
  ),
  asOf: day.describe("the day the exports are true at; --as-of chooses an earlier one"),
  nulls: z.array(z.string()).default([]).describe("spellings of missing, beside the usual ones"),
  segments: z.string().default("segments.yaml").describe("path of the segment book"),
  sources: z.strictObject(sources).refine(
    (all) => all.people || all.events || all.accounts,
    "name at least a people, events or accounts source",
  ),
  journeys: z.array(journeySchema).default([]),
  measures: z.array(measureSchema).default([]),
  quality: z.strictObject({
    mostLeftOut: z.number().min(0).max(1).default(0.05).describe(
      "gate: largest share of a table's rows left out",
    ),
    leastComplete: z.record(z.string(), z.number().min(0).max(1)).default({}).describe(
      "gate: table.field → least share filled",
    ),
  }).default({ mostLeftOut: 0.05, leastComplete: {} }),
  activation: activationSchema.prefault({}).describe(
    "what leaves, for whom, and how often people are contacted",
  ),
  limits: z.strictObject({
    memory: z.string().regex(/^\d+(MB|GB)$/).optional().describe(
      "most memory for the database; default 3GB, more goes to disk",
    ),
    threads: z.int().min(1).max(256).optional(),
  }).default({}),
});
