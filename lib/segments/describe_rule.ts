import { asTest } from "./_bind.ts";
import { deed, fieldTest, howOften, isNever, length, spoken, tested } from "./_phrases.ts";
import type { SegmentBook } from "./book.ts";
import type { Rule, Where } from "./rule.ts";

type Happened = Extract<Rule, { readonly within?: string | undefined }>;

/**
 * A rule in plain English, to stand after "people" or "somebody who": no capital, no full stop.
 *
 * @param book Gives segments their names; without it they are called by their ids.
 *
 * @example
 * ```ts
 * import { describeRule } from "./describe_rule.ts";
 * const words = describeRule({
 *   all: [
 *     { field: "lifecycle", is: "lead" },
 *     { field: "age", between: [40, 64] },
 *     { event: "page_view", where: { topic: "eligibility" }, times: { atLeast: 2 }, within: "30d" },
 *     { not: { segment: "existing" } },
 *   ],
 * });
 * if (
 *   words !== "is a lead, is aged 40 to 64, " +
 *     "viewed a page (topic eligibility) at least 2 times in the last 30 days, and is not in existing"
 * ) throw new Error(words);
 * ```
 */
export function describeRule(rule: Rule, book?: SegmentBook): string {
  return phrase(rule, new Map(book?.segments.map(({ id, name }) => [id, name])), false);
}

function phrase(rule: Rule, names: ReadonlyMap<string, string>, inside: boolean): string {
  if ("all" in rule) return several(rule.all, "and", names, inside);
  if ("any" in rule) return several(rule.any, "or", names, inside);
  if ("not" in rule) return negated(rule.not, names);
  if ("segment" in rule) return `is in ${names.get(rule.segment) ?? rule.segment}`;
  if ("field" in rule) return fieldTest(rule.field, rule);
  return happened(rule, isNever(rule.times));
}

function several(
  rules: readonly Rule[],
  conjunction: "and" | "or",
  names: ReadonlyMap<string, string>,
  inside: boolean,
): string {
  if (rules.length === 1) return phrase(rules[0]!, names, inside);
  const parts = rules.map((rule) => phrase(rule, names, true));
  const long = parts.length > 2 || conjunction === "and";
  const text = long
    ? `${parts.slice(0, -1).join(", ")}, ${conjunction} ${parts.at(-1)}`
    : parts.join(` ${conjunction} `);
  return inside ? `(${text})` : text;
}

function negated(rule: Rule, names: ReadonlyMap<string, string>): string {
  if ("segment" in rule) return `is not in ${names.get(rule.segment) ?? rule.segment}`;
  if ("not" in rule) return phrase(rule.not, names, true);
  if ("field" in rule) {
    const [, ...more] = Object.values(rule).filter((value) => value !== undefined);
    if (more.length === 1 && rule.is !== undefined) {
      const { is, ...rest } = rule;
      return fieldTest(rule.field, { ...rest, isNot: is });
    }
  } else if (!("all" in rule || "any" in rule) && howOften(rule.times) === "") return happened(rule, true);
  const text = phrase(rule, names, true);
  return text.startsWith("(") ? `not ${text}` : `not (${text})`;
}

function happened(rule: Happened, never: boolean): string {
  const parts = [kind(rule) + where(rule.where)];
  if (never) parts[0] = `never ${parts[0]}`;
  else parts.push(howOften(rule.times));
  if (rule.within !== undefined) parts.push(`in the last ${length(rule.within)}`);
  if (rule.before) {
    parts.push(`before they first ${deed("event", rule.before.event)}${where(rule.before.where)}`);
  }
  return parts.filter((part) => part !== "").join(" ");
}

function kind(rule: Happened): string {
  if ("event" in rule) return deed("event", rule.event);
  return "condition" in rule ? deed("condition", rule.condition) : deed("appointment", rule.appointment);
}

function where(where: Where | undefined): string {
  const parts = Object.keys(where ?? {}).map((name) => tested(spoken(name), asTest(where![name]!), ""));
  return parts.length > 0 ? ` (${parts.join("; ")})` : "";
}
