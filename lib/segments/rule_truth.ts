import type { Workspace } from "../workspace/mod.ts";
import { bindRules } from "./_program.ts";
import { run } from "./_run.ts";
import type { SegmentBook } from "./book.ts";
import type { Rule } from "./rule.ts";

/**
 * A rule's value for everybody, by pid: 0 no, 1 yes, 2 unknown (a field the rule needs is missing).
 *
 * @param book Needed when the rule refers to segments; `{ segment: x }` means x's own rule.
 * @throws {InputError} The rule names a field, event property, table or segment that does not exist.
 */
export async function ruleTruth(
  workspace: Workspace,
  rule: Rule,
  book?: SegmentBook,
): Promise<Uint8Array> {
  const [truth] = await ruleTruths(workspace, [rule], { ...(book && { book }) });
  return truth!;
}

/** What {@linkcode ruleTruths} may be told. */
export interface RuleTruthOptions {
  /** Whose segments the rules may refer to. */
  readonly book?: SegmentBook;
  /** What to call the rules in messages. Default: "the rule". */
  readonly label?: string;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/**
 * Several rules at once, in one query: events are read once however many rules count them.
 *
 * @returns In the order of `rules`, as {@linkcode ruleTruth}.
 * @throws {InputError} As {@linkcode ruleTruth}.
 */
export async function ruleTruths(
  workspace: Workspace,
  rules: readonly Rule[],
  options: RuleTruthOptions = {},
): Promise<readonly Uint8Array[]> {
  const program = bindRules(workspace, rules, options.book, options.label ?? "the rule");
  return await run(workspace, program, options.signal ? { signal: options.signal } : {});
}
