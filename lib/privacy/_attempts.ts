import type { AttemptsResult, AttemptsStep } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { isSmall, tooFewForMiddle } from "./_few.ts";
import { shown, shownIf } from "./_shown.ts";
import type { Cell } from "./suppression/_cells.ts";

/** The cells of one step. */
interface Row {
  readonly attempts: Cell;
  readonly people: Cell;
  readonly left: Cell;
  readonly stillDeciding: Cell;
}

/**
 * Attempts: who went on, left and still decides make up each step; and the people behind them. Attempts of groups make
 * up the whole; people may be in several.
 */
export function attempts(result: AttemptsResult, { cells, minimum }: Context): () => AttemptsResult<Shown> {
  const everybody = cells.people("all", result.people);
  const all = rows(result.steps, everybody);
  const groups = result.groups?.map(({ people, steps }) => {
    const size = cells.count(people);
    cells.within(everybody, size);
    return { size, rows: rows(steps, size) };
  });
  if (groups) {
    all.forEach((whole, k) => {
      for (const key of ["attempts", "left", "stillDeciding"] as const) {
        cells.sum(whole[key], groups.map((group) => group.rows[k]![key]));
      }
      for (const group of groups) cells.within(whole.people, group.rows[k]!.people);
    });
  }
  return () => ({
    ...result,
    people: shown(everybody),
    steps: print(result.steps, all, minimum),
    ...(groups && {
      groups: result.groups!.map((one, g) => ({
        ...one,
        people: shown(groups[g]!.size),
        steps: print(one.steps, groups[g]!.rows, minimum),
      })),
    }),
  });

  function rows(steps: readonly AttemptsStep[], everybody: Cell): readonly Row[] {
    const found = steps.map((step): Row => ({
      attempts: cells.count(step.attempts),
      people: cells.count(step.people),
      left: cells.count(step.left),
      stillDeciding: cells.count(step.stillDeciding),
    }));
    found.forEach(({ attempts, people, left, stillDeciding }, k) => {
      // Where few people made them, how many says no less.
      if (isSmall(people.value, minimum)) attempts.hidden = true;
      const next = found[k + 1];
      cells.within(found[k - 1]?.people ?? everybody, people);
      if (next) cells.sum(attempts, [next.attempts, left, stillDeciding]);
    });
    return found;
  }
}

function print(
  steps: readonly AttemptsStep[],
  rows: readonly Row[],
  minimum: number,
): AttemptsStep<Shown>[] {
  return steps.map((step, k) => {
    const { attempts, people, left, stillDeciding } = rows[k]!;
    const few = people.hidden || tooFewForMiddle(step.people, minimum);
    return {
      name: step.name,
      attempts: shown(attempts),
      people: shown(people),
      rateFromFirst: shownIf(step.rateFromFirst, attempts, people, rows[0]!.attempts),
      rateFromPrevious: shownIf(step.rateFromPrevious, attempts, people, (rows[k - 1] ?? rows[k]!).attempts),
      medianSecondsFromPrevious: few && step.medianSecondsFromPrevious !== null
        ? "hidden"
        : step.medianSecondsFromPrevious,
      left: shown(left),
      stillDeciding: shown(stillDeciding),
    };
  });
}
