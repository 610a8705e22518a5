import { readRule, type Rule, type SegmentBook } from "../lib/segments/mod.ts";
import type { JourneyConfig, MeasureConfig, TableName } from "../lib/workspace/mod.ts";

/**
 * The fields whose values the rules of a book read, as `table.field`. A rule that asks only whether a value is missing
 * does not read it.
 */
export function usedFields(book: SegmentBook): ReadonlySet<string> {
  return fieldsOf([...(book.who ? [book.who] : []), ...book.segments.map(({ when }) => when)]);
}

/**
 * The fields whose values a report publishes, as `table.field`: those the rules of its book read, those its measures
 * read or sum up, those the steps of its journey are told by, and the properties of events that tell of channels and of leaving.
 */
export function publishedFields(
  book: SegmentBook,
  measures: readonly MeasureConfig[],
  journey: JourneyConfig | null,
  properties: readonly string[] = [],
): ReadonlySet<string> {
  const used = new Set(usedFields(book));
  for (const name of properties) used.add(`events.${name}`);
  for (const measure of measures) {
    if (measure.type === "rate") {
      const rules = [measure.who, ...(measure.of === undefined ? [] : [measure.of])];
      fieldsOf(rules.map((rule) => readRule(rule, `measure "${measure.id}" in workspace.yaml`))).forEach((
        field,
      ) => used.add(field));
    } else if (measure.type === "median") {
      fieldsOf([{ field: measure.field, atLeast: 0 }]).forEach((field) => used.add(field));
    } else {
      const fields = [...Object.keys(measure.where), ...(measure.field === undefined ? [] : [measure.field])];
      for (const field of fields) used.add(`${measure.table}.${field}`);
    }
  }
  for (const { event, where } of journey?.steps ?? []) {
    const table = [event].flat().some((name) => name.startsWith("appointment:")) ? "appointments" : "events";
    for (const field of Object.keys(where)) used.add(`${table}.${field}`);
  }
  return used;
}

function fieldsOf(rules: readonly Rule[]): ReadonlySet<string> {
  const used = new Set<string>();
  const add = (table: TableName, field: string) => used.add(`${table}.${field}`);
  const happened = (table: TableName, what: string, rule: Extract<Rule, { event: unknown }>) => {
    add(table, what);
    for (const field of Object.keys(rule.where ?? {})) add(table, field);
    if (rule.within !== undefined || rule.before !== undefined) add(table, "at");
    for (const field of Object.keys(rule.before?.where ?? {})) add("events", field);
  };
  const walk = (rule: Rule): void => {
    if ("all" in rule) rule.all.forEach(walk);
    else if ("any" in rule) rule.any.forEach(walk);
    else if ("not" in rule) walk(rule.not);
    else if ("field" in rule) {
      if (Object.keys(rule).every((key) => key === "field" || key === "isMissing")) return;
      const [, prefix, name] = /^(account|survey)\.(.+)$/.exec(rule.field) ?? [];
      if (prefix === "account") add("accounts", name!);
      else if (prefix === "survey") add("surveys", name!);
      else add("people", rule.field);
    } else if ("event" in rule) happened("events", "event", rule);
    else if ("condition" in rule) happened("conditions", "condition", { ...rule, event: rule.condition });
    else if ("appointment" in rule) happened("appointments", "status", { ...rule, event: rule.appointment });
  };
  rules.forEach(walk);
  return used;
}
