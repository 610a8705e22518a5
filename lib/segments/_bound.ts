import type { FieldType } from "../workspace/mod.ts";
import type { Rule } from "./rule.ts";
import type { Wildcard } from "./_wildcard.ts";

/** A value as rules see it: a date is days, an instant microseconds, since 1970 UTC; null is missing. */
export type FieldValue = string | number | boolean | null;

/** A field of a person, found: which table and column hold it. */
export interface BoundField {
  /** As rules write it: `age`, `account.type`, `survey.cost_worry`. */
  readonly name: string;
  readonly table: "people" | "accounts" | "surveys";
  readonly column: string;
  readonly type: FieldType;
  /** Surveys: the type of the time of an answer; null when answers have none. */
  readonly at?: "date" | "instant" | null;
}

/** One comparison, its constants already of the field's type. */
export type BoundTest =
  | { readonly op: "in"; readonly values: readonly (string | number | boolean)[]; readonly negated: boolean }
  /** Numbers: both ends included; null is open. */
  | { readonly op: "range"; readonly low: number | null; readonly high: number | null }
  /** Days: in one of `[low, high)`, in days or microseconds by the field's type. */
  | {
    readonly op: "days";
    readonly spans: readonly (readonly [low: number | null, high: number | null])[];
    readonly negated: boolean;
  }
  | { readonly op: "matches"; readonly pattern: Wildcard }
  | { readonly op: "missing"; readonly wanted: boolean };

/** Tests of one property of a row. */
export interface BoundFilter {
  readonly column: string;
  readonly type: FieldType;
  readonly tests: readonly BoundTest[];
}

/** The tables whose rows happen to a person. */
export type HappenedTable = "events" | "conditions" | "appointments";

/** Which rows of a person to count. */
export interface BoundCount {
  readonly table: HappenedTable;
  readonly names: readonly string[];
  readonly where: readonly BoundFilter[];
  /** Type of the table's `at`; null when it has none. */
  readonly at: "date" | "instant" | null;
  /** `at` in `[low, high)`, days or microseconds by `at`'s type. */
  readonly window: { readonly low: number; readonly high: number } | null;
  readonly before: BoundAnchor | null;
}

/** The event that rows must come before. */
export interface BoundAnchor {
  readonly names: readonly string[];
  readonly where: readonly BoundFilter[];
}

/** A rule whose names are found and whose constants are typed: what both compilers read. */
export type BoundRule =
  & { readonly rule: Rule }
  & (
    | { readonly kind: "all" | "any"; readonly of: readonly BoundRule[] }
    | { readonly kind: "not"; readonly of: BoundRule }
    | { readonly kind: "segment"; readonly id: string; readonly index: number }
    | { readonly kind: "field"; readonly field: BoundField; readonly tests: readonly BoundTest[] }
    | {
      readonly kind: "count";
      readonly count: BoundCount;
      readonly least: number;
      readonly most: number | null;
    }
  );

/** Rules to work out together, and the segments they may refer to. */
export interface Program {
  readonly timeZone: string;
  /** Every segment's own rule, in book order. */
  readonly segments: readonly BoundRule[];
  /** Indexes into `segments`, each after all those it refers to. */
  readonly order: readonly number[];
  readonly outputs: readonly BoundRule[];
}

/** The column that names what happened. */
export const nameColumn: Readonly<Record<HappenedTable, string>> = {
  events: "event",
  conditions: "condition",
  appointments: "status",
};

/** Calls `visit` for a rule and every rule inside it; segments referred to are not entered. */
export function walk(rule: BoundRule, visit: (rule: BoundRule) => void): void {
  visit(rule);
  if (rule.kind === "all" || rule.kind === "any") rule.of.forEach((inner) => walk(inner, visit));
  else if (rule.kind === "not") walk(rule.of, visit);
}
