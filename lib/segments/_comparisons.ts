import type { FieldType } from "../workspace/mod.ts";
import type { BoundTest } from "./_bound.ts";
import { readDay, startOfDay } from "./_days.ts";
import type { Constant, Test } from "./rule.ts";
import { readWildcard } from "./_wildcard.ts";

type Operator = keyof Test;

const ordered = ["is", "isNot", "in", "between", "before", "after", "isMissing"] as const;
const operators: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: ["is", "isNot", "in", "matches", "isMissing"],
  number: ["is", "isNot", "in", "between", "atLeast", "atMost", "isMissing"],
  boolean: ["is", "isNot", "in", "isMissing"],
  date: ordered,
  instant: ordered,
};
const typeNames: Readonly<Record<FieldType, string>> = {
  text: "text",
  number: "a number",
  boolean: "true or false",
  date: "a day",
  instant: "a time",
};

/** What constants are read against. */
export interface Clock {
  /** The as-of day, in days since 1970. */
  readonly today: number;
  readonly timeZone: string;
}

/**
 * Types the constants of a test for a field. What does not fit is told to `refuse` with the operator at fault.
 */
export function bindTests(
  test: Test,
  field: { readonly name: string; readonly type: FieldType },
  clock: Clock,
  refuse: (operator: Operator, message: string) => void,
): readonly BoundTest[] {
  const { name, type } = field;
  const bound: BoundTest[] = [];
  const used = (Object.keys(test) as Operator[]).filter((key) => test[key] !== undefined && isOperator(key));
  for (const operator of used) {
    if (!operators[type].includes(operator)) {
      const usable = operators[type];
      refuse(
        operator,
        `${operator} does not work on "${name}", which is ${typeNames[type]}: use ${
          usable.slice(0, -1).join(", ")
        } or ${usable.at(-1)}`,
      );
      continue;
    }
    try {
      bound.push(bindOne(operator, test, type, clock));
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      refuse(operator, `"${name}" is ${typeNames[type]}${error.message}`);
    }
  }
  return bound;
}

/** A constant that does not fit its field; the message goes on after "… is a number". */
class Misfit extends Error {}

function isOperator(key: string): key is Operator {
  return operators.text.includes(key as Operator) || operators.number.includes(key as Operator) ||
    operators.date.includes(key as Operator);
}

function bindOne(operator: Operator, test: Test, type: FieldType, clock: Clock): BoundTest {
  const day = type === "date" || type === "instant";
  switch (operator) {
    case "is":
      return day ? days([span(test.is!, clock, type)]) : oneOf([typed(test.is!, type)]);
    case "isNot":
      return day ? days([span(test.isNot!, clock, type)], true) : oneOf([typed(test.isNot!, type)], true);
    case "in":
      return day
        ? days(test.in!.map((value) => span(value, clock, type)))
        : oneOf(test.in!.map((value) => typed(value, type)));
    case "between": {
      const [low, high] = test.between!;
      if (day) {
        const [from] = span(low, clock, type), [, to] = span(high, clock, type);
        if (to <= from) throw new Misfit(`, and ${low} is later than ${high}: write the earlier day first`);
        return days([[from, to]]);
      }
      const from = typed(low, "number") as number, to = typed(high, "number") as number;
      if (to < from) throw new Misfit(`, and ${low} is more than ${high}: write the smaller one first`);
      return { op: "range", low: from, high: to };
    }
    case "atLeast":
      return { op: "range", low: test.atLeast!, high: null };
    case "atMost":
      return { op: "range", low: null, high: test.atMost! };
    case "before":
      return days([[null, span(test.before!, clock, type)[0]]]);
    case "after":
      return days([[span(test.after!, clock, type)[1], null]]);
    case "matches":
      return { op: "matches", pattern: readWildcard(test.matches!.toWellFormed()) };
    case "isMissing":
      return { op: "missing", wanted: test.isMissing! };
  }
}

function days(
  spans: readonly (readonly [number | null, number | null])[],
  negated = false,
): BoundTest {
  return { op: "days", spans, negated };
}

function oneOf(values: readonly (string | number | boolean)[], negated = false): BoundTest {
  return { op: "in", values, negated };
}

function typed(value: Constant, type: FieldType): string | number | boolean {
  if (type === "text" && typeof value !== "string") {
    throw new Misfit(`, and ${value} is not: write it in quotes, "${value}"`);
  }
  if (type === "number" && typeof value !== "number") {
    throw new Misfit(`, and "${value}" is not: write a number without quotes`);
  }
  if (type === "boolean" && typeof value !== "boolean") {
    throw new Misfit(`, and "${value}" is neither: write true or false, without quotes`);
  }
  return typeof value === "string" ? value.toWellFormed() : value;
}

/** The span `[first, past the last)` of a day, in the units of the field. */
function span(value: Constant, clock: Clock, type: FieldType): readonly [number, number] {
  const relative = /^([+-]?\d{1,6})d$/.exec(String(value));
  const day = relative ? clock.today + Number(relative[1]) : readDay(String(value));
  if (day === null) {
    throw new Misfit(`, and "${value}" is no day: write one as "2026-10-31", or "-30d" from the as-of day`);
  }
  if (type === "date") return [day, day + 1];
  return [startOfDay(day, clock.timeZone), startOfDay(day + 1, clock.timeZone)];
}
