import { createHash } from "node:crypto";
import { z } from "zod";
import type { Rule, SegmentBook } from "../../lib/segments/mod.ts";
import type { JourneyConfig, MeasureConfig, WorkspaceConfig } from "../../lib/workspace/mod.ts";

/** Schema of {@linkcode Fingerprints}. */
export const fingerprintsSchema = z.strictObject({
  who: z.string().nullable(),
  segments: z.array(z.strictObject({ id: z.string(), sha256: z.string() })),
  measures: z.record(z.string(), z.string()),
  journey: z.string().nullable(),
  sources: z.string(),
});

/**
 * What the numbers of a report mean, as hashes: the same hash in two reports is the same definition. Names, messages
 * and colours are not in them, and a rule that refers to another segment has that segment's rule in its hash.
 */
export type Fingerprints = z.infer<typeof fingerprintsSchema>;

/** What of a report has a meaning that may change. */
export interface Defined {
  readonly book: SegmentBook;
  readonly config: WorkspaceConfig;
  readonly measures: readonly MeasureConfig[];
  readonly journey: JourneyConfig | null;
}

/** The fingerprints of a report's definitions. */
export function fingerprints({ book, config, measures, journey }: Defined): Fingerprints {
  const rules = new Map(book.segments.map(({ id, when }) => [id, when]));
  const hashOf = (rule: unknown) => hash(withSegments(rule, rules));
  return {
    who: book.who ? hashOf(book.who) : null,
    segments: book.segments.map(({ id, when }) => ({ id, sha256: hashOf(when) })),
    measures: Object.fromEntries(measures.map((measure) => [measure.id, hashOf(meaningOf(measure))])),
    journey: journey ? hash({ within: journey.within, steps: journey.steps }) : null,
    sources: hash({ sources: config.sources, nulls: config.nulls }),
  };
}

/** A measure without what only words and order it. */
function meaningOf({ name: _name, about: _about, better: _better, ...meaning }: MeasureConfig): object {
  const { says: _says, unit: _unit, ...rest } = meaning as { says?: string; unit?: string };
  return rest;
}

/** A rule with every segment it names replaced by that segment's rule. Books refuse circles. */
function withSegments(value: unknown, rules: ReadonlyMap<string, Rule>): unknown {
  if (Array.isArray(value)) return value.map((one) => withSegments(one, rules));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]![0] === "segment" && rules.has(entries[0]![1])) {
    return ["segment", withSegments(rules.get(entries[0]![1]), rules)];
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, withSegments(one, rules)]));
}

function hash(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex").slice(0, 16);
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(
    value,
    (_, inner) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => a < b ? -1 : a > b ? 1 : 0))
        : inner,
  ) ?? "null";
}
