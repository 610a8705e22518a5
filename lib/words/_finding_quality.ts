import { wilson } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import type { QualityResult, TableName } from "../workspace/mod.ts";
import type { Candidate, Context } from "./_candidate.ts";
import { listed, quoted } from "./_phrases.ts";
import { interval, ofEvery100, percent } from "./rates.ts";

/** A gap in the data blurs what is said of others a little. */
const weight = 0.5;
const mostFields = 3;
/** A field missing more often than this says something by being there: rules test whether it is. */
const mostMissing = 0.5;

/** Tables in which a missing value makes a rule unknown; an event without a property just does not match. */
const decisive: ReadonlySet<TableName> = new Set(["people", "accounts", "surveys"]);

/** People who cannot be placed, and the fields that segment rules read and that are not strong. */
export function qualityFindings(
  quality: QualityResult<Shown>,
  segments: SegmentsResult<Shown>,
  used: ReadonlySet<string>,
  { counted: { many } }: Context,
): Candidate[] {
  const { total, unknown } = segments;
  if (typeof total !== "number" || typeof unknown !== "number" || unknown === 0) return [];
  const fields = quality.fields.flatMap(({ table, field, verdict, complete }) =>
    decisive.has(table) && used.has(`${table}.${field}`) && verdict !== "strong" &&
      typeof complete === "number" &&
      complete < 1 && 1 - complete <= mostMissing
      ? [{ field, missing: 1 - complete }]
      : []
  ).sort((a, b) => b.missing - a.missing || (a.field < b.field ? -1 : 1)).slice(0, mostFields);
  if (fields.length === 0) return [];
  const rate = unknown / total;
  const own = wilson(unknown, total);
  const names = fields.map(({ field }) => quoted(field));
  return [{
    kind: "quality",
    score: weight * own.low * total,
    finding: {
      id: "quality:unknown",
      see: `**${ofEvery100(rate, own)}** ${many} cannot be placed in a segment (95% interval ${
        interval(own, { rate })
      }). Of the fields that rules read, ${
        listed(fields.map(({ field, missing }) => `${quoted(field)} is missing for ${percent(missing)}`))
      }.`,
      act: `Fill ${listed(names)} where the records are made, or change the rules that read ${
        names.length > 1 ? "them" : "it"
      }.`,
      mind: "Missing counts as unknown, never as no: the segments may be larger than they look.",
      segment: null,
      section: "quality",
      strip: {
        value: rate,
        ...own,
        others: fields.map(({ field, missing }) => ({ name: field, value: missing })),
      },
    },
  }];
}
