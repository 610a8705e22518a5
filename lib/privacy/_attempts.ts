import type { AttemptsResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { isSmall, tooFewForMiddle } from "./_few.ts";
import { shown, shownIf } from "./_shown.ts";

/** Attempts: who went on, left and still decides make up each step; and the people behind them. */
export function attempts(result: AttemptsResult, { cells, minimum }: Context): () => AttemptsResult<Shown> {
  const everybody = cells.people("all", result.people);
  const steps = result.steps.map((step) => ({
    attempts: cells.count(step.attempts),
    people: cells.count(step.people),
    left: cells.count(step.left),
    stillDeciding: cells.count(step.stillDeciding),
  }));
  steps.forEach(({ attempts, people, left, stillDeciding }, k) => {
    // Where few people made them, how many says no less.
    if (isSmall(people.value, minimum)) attempts.hidden = true;
    const next = steps[k + 1];
    cells.within(steps[k - 1]?.people ?? everybody, people);
    if (next) cells.sum(attempts, [next.attempts, left, stillDeciding]);
  });
  return () => ({
    ...result,
    people: shown(everybody),
    steps: result.steps.map((step, k) => {
      const { attempts, people, left, stillDeciding } = steps[k]!;
      const few = people.hidden || tooFewForMiddle(step.people, minimum);
      return {
        name: step.name,
        attempts: shown(attempts),
        people: shown(people),
        rateFromFirst: shownIf(step.rateFromFirst, attempts, people, steps[0]!.attempts),
        rateFromPrevious: shownIf(
          step.rateFromPrevious,
          attempts,
          people,
          (steps[k - 1] ?? steps[k]!).attempts,
        ),
        medianSecondsFromPrevious: few && step.medianSecondsFromPrevious !== null
          ? "hidden"
          : step.medianSecondsFromPrevious,
        left: shown(left),
        stillDeciding: shown(stillDeciding),
      };
    }),
  });
}
