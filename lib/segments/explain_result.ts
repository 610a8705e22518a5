import type { BookMode } from "./result.ts";

/** A rule's value in words. */
export type TruthWord = "yes" | "no" | "unknown";

/** One condition of a rule, what it came to for one person, and the values that decided. */
export interface ExplainedCondition {
  /** What kind of condition it is. */
  readonly kind: "all" | "any" | "not" | "segment" | "field" | "count";
  /** The condition in plain English; for all, any and not only that word: their parts are in `inner`. */
  readonly text: string;
  /** What it came to. */
  readonly verdict: TruthWord;
  /** "age is 30", "3 times, first 2026-06-01, last 2026-06-20"; null where the inner conditions say it. */
  readonly because: string | null;
  /** Conditions on a field: its name and value (days as `YYYY-MM-DD`, instants as ISO 8601 in UTC; null is missing). */
  readonly field?: { readonly name: string; readonly value: string | number | boolean | null };
  /** Conditions on what happened: matching rows, and the first and last day (in the workspace's time zone). */
  readonly counted?: { readonly count: number; readonly first: string | null; readonly last: string | null };
  /** The conditions it is made of; a reference to a segment has none, its own tree stands beside it. */
  readonly inner: readonly ExplainedCondition[];
}

/**
 * Why one person is where they are in a book. It holds the person's own values: for the analyst's eyes, never for a
 * report.
 */
export interface ExplainResult {
  /** Says what this result is. */
  readonly kind: "explain";
  /** The person's key. */
  readonly person: string;
  /** Day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Whether a person can be in several segments. */
  readonly mode: BookMode;
  /** The book, with the hash of its text. */
  readonly book: { readonly name: string; readonly version: number; readonly sha256: string };
  /** The book's `who`; null when the book is about everybody. */
  readonly who: ExplainedCondition | null;
  /** In book order, each with its own rule's value. */
  readonly segments: readonly {
    readonly id: string;
    readonly name: string;
    readonly verdict: TruthWord;
    readonly why: ExplainedCondition;
  }[];
  /** Where the person is. */
  readonly placement: {
    readonly kind: "segment" | "none" | "unknown" | "out-of-scope";
    /** The segments the person is in: one at most in an exclusive book. */
    readonly segments: readonly { readonly id: string; readonly name: string }[];
    /** One sentence. */
    readonly reason: string;
  };
}
