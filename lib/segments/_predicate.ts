import type { FieldType } from "../workspace/mod.ts";
import {
  type BoundCount,
  type BoundFilter,
  type BoundRule,
  type BoundTest,
  type FieldValue,
  type HappenedTable,
  nameColumn,
  type Program,
} from "./_bound.ts";
import { dayOf } from "./_days.ts";
import { fits } from "./_wildcard.ts";
import type { Truth } from "./result.ts";

/** A row of events, conditions or appointments: column → value. */
export type RecordRow = ReadonlyMap<string, FieldValue>;

/** All that rules can ask about one person. */
export interface PersonRecord {
  /** By the name rules use: `age`, `account.type`, `survey.cost_worry`. */
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** Rows of each table that rules count. */
  readonly rows: ReadonlyMap<HappenedTable, readonly RecordRow[]>;
}

/** What a rule came to for one person, with what decided. */
export interface Trace {
  readonly rule: BoundRule;
  readonly truth: Truth;
  readonly inner: readonly Trace[];
  /** Conditions on a field: its value. */
  readonly value?: FieldValue;
  /** Conditions on what happened: matching rows, and the earliest and latest time among them (as `at` is typed). */
  readonly counted?: { readonly count: number; readonly first: number | null; readonly last: number | null };
}

/** The rules of a program as a predicate for one person, in plain TypeScript. */
export function predicate(program: Program, person: PersonRecord): (rule: BoundRule) => Trace {
  const segments = new Map<number, Truth>();
  const segment = (index: number): Truth => {
    let truth = segments.get(index);
    if (truth === undefined) {
      truth = trace(program.segments[index]!).truth;
      segments.set(index, truth);
    }
    return truth;
  };
  const trace = (rule: BoundRule): Trace => {
    switch (rule.kind) {
      case "all":
      case "any": {
        const inner = rule.of.map(trace);
        const truths = inner.map((one) => one.truth);
        return { rule, truth: rule.kind === "all" ? every(truths) : some(truths), inner };
      }
      case "not": {
        const inner = trace(rule.of);
        return { rule, truth: negate(inner.truth), inner: [inner] };
      }
      case "segment":
        return { rule, truth: segment(rule.index), inner: [] };
      case "field": {
        const value = person.fields.get(rule.field.name) ?? null;
        const truth = every(rule.tests.map((test) => compare(value, test)));
        return { rule, truth, inner: [], value };
      }
      case "count": {
        const counted = count(rule.count, person, program.timeZone);
        const enough = counted.count >= rule.least;
        const truth = enough && (rule.most === null || counted.count <= rule.most) ? 1 : 0;
        return { rule, truth, inner: [], counted };
      }
    }
  };
  return trace;
}

/** Kleene's and: false wins, then unknown. */
function every(truths: readonly Truth[]): Truth {
  return truths.includes(0) ? 0 : truths.includes(2) ? 2 : 1;
}

/** Kleene's or: true wins, then unknown. */
function some(truths: readonly Truth[]): Truth {
  return truths.includes(1) ? 1 : truths.includes(2) ? 2 : 0;
}

function negate(truth: Truth): Truth {
  return truth === 2 ? 2 : truth === 1 ? 0 : 1;
}

function compare(value: FieldValue, test: BoundTest): Truth {
  if (test.op === "missing") return (value === null) === test.wanted ? 1 : 0;
  if (value === null) return 2;
  return holds(value, test) ? 1 : 0;
}

function holds(value: string | number | boolean, test: Exclude<BoundTest, { op: "missing" }>): boolean {
  switch (test.op) {
    case "in":
      return test.values.includes(value) !== test.negated;
    case "range":
      return (test.low === null || Number(value) >= test.low) &&
        (test.high === null || Number(value) <= test.high);
    case "days": {
      const inside = test.spans.some(([low, high]) =>
        (low === null || Number(value) >= low) && (high === null || Number(value) < high)
      );
      return inside !== test.negated;
    }
    case "matches":
      return fits(test.pattern, String(value));
  }
}

function count(count: BoundCount, person: PersonRecord, timeZone: string): NonNullable<Trace["counted"]> {
  const times: number[] = [];
  let found = 0;
  const before = count.before && firstTime(count.before, person);
  for (const row of person.rows.get(count.table) ?? []) {
    if (!isRow(row, count.table, count.names, count.where)) continue;
    const at = row.get("at") ?? null;
    if (count.window && !(typeof at === "number" && at >= count.window.low && at < count.window.high)) {
      continue;
    }
    if (count.before && !isBefore(at, before ?? null, count.at, timeZone)) continue;
    found++;
    if (typeof at === "number") times.push(at);
  }
  times.sort((a, b) => a - b);
  return { count: found, first: times[0] ?? null, last: times.at(-1) ?? null };
}

/** When the person's first such event was; null when it never happened, and then nothing is before it. */
function firstTime(anchor: NonNullable<BoundCount["before"]>, person: PersonRecord): number | null {
  let first: number | null = null;
  for (const row of person.rows.get("events") ?? []) {
    const at = row.get("at");
    if (typeof at !== "number" || !isRow(row, "events", anchor.names, anchor.where)) continue;
    if (first === null || at < first) first = at;
  }
  return first;
}

function isBefore(at: FieldValue, first: number | null, type: FieldType | null, timeZone: string): boolean {
  if (typeof at !== "number" || first === null) return false;
  return at < (type === "date" ? dayOf(first, timeZone) : first);
}

function isRow(
  row: RecordRow,
  table: HappenedTable,
  names: readonly string[],
  where: readonly BoundFilter[],
): boolean {
  return names.includes(String(row.get(nameColumn[table]) ?? "")) &&
    where.every(({ column, tests }) => tests.every((test) => compare(row.get(column) ?? null, test) === 1));
}
