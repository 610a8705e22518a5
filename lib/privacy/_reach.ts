import type { ReachResult } from "../outcomes/mod.ts";
import type { BookMode, Shown } from "../segments/mod.ts";
import { type Cells, costs } from "./suppression/_cells.ts";
import { divide } from "./_groups.ts";
import { shown } from "./_shown.ts";

/** Reach: each channel's people are some of the reachable, and these some of the group. */
export function reach(result: ReachResult, cells: Cells, mode?: BookMode): () => ReachResult<Shown> {
  const groups = result.groups.map((one) => {
    const cost = one.group === "all" ? costs.summary : 0;
    const people = cells.people(one.group, one.people);
    const any = cells.count(one.any, cost);
    const byChannel = one.byChannel.map((n) => cells.count(n, cost));
    cells.within(people, any);
    cells.union(any, byChannel);
    return { id: one.group, people, any, byChannel };
  });
  const all = groups.find(({ id }) => id === "all");
  const parts = groups.filter(({ id }) => id !== "all");
  divide(cells, all?.any, new Map(parts.map(({ id, any }) => [id, any])), mode);
  result.channels.forEach((_, k) => {
    divide(cells, all?.byChannel[k], new Map(parts.map(({ id, byChannel }) => [id, byChannel[k]!])), mode);
  });
  return () => ({
    ...result,
    groups: result.groups.map((one, i) => ({
      ...one,
      people: shown(groups[i]!.people),
      any: shown(groups[i]!.any),
      byChannel: groups[i]!.byChannel.map(shown),
    })),
  });
}
