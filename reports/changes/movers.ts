import { type Group, moves, type MovesResult, type Shown } from "../../lib/segments/mod.ts";
import type { Comparable } from "./comparable.ts";
import type { MembershipStore } from "./membership_store.ts";
import type { History } from "./read_history.ts";
import { type Head, refusals } from "./refusals.ts";
import { sizesOf } from "./sizes_of.ts";

/** What moves need beside the two reports. */
export interface MoversOptions {
  /** Where memberships are kept; null: nowhere. */
  readonly store: MembershipStore | null;
  /** Without everybody. */
  readonly groups: readonly Group[];
  /** The report's minimum cell. */
  readonly minimum: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Who moved since the last report; null when nobody can say: there is none, the two cannot be compared, or the
 * membership it was made of was not kept.
 */
export async function movers(
  now: Head,
  { past }: History,
  { store, groups, minimum, signal }: MoversOptions,
): Promise<MovesResult | null> {
  const last = past.at(-1);
  if (store === null || last?.kind !== "report") return null;
  if (refusals({ ...now, privacy: { minimum } }, last).length > 0) return null;
  const before = await store.find(last.model);
  if (before === null) return null;
  const marks = await store.marks(last.model, signal ? { signal } : {});
  const hiddenThen = [...sizesOf(last.model)].filter(([, people]) => people === "hidden").map(([id]) => id);
  return moves(before, { marks, groups, mode: now.book.mode, hiddenThen });
}

/** Moves of the groups that mean what they meant then, and flows between them. */
export function comparableMoves(
  all: MovesResult<Shown>,
  reason: Comparable,
): MovesResult<Shown> {
  return {
    ...all,
    groups: all.groups.filter(({ group }) => reason(group) === null),
    flows: all.flows.filter(({ from, to }) => reason(from) === null && reason(to) === null),
  };
}
