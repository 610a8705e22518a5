import type { Fingerprints } from "./fingerprints.ts";

/** What decides whether two reports speak of the same groups. */
export interface Meaning {
  readonly mode: "exclusive" | "overlapping";
  readonly fingerprints: Fingerprints;
}

/** Why a group of this report cannot be compared with the earlier one, in a few words; null when it can. */
export type Comparable = (group: string) => string | null;

/**
 * Says of each group whether it holds whom it would have held in the earlier report.
 *
 * In an exclusive book a person goes to the first segment that fits: a changed, new or moved segment changes what is
 * left for every later one, for the people in none and for those who cannot be placed. In an overlapping book only
 * the people in none and those who cannot be placed depend on the other segments.
 */
export function comparable(now: Meaning, before: Meaning): Comparable {
  const [here, there] = [now.fingerprints.segments, before.fingerprints.segments];
  const known = new Map(there.map(({ id, sha256 }) => [id, sha256]));
  const same = (i: number) => here[i]?.id === there[i]?.id && here[i]?.sha256 === there[i]?.sha256;
  const firstChange = here.findIndex((_, i) => !same(i));
  const prefix = firstChange < 0 ? here.length : firstChange;
  const all = now.mode === "exclusive"
    ? prefix === there.length && here.length === there.length
    : here.length === there.length && here.every(({ id, sha256 }) => known.get(id) === sha256);
  return (group) => {
    if (group === "all") return null;
    const i = here.findIndex(({ id }) => id === group);
    if (i < 0) return all ? null : "Other definitions changed";
    if (!known.has(group)) return "New segment";
    if (known.get(group) !== here[i]!.sha256) return "New definition";
    return now.mode === "overlapping" || i < prefix ? null : "A segment before it changed";
  };
}
