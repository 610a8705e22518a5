import type { FunnelResult, FunnelStep } from "../journeys/mod.ts";
import type { BookMode, Shown } from "../segments/mod.ts";
import { type Cell, type Cells, costs } from "./_cells.ts";
import { divide } from "./_groups.ts";
import { shown, shownIf } from "./_shown.ts";

interface StepCells {
  readonly people: Cell;
  readonly left: Cell;
  readonly stillDeciding: Cell;
  /** Those of them who left: the numerator of the drop-off. */
  readonly lost: Cell;
  /** People whose window is over: its denominator. */
  readonly over: Cell | undefined;
}

/** A funnel: who went on, left and still decides make up each step, and so do the people whose window is over. */
export function funnel(
  result: FunnelResult,
  cells: Cells,
  mode: BookMode | undefined,
  minimum: number,
): () => FunnelResult<Shown> {
  const everybody = cells.people("all", result.people);
  const all = chain(result.steps, everybody, cells, result.groups ? costs.summary : 0);
  const groups = result.groups?.map(({ group, people, steps }) => {
    const size = cells.people(group, people);
    return { id: group, size, steps: chain(steps, size, cells, 0) };
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
  return () => ({
    ...result,
    people: shown(everybody),
    steps: release(result.steps, all, minimum),
    ...(groups && {
      groups: result.groups!.map((one, i) => ({
        ...one,
        people: shown(groups[i]!.size),
        steps: release(one.steps, groups[i]!.steps, minimum),
      })),
    }),
  });
}

/** The counts of one funnel and what a reader can take from one another. */
function chain(steps: readonly FunnelStep[], size: Cell, cells: Cells, cost: number): StepCells[] {
  const counts = steps.map((step): StepCells => {
    const left = cells.count(step.left, cost);
    return {
      people: cells.count(step.people, cost),
      left,
      stillDeciding: cells.count(step.stillDeciding, cost),
      lost: step.drop && step.drop.lost !== step.left ? cells.count(step.drop.lost, cost) : left,
      over: step.drop ? cells.count(step.drop.of, cost) : undefined,
    };
  });
  const first = counts[0];
  if (first) cells.within(size, first.people);
  counts.forEach(({ people, left, stillDeciding, lost, over }, k) => {
    const next = counts[k + 1];
    if (next) cells.sum(people, [next.people, left, stillDeciding]);
    if (over === undefined) return;
    cells.within(people, over);
    if (next?.over) cells.sum(over, [lost, next.over]);
    // Who went on and whose window is over: on no page, but the next step holds them.
    else if (next && lost.value <= over.value) cells.within(next.people, cells.rest(over, lost));
  });
  return counts;
}

function release(
  steps: readonly FunnelStep[],
  counts: readonly StepCells[],
  minimum: number,
): FunnelStep<Shown>[] {
  const first = counts[0];
  return steps.map((step, k) => {
    const { people, left, stillDeciding, lost, over } = counts[k]!;
    const before = counts[k - 1]?.people ?? people;
    const few = step.people > 0 && step.people < 2 * minimum;
    const median = step.medianSecondsFromPrevious;
    return {
      name: step.name,
      people: shown(people),
      rateFromFirst: shownIf(step.rateFromFirst, people, first!.people),
      rateFromPrevious: shownIf(step.rateFromPrevious, people, before),
      medianSecondsFromPrevious: few && median !== null ? "hidden" : shownIf(median, people),
      left: shown(left),
      stillDeciding: shown(stillDeciding),
      drop: step.drop && over
        ? {
          lost: shown(lost),
          of: shown(over),
          rate: shownIf(step.drop.rate, lost, over),
          low: shownIf(step.drop.low, lost, over),
          high: shownIf(step.drop.high, lost, over),
        }
        : null,
    };
  });
}
