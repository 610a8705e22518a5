import type { Shown } from "../../lib/segments/mod.ts";
import { count } from "../../lib/words/mod.ts";

/** More panels than this, and nobody compares them any more. */
const mostPanels = 24;
/** With more groups than this, a panel shows its own curve alone: a hundred ghosts are a grey block. */
export const mostGhosts = 16;

/** The groups that get a panel of their own, in their order, and a note on the others. */
export interface Panels<T> {
  readonly shown: readonly T[];
  readonly note: string;
}

/** Chooses the largest groups when there are too many to draw; those whose size may not be shown come last. */
export function panelsOf<T>(groups: readonly T[], people: (group: T) => Shown): Panels<T> {
  if (groups.length <= mostPanels) return { shown: groups, note: "" };
  const size = (group: T) => {
    const value = people(group);
    return value === "hidden" ? -1 : value;
  };
  const largest = new Set(groups.toSorted((a, b) => size(b) - size(a)).slice(0, mostPanels));
  return {
    shown: groups.filter((group) => largest.has(group)),
    note: ` The ${mostPanels} largest groups are drawn; the other ${
      count(groups.length - mostPanels)
    } are in the table.`,
  };
}
