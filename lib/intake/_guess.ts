import { type Engine, id, join, literal, type Sql, sql } from "../engine/mod.ts";
import type { FieldType } from "../workspace/mod.ts";
import { dayPattern, localPattern, offsetPattern, textSteps } from "./_convert.ts";
import type { Stage, StagedField } from "./_stage.ts";

/** A field with the type its values turned out to have. */
export interface TypedField extends StagedField {
  readonly type: FieldType;
  /** Columns to add to the stage before `value` can be worked out: `… as name`. */
  readonly before: readonly Sql[];
}

/** At most 15 digits before the point and no leading zero: anything else is an identifier, not a number. */
const whole = "-?(0|[1-9]\\d{0,14})";
const numberPatterns = { ".": `${whole}(\\.\\d+)?([eE][-+]?\\d{1,3})?`, ",": `${whole}(,\\d+)?` };
const candidates = ["number", "date", "instant", "boolean"] as const;
const sampled = 2_000;

/**
 * Finds out the type of every field whose type is not known, from all its values: a number only if every value is
 * one and none looks like an identifier, and so on; else text.
 */
export async function guessTypes(
  engine: Engine,
  stage: Stage,
  { timeZone, decimal }: { readonly timeZone: string; readonly decimal: "." | "," },
): Promise<readonly TypedField[]> {
  const open = stage.fields.filter((field) => field.type === null);
  // A look at the first rows drops most candidates before all rows are read.
  const first = await fitting(
    engine,
    sql`(select * from ${stage.name} limit ${literal(sampled)})`,
    open.map((field) => ({ field, types: candidates })),
    { decimal, whenEmpty: true },
  );
  const left = open.map((field, i) => ({ field, types: first[i]! }));
  const all = await fitting(engine, stage.name, left, { decimal, whenEmpty: false });
  return stage.fields.map((field): TypedField => {
    if (field.type !== null) return { ...field, type: field.type, before: [] };
    const place = open.indexOf(field);
    const type = candidates.find((one) => all[place]!.includes(one)) ?? "text";
    if (type === "text") return { ...field, type, before: [] };
    const steps = textSteps({ type, timeZone, decimal, format: undefined });
    const parsed = steps.parse(field.value);
    const names = parsed.map((_, k) => id(`g${place}_${k}`));
    const before = parsed.map((value, k) => sql`${value} as ${names[k]!}`);
    return { ...field, type, before, value: steps.value(names) };
  });
}

/** A staged table with typed fields. */
export interface TypedStage extends Stage {
  readonly fields: readonly TypedField[];
}

type Candidate = typeof candidates[number];

async function fitting(
  engine: Engine,
  from: Sql,
  questions: readonly { readonly field: StagedField; readonly types: readonly Candidate[] }[],
  { decimal, whenEmpty }: { readonly decimal: "." | ","; readonly whenEmpty: boolean },
): Promise<readonly (readonly Candidate[])[]> {
  const asked = questions.flatMap(({ field, types }, i) =>
    types.map((type) => {
      const all = sql`bool_and(${
        fits(field.value, type, decimal)
      }) filter (where ${field.value} is not null)`;
      return sql`coalesce(${all}, ${literal(whenEmpty)}) as ${id(`${i} ${type}`)}`;
    })
  );
  if (asked.length === 0) return questions.map(() => []);
  const [answer] = await engine.rows<Record<string, boolean>>(sql`select ${join(asked)} from ${from}`);
  return questions.map(({ types }, i) => types.filter((type) => answer![`${i} ${type}`] === true));
}

function fits(value: Sql, type: Candidate, decimal: "." | ","): Sql {
  const full = (pattern: string) => sql`regexp_full_match(${value}, ${literal(pattern)})`;
  switch (type) {
    case "number":
      return sql`${full(numberPatterns[decimal])} or lower(${value}) = 'nan'`;
    case "boolean":
      return full("(?i)true|false");
    case "date":
      return sql`${full(dayPattern)} and try_cast(${value} as date) is not null`;
    case "instant":
      return sql`(${full(localPattern)} and try_cast(replace(${value}, ',', '.') as timestamp) is not null)
        or ${full(offsetPattern)}`;
  }
}
