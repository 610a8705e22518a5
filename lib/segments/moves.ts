import type { PersonMarks } from "./person_marks.ts";
import type { BookMode, Group } from "./result.ts";
import type { SavedMembership } from "./saved_membership.ts";

/** Who came to a group and who left it. `N` is `number` inside, `Shown` after the privacy gate. */
export interface GroupMoves<N = number> {
  /** A segment's id, "none" or "unknown". */
  readonly group: string;
  /** What reports call it. */
  readonly name: string;
  /** People in it now: `stayed` + `came` + `fresh`. */
  readonly now: N;
  /** In it then and now. */
  readonly stayed: N;
  /** In it now; then in other groups only. */
  readonly came: N;
  /** In it now; then in none of the groups: not in the data, or not whom the book is about. */
  readonly fresh: N;
  /** In it then; now in other groups only. */
  readonly went: N;
  /** In it then; now in none of the groups. */
  readonly gone: N;
}

/** Who moved between the groups of a book since an earlier day. */
export interface MovesResult<N = number> {
  /** Tells results apart. */
  readonly kind: "moves";
  /** Whether a person can be in several segments. */
  readonly mode: BookMode;
  /** The earlier day, `YYYY-MM-DD`. */
  readonly since: string;
  /** In the order of the groups now. */
  readonly groups: readonly GroupMoves<N>[];
  /** From group to group, most people first; exclusive books only. */
  readonly flows: readonly { readonly from: string; readonly to: string; readonly people: N }[];
  /** People in any group now and in none then. */
  readonly fresh: N;
  /** People in any group then and in none now. */
  readonly gone: N;
  /** Groups whose size then is not known to readers. */
  readonly hiddenThen: readonly string[];
}

/** What moves need beside the earlier day. */
export interface MovesOptions {
  /** Everybody now, marked with the salt of the earlier day. */
  readonly marks: PersonMarks;
  /** The groups now, without everybody. */
  readonly groups: readonly Group[];
  readonly mode: BookMode;
  /** Groups whose size then was hidden. Default: none. */
  readonly hiddenThen?: readonly string[];
}

/** Flows that are told: the largest. */
const mostFlows = 12;
const nowhere: readonly number[] = [];

/**
 * Who moved since an earlier day: one pass over the people of both days, side by side in the order of their marks.
 *
 * For each group: then = stayed + went + gone, now = stayed + came + fresh.
 */
export function moves(before: SavedMembership, options: MovesOptions): MovesResult {
  const { marks: { marks, pids }, groups, mode, hiddenThen = [] } = options;
  const k = groups.length;
  const placeNow = new Map(groups.map(({ id }, i) => [id, i]));
  // Groups that are no more still count as somewhere: they stand behind those of now.
  const added = before.groups.filter((id) => !placeNow.has(id));
  const code = before.groups.map((id) => placeNow.get(id) ?? k + added.indexOf(id));
  const sets = before.sets.map((set) => set.map((place) => code[place]!));
  const count = groups.map(() => ({ stayed: 0, came: 0, fresh: 0, went: 0, gone: 0 }));
  const flows = new Float64Array((k + added.length) * k);
  let fresh = 0;
  let gone = 0;
  const here: number[] = [];
  const meet = (then: readonly number[], pid: number) => {
    here.length = 0;
    for (let g = 0; pid >= 0 && g < k; g++) if (groups[g]!.members[pid] === 1) here.push(g);
    if (then.length === 0 && here.length > 0) fresh++;
    if (here.length === 0 && then.length > 0) gone++;
    for (const g of here) count[g]![then.length === 0 ? "fresh" : then.includes(g) ? "stayed" : "came"]++;
    for (const g of then) if (g < k && !here.includes(g)) count[g]![here.length === 0 ? "gone" : "went"]++;
    if (mode === "exclusive" && then.length === 1 && here.length === 1) flows[then[0]! * k + here[0]!]!++;
  };
  let i = 0;
  let j = 0;
  while (i < before.marks.length || j < marks.length) {
    const [a, b] = [before.marks[i], marks[j]];
    if (b === undefined || (a !== undefined && a < b)) meet(sets[before.places[i++]!]!, -1);
    else if (a === undefined || b < a) meet(nowhere, pids[j++]!);
    else meet(sets[before.places[i++]!]!, pids[j++]!);
  }
  return {
    kind: "moves",
    mode,
    since: before.asOf,
    groups: groups.map(({ id, name, size }, g) => ({ group: id, name, now: size, ...count[g]! })),
    flows: flowsOf(flows, groups).slice(0, mostFlows),
    fresh,
    gone,
    hiddenThen,
  };
}

/** Flows between groups of now, most people first. */
function flowsOf(flows: Float64Array, groups: readonly Group[]) {
  const k = groups.length;
  const found = groups.flatMap((from, f) =>
    groups.map((to, t) => ({ from: from.id, to: to.id, people: flows[f * k + t]! }))
  );
  return found.filter(({ from, to, people }) => from !== to && people > 0)
    .toSorted((a, b) => b.people - a.people || (a.from + a.to < b.from + b.to ? -1 : 1));
}
