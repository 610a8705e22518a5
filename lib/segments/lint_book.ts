import { id, join, sql } from "../engine/mod.ts";
import type { Workspace } from "../workspace/mod.ts";
import { type BoundField, type Program, walk } from "./_bound.ts";
import { neverHappened, neverHeld } from "./_never_seen.ts";
import { listed } from "./_phrases.ts";
import { bindBook } from "./_program.ts";
import { compile } from "./_to_sql.ts";
import type { Segment, SegmentBook } from "./book.ts";
import { everybody, groups } from "./groups.ts";
import { membership } from "./membership.ts";
import type { Membership } from "./result.ts";

const mostSegments = 5;
const mostUnknown = 0.1;

/** What {@linkcode lintBook} may be told. */
export interface LintOptions {
  /** The book's membership here, when it is known already. Default: worked out. */
  readonly membership?: Membership;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/**
 * What is allowed in a book but probably not meant, one sentence each: events and values that never occur (with the
 * nearest that does), rules that are never or always true, segments nobody can reach, rules unknown for more than a
 * tenth of the people (with the field responsible), segments that lead to nothing or to the same as another, and
 * more than five segments. For the keeper of the book: the sentences are not checked for small numbers.
 *
 * @throws {InputError} The book does not fit the workspace at all.
 */
export async function lintBook(
  workspace: Workspace,
  book: SegmentBook,
  options: LintOptions = {},
): Promise<readonly string[]> {
  const { program } = bindBook(workspace, book);
  const members = options.membership ?? await membership(workspace, book, options);
  return [
    ...await neverHappened(workspace, program),
    ...await neverHeld(workspace, program),
    ...neverOrAlways(members),
    ...unreachable(members, book),
    ...await oftenUnknown(workspace, book, program, members),
    ...leadsNowhere(book.segments),
    ...tooMany(book),
  ];
}

function neverOrAlways(members: Membership): string[] {
  const { size, members: about } = everybody(members);
  return members.segments.flatMap(({ name, truth }) => {
    const yes = truth.reduce((sum, one, pid) => sum + (one === 1 && about[pid] === 1 ? 1 : 0), 0);
    if (size > 0 && yes === 0) return [`The rule of "${name}" is true for nobody.`];
    return size > 0 && yes === size
      ? [`The rule of "${name}" is true for everybody: it divides nothing.`]
      : [];
  });
}

/** Segments whose rule fits some people, none of whom is left when their turn comes. */
function unreachable(members: Membership, book: SegmentBook): string[] {
  if (!members.assigned) return [];
  const all = groups(members, book);
  return members.segments.flatMap(({ name, truth }, i) => {
    if (all[i]!.size > 0 || !truth.some((one, pid) => one === 1 && members.scope[pid] === 1)) return [];
    const earlier = members.segments.slice(0, i).filter((segment) =>
      truth.some((one, pid) => one === 1 && members.scope[pid] === 1 && segment.truth[pid] === 1)
    );
    const takers = listed(earlier.map((segment) => `"${segment.name}"`), "and");
    return [
      `Nobody can reach "${name}": everybody it fits is ${
        takers ? `taken by ${takers}` : "of unknown status"
      } before.`,
    ];
  });
}

async function oftenUnknown(
  workspace: Workspace,
  book: SegmentBook,
  program: Program,
  members: Membership,
): Promise<string[]> {
  const { size, members: about } = everybody(members);
  const shares = members.segments.map(({ truth }) =>
    truth.reduce((sum, one, pid) => sum + (one === 2 && about[pid] === 1 ? 1 : 0), 0) / Math.max(size, 1)
  );
  const often = program.segments.flatMap((_, i) =>
    shares[i]! > mostUnknown ? [{ i, fields: fieldsOf(program, i) }] : []
  );
  if (often.length === 0) return [];
  const relation = compile(program, workspace.asOf);
  const counts = often.flatMap(({ i, fields }) =>
    fields.map((field, f) =>
      sql`count(*) filter (where ${relation.truth(program.outputs[i]!)} is null and ${
        relation.value(field)
      } is null)
        as ${id(`n${i}_${f}`)}`
    )
  );
  const [row] = await workspace.engine.rows<Record<string, number>>(
    sql`select ${join(counts)} from ${relation.from}`,
  );
  return often.map(({ i, fields }) => {
    const blame = fields.map((field, f) => ({ name: field.name, people: row![`n${i}_${f}`]! }))
      .sort((a, b) => b.people - a.people)[0]!;
    const percent = Math.round(100 * shares[i]!);
    return `It is unknown for ${percent}% of people whether they are in "${book.segments[i]!.name}", ` +
      `mostly because ${blame.name} is missing.`;
  });
}

/** Fields that a segment's rule reads, itself or through segments it refers to. */
function fieldsOf(program: Program, segment: number): readonly BoundField[] {
  const fields = new Map<string, BoundField>();
  const seen = new Set<number>();
  const look = (index: number): void => {
    if (seen.has(index)) return;
    seen.add(index);
    walk(program.segments[index]!, (rule) => {
      if (rule.kind === "field") fields.set(rule.field.name, rule.field);
      if (rule.kind === "segment") look(rule.index);
    });
  };
  look(segment);
  return [...fields.values()];
}

function leadsNowhere(segments: readonly Segment[]): string[] {
  const first = new Map<string, string>();
  return segments.flatMap(({ name, message, offer, channels, route }) => {
    if (!message && !offer && channels.length === 0 && !route) {
      return [`"${name}" leads to nothing different: it has no message, offer, channel or route.`];
    }
    const key = JSON.stringify([message ?? null, offer ?? null, channels, route ?? null]);
    const same = first.get(key);
    if (same !== undefined) {
      return [`"${name}" leads to the same message, offer, channels and route as "${same}".`];
    }
    first.set(key, name);
    return [];
  });
}

function tooMany({ segments }: SegmentBook): string[] {
  return segments.length <= mostSegments
    ? []
    : [`The book has ${segments.length} segments; three to five are easier to act on.`];
}
