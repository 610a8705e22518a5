import type { Rule, SegmentBook } from "../lib/segments/mod.ts";
import type { TableName } from "../lib/workspace/mod.ts";

/**
 * The fields whose values the rules of a book read, as `table.field`. A rule that asks only whether a value is missing
 * does not read it.
 */
export function usedFields(book: SegmentBook): ReadonlySet<string> {
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
  if (book.who) walk(book.who);
  for (const { when } of book.segments) walk(when);
  return used;
}
