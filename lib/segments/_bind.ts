import { durationSeconds, type Workspace } from "../workspace/mod.ts";
import {
  type BoundAnchor,
  type BoundCount,
  type BoundFilter,
  type BoundRule,
  type HappenedTable,
} from "./_bound.ts";
import { microseconds, readDay } from "./_days.ts";
import { Fields, unknown } from "./_fields.ts";
import { bindTests, type Clock } from "./_comparisons.ts";
import type { Constant, Rule, Test, Times, Where } from "./rule.ts";

const daySeconds = 86_400;
const deepest = 100;

/** Where in a definition something is wrong, and what. */
export interface RuleProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Path = readonly (string | number)[];
type Happened = Extract<Rule, { readonly times?: Times | undefined }>;

/**
 * Finds the names of rules in a workspace and types their constants. Everything wrong is collected in `problems`;
 * while there are any, what was bound must not be used.
 */
export class Binder {
  readonly problems: RuleProblem[] = [];
  readonly #fields: Fields;
  readonly #segments: ReadonlyMap<string, number>;
  readonly #clock: Clock;
  readonly #asOfSeconds: number;

  /** @param segments Ids of the segments that rules may refer to, in book order. */
  constructor(workspace: Workspace, segments: readonly string[]) {
    this.#fields = new Fields(workspace);
    this.#segments = new Map(segments.map((id, i) => [id, i]));
    this.#clock = { today: readDay(workspace.asOf.date)!, timeZone: workspace.asOf.timeZone };
    this.#asOfSeconds = workspace.asOf.seconds;
  }

  /** Binds one rule; `path` is where it stands in the definition. */
  bind(rule: Rule, path: Path, depth = 0): BoundRule {
    if (depth > deepest) return this.#refuse(rule, path, `conditions are nested more than ${deepest} deep`);
    if ("all" in rule) {
      const of = rule.all.map((inner, i) => this.bind(inner, [...path, "all", i], depth + 1));
      return { rule, kind: "all", of };
    }
    if ("any" in rule) {
      const of = rule.any.map((inner, i) => this.bind(inner, [...path, "any", i], depth + 1));
      return { rule, kind: "any", of };
    }
    if ("not" in rule) return { rule, kind: "not", of: this.bind(rule.not, [...path, "not"], depth + 1) };
    if ("segment" in rule) {
      const index = this.#segments.get(rule.segment);
      if (index === undefined) {
        return this.#refuse(
          rule,
          [...path, "segment"],
          unknown("segment", rule.segment, [...this.#segments.keys()]),
        );
      }
      return { rule, kind: "segment", id: rule.segment, index };
    }
    if ("field" in rule) {
      const field = this.#fields.find(rule.field);
      if (typeof field === "string") return this.#refuse(rule, [...path, "field"], field);
      return { rule, kind: "field", field, tests: this.#tests(rule, field, path) };
    }
    if ("event" in rule) return this.#count(rule, "events", rule.event, path);
    if ("condition" in rule) return this.#count(rule, "conditions", rule.condition, path);
    return this.#count(rule, "appointments", rule.appointment, path);
  }

  #tests(test: Test, field: Parameters<typeof bindTests>[1], path: Path) {
    return bindTests(
      test,
      field,
      this.#clock,
      (operator, message) => this.problems.push({ path: [...path, operator], message }),
    );
  }

  #count(rule: Happened, table: HappenedTable, names: string | readonly string[], path: Path): BoundRule {
    const columns = this.#fields.of(table);
    if (!columns) {
      return this.#refuse(rule, path, `needs ${table}, and workspace.yaml has no source for ${table}`);
    }
    const at = this.#fields.timeOf(table);
    for (const key of ["within", "before"] as const) {
      if (rule[key] !== undefined && at === null) {
        return this.#refuse(
          rule,
          [...path, key],
          `needs the time of ${table}, and "at" has no source column`,
        );
      }
    }
    const count: BoundCount = {
      table,
      names: namesOf(names),
      where: this.#where(rule.where ?? {}, table, [...path, "where"]),
      at,
      window: rule.within === undefined ? null : this.#window(rule.within, at!),
      before: rule.before === undefined ? null : this.#anchor(rule.before, [...path, "before"]),
    };
    const { least, most } = bounds(rule.times);
    if (most !== null && least > most) {
      this.problems.push({
        path: [...path, "times"],
        message: `at least ${least} and at most ${most} times can never both hold`,
      });
    }
    return { rule, kind: "count", count, least, most };
  }

  #anchor(before: NonNullable<Happened["before"]>, path: Path): BoundAnchor {
    if (!this.#fields.of("events")) {
      this.problems.push({ path, message: `needs events, and workspace.yaml has no source for events` });
    }
    return {
      names: namesOf(before.event),
      where: this.#where(before.where ?? {}, "events", [...path, "where"]),
    };
  }

  #where(where: Where, table: HappenedTable, path: Path): readonly BoundFilter[] {
    const columns = this.#fields.of(table);
    return Object.keys(where).flatMap((name) => {
      const field = columns?.get(name);
      if (!field) {
        if (columns) {
          const message = unknown(`property of ${table}`, name, [...columns.keys()]);
          this.problems.push({ path: [...path, name], message });
        }
        return [];
      }
      const test = asTest(where[name]!);
      return [{ column: name, type: field.type, tests: this.#tests(test, field, [...path, name]) }];
    });
  }

  /** Times: the last so many seconds up to the as-of moment. Days: so many whole days, the as-of day included. */
  #window(within: string, at: "date" | "instant"): { low: number; high: number } {
    const seconds = durationSeconds(within);
    if (at === "instant") {
      return {
        low: (this.#asOfSeconds - seconds) * microseconds,
        high: (this.#asOfSeconds + 1) * microseconds,
      };
    }
    const past = this.#clock.today + 1;
    return { low: past - Math.ceil(seconds / daySeconds), high: past };
  }

  #refuse(rule: Rule, path: Path, message: string): BoundRule {
    this.problems.push({ path, message });
    return { rule, kind: "all", of: [] };
  }
}

/** The least and most times of a condition: at least once where nothing is said. */
export function bounds(times: Times | undefined): { readonly least: number; readonly most: number | null } {
  if (times === undefined) return { least: 1, most: null };
  const most = [times.atMost, times.exactly].filter((n) => n !== undefined);
  return {
    least: Math.max(times.atLeast ?? 0, times.exactly ?? 0),
    most: most.length > 0 ? Math.min(...most) : null,
  };
}

function namesOf(names: string | readonly string[]): readonly string[] {
  return [...new Set([names].flat())].map((name) => name.toWellFormed());
}

/** A constant is short for `is`, a list for `in`. */
export function asTest(value: Constant | readonly Constant[] | Test): Test {
  if (isList(value)) return { in: value };
  return typeof value === "object" ? value : { is: value };
}

function isList(value: unknown): value is readonly Constant[] {
  return Array.isArray(value);
}
