import { wilson } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { FieldQuality, QualityResult } from "../workspace/mod.ts";
import type { Candidate, Context } from "./_candidate.ts";
import { quoted } from "./_phrases.ts";
import { interval, ofEvery100, percent } from "./rates.ts";

/** A gap in the data blurs every other number a little. */
const weight = 0.2;

/** Tables in which a missing value makes a rule unknown; an event without a property just does not match. */
const decisive: ReadonlySet<string> = new Set(["people", "accounts", "surveys"]);

interface Gap {
  readonly field: FieldQuality<Shown>;
  readonly rows: number;
  readonly missing: number;
}

/** Fields that segment rules read and that are not strong: people without them cannot be placed. */
export function qualityFindings(
  result: QualityResult<Shown>,
  used: ReadonlySet<string>,
  { counted }: Context,
): Candidate[] {
  const fields = result.fields.filter(({ table, field }) => used.has(`${table}.${field}`)).flatMap(
    (field) => {
      const { rows, complete } = field;
      return typeof rows === "number" && typeof complete === "number" && rows > 0
        ? [{ field, rows, missing: Math.round((1 - complete) * rows) }]
        : [];
    },
  );
  return fields.filter(({ field, missing }) => field.verdict !== "strong" && missing > 0).map(
    (gap): Candidate => {
      const { rows, missing } = gap;
      const { table, field } = gap.field;
      const rate = missing / rows;
      const own = wilson(missing, rows);
      const what = table === "people" ? counted.many : `rows of ${table}`;
      const others = fields.filter((other) => other !== gap && other.field.table === table);
      return {
        kind: "quality",
        score: weight * own.low * rows,
        finding: {
          id: `quality:${table}.${field}`,
          see: `**${ofEvery100(rate)}** ${what} have no ${quoted(field)} (95% interval ${
            interval(own, { rate })
          }), and a segment rule needs it.${comparison(others)}`,
          act: `Fill ${quoted(field)} where the records are made, or change the rules that read it.`,
          mind: "Missing counts as unknown, never as no: the segments may be larger than they look.",
          segment: null,
          section: "quality",
          strip: {
            value: rate,
            ...own,
            others: others.map((other) => ({ name: other.field.field, value: other.missing / other.rows })),
          },
        },
      };
    },
  );
}

function comparison(others: readonly Gap[]): string {
  const [worst] = [...others].sort((a, b) => b.missing / b.rows - a.missing / a.rows);
  return worst
    ? ` Of the other fields that rules read, ${quoted(worst.field.field)} is missing most: for ${
      percent(worst.missing / worst.rows)
    }.`
    : "";
}
