import { literal, type Sql, sql } from "../engine/mod.ts";
import { type AsOf, type ProblemCode, type SourceConfig, type TableName, tables } from "../workspace/mod.ts";
import type { TypedField, TypedStage } from "./_guess.ts";

/** A reason why a row does not enter its table. */
export interface Reason {
  /** Null where it is expected and no problem: rows of a later day, further rows of a key with `keep`. */
  readonly code: ProblemCode | null;
  readonly field: TypedField | null;
  readonly when: Sql;
  readonly message: string;
}

/** What decides which rows of a source stay. */
export interface ReasonOptions {
  readonly source: SourceConfig;
  readonly asOf: AsOf;
  /** Whether the as-of day is the exports' own: only then is a later row a problem. */
  readonly ownDay: boolean;
}

/** The problem a value that could not be read is. */
export function badCode(field: TypedField): ProblemCode {
  if (field.type === "number") return "bad-number";
  return field.type === "boolean" ? "bad-boolean" : "bad-date";
}

/** Why a row may be left out, in the order they are tried; for a keyed table the last one is its duplicate key. */
export function reasonsOf(stage: TypedStage, options: ReasonOptions): readonly Reason[] {
  const { source, ownDay } = options;
  const field = (name: string) => stage.fields.find((one) => one.name === name) ?? null;
  const reasons: Reason[] = [];
  for (const one of stage.fields.filter(({ required }) => required)) {
    if (one.bad) {
      reasons.push({
        code: badCode(one),
        field: one,
        when: one.bad,
        message: `${badValue(stage.table, one)} The row was left out.`,
      });
    }
    reasons.push({
      code: "value-missing",
      field: one,
      when: sql`${one.value} is null`,
      message: `${one.name} is empty. The row was left out.`,
    });
  }
  for (const { name, when } of laterRows(stage, options)) {
    reasons.push({
      code: ownDay ? "future-row" : null,
      field: field(name),
      when,
      message: `${name} is later than the as-of day (asOf in workspace.yaml). The row was left out.`,
    });
  }
  if (isAboutPeople(stage.table)) {
    reasons.push({
      code: "orphan-row",
      field: field("person"),
      when: sql`pid is null`,
      message: "The person is not among the people. The row was left out.",
    });
  }
  const key = tables[stage.table].key;
  if (key) {
    reasons.push({
      code: source.keep ? null : "duplicate-key",
      field: field(key),
      when: sql`false`,
      message: `An earlier row has the same ${key}. The row was left out; if several are expected, ` +
        `set sources.${stage.table}.keep in workspace.yaml.`,
    });
  }
  return reasons;
}

/** When a row is of a later day than the workspace is true at. */
function laterRows(
  stage: TypedStage,
  { asOf, ownDay }: ReasonOptions,
): readonly { readonly name: string; readonly when: Sql }[] {
  const after = sql`make_timestamp(${literal((asOf.seconds + 1) * 1_000_000)})`;
  const value = (name: string) => stage.fields.find((one) => one.name === name)?.value;
  const at = value("at");
  switch (stage.table) {
    case "events":
    case "consent":
    case "surveys":
      return at ? [{ name: "at", when: sql`${at} >= ${after}` }] : [];
    case "conditions":
      return at ? [{ name: "at", when: sql`${at} > date ${literal(asOf.date)}` }] : [];
    case "spend":
      return [{ name: "date", when: sql`${value("date")!} > date ${literal(asOf.date)}` }];
    case "people": {
      const seen = value("first_seen");
      return seen ? [{ name: "first_seen", when: sql`${seen} > date ${literal(asOf.date)}` }] : [];
    }
    case "appointments": {
      // A visit still to come is no mistake; being booked, kept or missed later than today is.
      const booked = value("booked_at");
      const unbooked = booked ? sql`${booked} is null` : sql`true`;
      const happened = ownDay ? sql`${value("status")!} in ('kept', 'no_show')` : sql`${unbooked}`;
      return [
        ...(booked ? [{ name: "booked_at", when: sql`${booked} >= ${after}` }] : []),
        { name: "at", when: sql`${at!} >= ${after} and ${happened}` },
      ];
    }
    default:
      return [];
  }
}

/** What is wrong with a value that could not be read, and what to try. */
export function badValue(table: TableName, field: TypedField): string {
  const dates = `give its format under sources.${table}.dates in workspace.yaml, such as %m/%d/%Y.`;
  switch (field.type) {
    case "number":
      return `${field.name} is not a number.`;
    case "boolean":
      return `${field.name} is neither yes nor no.`;
    case "date":
      return `${field.name} is not a day from 1900 on, written YYYY-MM-DD; if it is written otherwise, ${dates}`;
    default:
      return `${field.name} is not a time from 1900 on, written YYYY-MM-DD HH:MM:SS; if it is written otherwise, ${dates}`;
  }
}

/** Whether a table's rows belong to people: it carries their `pid` in place of their key. */
export function isAboutPeople(table: TableName): boolean {
  return table !== "people" && Object.hasOwn(tables[table].fields, "person");
}
