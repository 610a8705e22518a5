import type { Workspace } from "../workspace/mod.ts";
import { bookHash } from "./_book_source.ts";
import type { SegmentBook } from "./book.ts";
import { everybody, groups } from "./groups.ts";
import type { Membership, SegmentsResult } from "./result.ts";

/**
 * How many people each segment has, with those in none and those who cannot be placed. In an exclusive book,
 * segments + unsegmented + unknown = total.
 */
export function segmentSizes(
  workspace: Workspace,
  book: SegmentBook,
  membership: Membership,
): SegmentsResult {
  const all = groups(membership, book);
  const { size: total, members } = everybody(membership);
  const sizes = membership.segments.map(({ id, name, truth }, i) => {
    const people = all[i]!.size;
    let unknown = 0;
    for (let pid = 0; pid < truth.length; pid++) if (truth[pid] === 2 && members[pid] === 1) unknown++;
    return { id, name, people, share: total > 0 ? people / total : null, unknown };
  });
  return {
    kind: "segments",
    mode: membership.mode,
    asOf: workspace.asOf.date,
    book: { name: book.name, version: book.version, sha256: bookHash(book) },
    total,
    unknown: all.at(-1)!.size,
    unsegmented: all.at(-2)!.size,
    segments: sizes,
    warnings: sizes.filter(({ people }) => people === 0).map(({ name }) => `Nobody is in "${name}".`),
  };
}
