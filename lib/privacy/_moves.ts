import type { MovesResult, Shown } from "../segments/mod.ts";
import type { Cell } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { divide } from "./_groups.ts";
import { shown } from "./_shown.ts";

/**
 * Moves between two days: a reader knows the sizes of both days, now = stayed + came + fresh and then = stayed +
 * went + gone. Flows below the minimum are left out rather than marked: which ones there are would say something too.
 */
export function moves(result: MovesResult, { cells, minimum, mode }: Context): () => MovesResult<Shown> {
  const flows = result.flows.filter(({ people }) => people >= minimum)
    .map((flow) => ({ flow, cell: cells.count(flow.people) }));
  const groups = result.groups.map((one) => {
    const now = cells.people(one.group, one.now);
    // The earlier report printed it, or hid it: nothing done now changes that.
    const before = one.stayed + one.went + one.gone;
    const then = result.hiddenThen.includes(one.group) ? cells.unprinted(before) : cells.constant(before);
    const [stayed, came, fresh, went, gone] = [one.stayed, one.came, one.fresh, one.went, one.gone]
      .map((value) => cells.count(value)) as [Cell, Cell, Cell, Cell, Cell];
    cells.sum(now, [stayed, came, fresh]);
    cells.sum(then, [stayed, went, gone]);
    for (const [whole, end] of [[came, "to"], [went, "from"]] as const) {
      const parts = flows.filter(({ flow }) => flow[end] === one.group).map(({ cell }) => cell);
      if (parts.length > 0) cells.sum(whole, parts);
    }
    return { id: one.group, now, stayed, came, fresh, went, gone };
  });
  const fresh = cells.count(result.fresh, -1);
  const gone = cells.count(result.gone, -1);
  divide(cells, fresh, new Map(groups.map((one) => [one.id, one.fresh])), mode);
  divide(cells, gone, new Map(groups.map((one) => [one.id, one.gone])), mode);
  return () => ({
    ...result,
    groups: result.groups.map((one, i) => {
      const { now, stayed, came, fresh, went, gone } = groups[i]!;
      return {
        ...one,
        now: shown(now),
        stayed: shown(stayed),
        came: shown(came),
        fresh: shown(fresh),
        went: shown(went),
        gone: shown(gone),
      };
    }),
    flows: flows.filter(({ cell }) => !cell.hidden).map(({ flow, cell }) => ({
      ...flow,
      people: shown(cell),
    })),
    fresh: shown(fresh),
    gone: shown(gone),
  });
}
