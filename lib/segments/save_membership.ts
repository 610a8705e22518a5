import type { PersonMarks } from "./person_marks.ts";
import type { Group } from "./result.ts";
import type { SavedMembership } from "./saved_membership.ts";

const mostSets = 65_535;

/**
 * Who is in which group now, to be kept for a later day; null when people are in more different sets of groups than
 * can be kept (65,535). People in no group are left out.
 *
 * @param marks Everybody, marked with the salt of this day.
 * @param groups The groups, without everybody.
 */
export function saveMembership(
  asOf: string,
  options: { readonly marks: PersonMarks; readonly groups: readonly Group[] },
): SavedMembership | null {
  const { marks: { marks, pids }, groups } = options;
  const places = new Map<string, number>();
  const sets: number[][] = [];
  const keptMarks = new BigInt64Array(marks.length);
  const keptPlaces = new Uint16Array(marks.length);
  let kept = 0;
  for (let i = 0; i < marks.length; i++) {
    const set: number[] = [];
    for (let g = 0; g < groups.length; g++) if (groups[g]!.members[pids[i]!] === 1) set.push(g);
    if (set.length === 0) continue;
    const key = set.join();
    let place = places.get(key);
    if (place === undefined) {
      if (sets.length === mostSets) return null;
      places.set(key, place = sets.push(set) - 1);
    }
    keptMarks[kept] = marks[i]!;
    keptPlaces[kept++] = place;
  }
  return {
    asOf,
    groups: groups.map(({ id }) => id),
    sets,
    marks: keptMarks.slice(0, kept),
    places: keptPlaces.slice(0, kept),
  };
}
