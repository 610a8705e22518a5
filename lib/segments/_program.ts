import type { Workspace } from "../workspace/mod.ts";
import { Binder, type RuleProblem } from "./_bind.ts";
import { bookError, rulesError } from "./_book_source.ts";
import type { BoundRule, Program } from "./_bound.ts";
import { dependencyOrder } from "./_order.ts";
import type { SegmentBook } from "./book.ts";
import type { Rule } from "./rule.ts";

/** A book bound to a workspace: `who` (null when it is everybody) and every segment's rule. */
export interface BoundBook {
  readonly who: BoundRule | null;
  readonly program: Program;
}

/**
 * Binds a book to a workspace. The program's outputs are the segments in book order, then `who` where there is one.
 *
 * @param known What is already known to be wrong with the book: told together with the rest.
 * @throws {InputError} Names that do not exist or constants of the wrong type, all listed with their lines.
 */
export function bindBook(
  workspace: Workspace,
  book: SegmentBook,
  known: readonly RuleProblem[] = [],
): BoundBook {
  const problems: RuleProblem[] = [];
  const order = dependencyOrder(book.segments, problems);
  if (problems.length > 0) throw bookError(book, problems);
  const binder = new Binder(workspace, book.segments.map((segment) => segment.id));
  const segments = book.segments.map((segment, i) => binder.bind(segment.when, ["segments", i, "when"]));
  const who = book.who ? binder.bind(book.who, ["who"]) : null;
  problems.push(...known, ...binder.problems);
  if (problems.length > 0) throw bookError(book, problems);
  const outputs: BoundRule[] = book.segments.map(({ id }, index) => ({
    rule: { segment: id },
    kind: "segment",
    id,
    index,
  }));
  if (who) outputs.push(who);
  return { who, program: { timeZone: workspace.asOf.timeZone, segments, order, outputs } };
}

/**
 * Binds rules that stand outside a book; they may refer to the book's segments when one is given.
 *
 * @throws {InputError} As {@linkcode bindBook}.
 */
export function bindRules(
  workspace: Workspace,
  rules: readonly Rule[],
  book: SegmentBook | undefined,
  label: string,
): Program {
  const within = book ? bindBook(workspace, book).program : { segments: [], order: [] };
  const binder = new Binder(workspace, book?.segments.map((segment) => segment.id) ?? []);
  const outputs = rules.map((rule, i) => binder.bind(rule, rules.length > 1 ? ["rule", i + 1] : ["rule"]));
  if (binder.problems.length > 0) throw rulesError(label, binder.problems);
  return { timeZone: workspace.asOf.timeZone, segments: within.segments, order: within.order, outputs };
}
