import type { Workspace } from "../workspace/mod.ts";
import { place } from "./_place.ts";
import { bindBook } from "./_program.ts";
import { run } from "./_run.ts";
import type { SegmentBook } from "./book.ts";
import type { Membership, Truth } from "./result.ts";

/**
 * Who is in which segment, for everybody: one query for the whole book, three-valued.
 *
 * Time is linear in people and events (`membership_bench.ts`).
 *
 * @throws {InputError} The book names a field, event property or table that does not exist here, or compares a
 * field with a constant of another type; all such mistakes are listed with their lines.
 */
export async function membership(
  workspace: Workspace,
  book: SegmentBook,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Membership> {
  const { who, program } = bindBook(workspace, book);
  const truths = await run(workspace, program, options);
  const { people } = workspace;
  const scope = who ? truths.at(-1)! : new Uint8Array(people).fill(1);
  const segments = book.segments.map(({ id, name }, i) => ({ id, name, truth: truths[i]! }));
  const assigned = book.mode === "exclusive" ? new Uint8Array(people) : null;
  for (let pid = 0; assigned && pid < people; pid++) {
    assigned[pid] = place(scope[pid] as Truth, segments.length, (i) => segments[i]!.truth[pid] as Truth);
  }
  return { mode: book.mode, people, scope, segments, assigned };
}
