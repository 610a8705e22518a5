import type { SegmentBook } from "./book.ts";
import { type Group, type Membership, noSegment, unknownSegment } from "./result.ts";

/** What the group of people who cannot be placed is called. */
export const unknownName = "Unknown";

/**
 * The groups of a book, ready to report on: its segments in book order, then the people in none of them (named by
 * the book's `remainder`), then the people who cannot be placed. In an exclusive book they add up to
 * {@linkcode everybody}; in an overlapping one a person may be in several segments.
 *
 * People the book is not about (`who` is false) are in no group. People for whom `who` is unknown cannot be placed.
 */
export function groups(membership: Membership, book: SegmentBook): readonly Group[] {
  const { people, scope, segments, assigned } = membership;
  const none = new Uint8Array(people);
  const unknown = new Uint8Array(people);
  const members = segments.map(() => new Uint8Array(people));
  for (let pid = 0; pid < people; pid++) {
    if (assigned) {
      const at = assigned[pid]!;
      if (at === noSegment) none[pid] = 1;
      else if (at === unknownSegment) unknown[pid] = 1;
      else if (at < members.length) members[at]![pid] = 1;
      continue;
    }
    if (scope[pid] === 0) continue;
    if (scope[pid] === 2) {
      unknown[pid] = 1;
      continue;
    }
    let least = 0;
    for (let i = 0; i < segments.length; i++) {
      const truth = segments[i]!.truth[pid]!;
      if (truth === 1) {
        members[i]![pid] = 1;
        least = 1;
      } else if (truth === 2 && least === 0) least = 2;
    }
    if (least === 0) none[pid] = 1;
    else if (least === 2) unknown[pid] = 1;
  }
  return [
    ...segments.map(({ id, name }, i) => group(id, name, "segment", members[i]!)),
    group("none", book.remainder, "none", none),
    group("unknown", unknownName, "unknown", unknown),
  ];
}

/** Everybody the book is about: people for whom its `who` is true or unknown. */
export function everybody(membership: Membership): Group {
  return group("all", "Everybody", "all", membership.scope.map((truth) => truth === 0 ? 0 : 1));
}

function group(id: string, name: string, kind: Group["kind"], members: Uint8Array): Group {
  return { id, name, kind, members, size: members.reduce((sum, one) => sum + one, 0) };
}
