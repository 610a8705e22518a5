import { z } from "zod";
import type { MeasureResult } from "../../lib/outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../../lib/segments/mod.ts";
import { measureSchema, modelVersion, segmentsSchema } from "../model.ts";
import { fingerprintsSchema } from "./fingerprints.ts";

/** What is needed of an earlier report. Fields that it has beside these are not looked at. */
const pastModelSchema = z.object({
  kind: z.literal("report"),
  version: z.literal(modelVersion),
  workspace: z.object({ name: z.string(), counted: z.object({ one: z.string(), many: z.string() }) }),
  asOf: z.object({ date: z.iso.date(), timeZone: z.string() }),
  part: z.object({ field: z.string(), value: z.string() }).nullable(),
  book: z.object({ version: z.int(), mode: z.enum(["exclusive", "overlapping"]) }),
  groups: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
  findings: z.array(z.object({ id: z.string(), see: z.string() })),
  segments: segmentsSchema as z.ZodType<SegmentsResult<Shown>>,
  main: z.string().nullable(),
  measures: z.array(measureSchema as z.ZodType<MeasureResult<Shown>>),
  quality: z.object({
    gate: z.object({ passed: z.boolean() }),
    fields: z.array(
      z.object({ table: z.string(), field: z.string(), verdict: z.string(), used: z.boolean() }),
    ),
  }),
  privacy: z.object({ minimum: z.int() }),
  provenance: z.object({
    inputs: z.array(z.object({ table: z.string(), file: z.string(), sha256: z.string() })),
  }),
  fingerprints: fingerprintsSchema,
  changes: z.object({ since: z.object({ days: z.int() }) }).nullable(),
});

/** An earlier report, as far as a later one needs it. */
export type PastModel = z.infer<typeof pastModelSchema>;

/** A sidecar that was found: of this version and whole, or of another. */
export type Past =
  | { readonly kind: "report"; readonly date: string; readonly model: PastModel }
  | { readonly kind: "other version"; readonly date: string; readonly version: number };

const headSchema = z.object({
  kind: z.literal("report"),
  version: z.int(),
  asOf: z.object({ date: z.iso.date() }),
  workspace: z.object({ name: z.string() }),
});

/**
 * Reads the text of a sidecar.
 *
 * @throws {RangeError} It is not the whole sidecar of a report of this workspace; the message says what is wrong with
 * it in a few words.
 */
export function readPast(text: string, workspace: string): Past {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new RangeError(text.trim() === "" ? "it is empty" : "it is cut short or damaged", { cause: error });
  }
  const head = headSchema.safeParse(json);
  if (!head.success) throw new RangeError("it is not a report");
  if (head.data.workspace.name !== workspace) throw new RangeError("it is the report of another workspace");
  const { version, asOf: { date } } = head.data;
  if (version !== modelVersion) return { kind: "other version", date, version };
  const model = pastModelSchema.safeParse(json);
  if (!model.success) throw new RangeError("parts of it are missing or damaged");
  return { kind: "report", date, model: model.data };
}
