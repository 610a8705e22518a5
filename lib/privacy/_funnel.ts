import type { FunnelResult } from "../journeys/mod.ts";
import type { BookMode, Shown } from "../segments/mod.ts";
import { type Cells, costs } from "./suppression/_cells.ts";
import { chain, printChain, type Reader } from "./_chain.ts";
import { divide } from "./_groups.ts";
import { shown } from "./_shown.ts";

/** A funnel: who went on, left and still decides make up each step, and so do the people whose window is over. */
export function funnel(
  result: FunnelResult,
  cells: Cells,
  mode: BookMode | undefined,
  minimum: number,
): (reader: Reader) => FunnelResult<Shown> {
  const everybody = cells.people("all", result.people);
  const all = chain(result.steps, everybody, cells, {
    group: "all",
    minimum,
    cost: result.groups ? costs.summary : 0,
  });
  const groups = result.groups?.map(({ group, people, steps }) => {
    const size = cells.people(group, people);
    return { id: group, size, steps: chain(steps, size, cells, { group, minimum, cost: 0 }) };
  });
  if (groups) {
    divide(cells, everybody, new Map(groups.map(({ id, size }) => [id, size])), mode);
    all.forEach((step, k) => {
      for (const key of ["people", "left", "stillDeciding", "over"] as const) {
        const parts = groups.flatMap(({ id, steps }) =>
          steps[k]?.[key] ? [[id, steps[k][key]] as const] : []
        );
        divide(cells, step[key], new Map(parts), mode);
      }
    });
  }
  return (reader) => ({
    ...result,
    people: shown(everybody),
    steps: printChain(result.steps, all, reader),
    ...(groups && {
      groups: result.groups!.map((one, i) => ({
        ...one,
        people: shown(groups[i]!.size),
        steps: printChain(one.steps, groups[i]!.steps, reader),
      })),
    }),
  });
}
