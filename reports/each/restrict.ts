import { type Membership, outOfScope } from "../../lib/segments/mod.ts";
import type { Part } from "./part.ts";

/** A membership of the people of one part only: for all others the book is not about them. */
export function restrict(membership: Membership, part: Part | null): Membership {
  if (part === null) return membership;
  const inside = part.members;
  return {
    ...membership,
    scope: membership.scope.map((truth, pid) => inside[pid] === 1 ? truth : 0),
    assigned: membership.assigned?.map((place, pid) => inside[pid] === 1 ? place : outOfScope) ?? null,
  };
}
