import type { AfterDropOffResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { roundedNext } from "./_drop_off_shares.ts";
import { printNext, registerNext } from "./_next_events.ts";
import { shown } from "./_shown.ts";

/**
 * What people did after they left: those who left are the lost of a funnel of the same steps, whatever group they are
 * of, and are hidden with them. Next events of few people are left out.
 */
export function afterDropOff(
  result: AfterDropOffResult,
  { cells, minimum }: Context,
): () => AfterDropOffResult<Shown> {
  // The result does not say whose it is: everybody's, unless another group has these numbers at every step.
  const groups = result.steps.map(({ step, people }) => cells.known(`lost/${step}`, people));
  const inAll = (group: string) => groups.every((known) => known.has(group));
  const group = inAll("all") ? "all" : [...groups[0]?.keys() ?? []].find(inAll) ?? "";
  const steps = result.steps.map((step) => {
    const lost = cells.same(`lost/${step.step}`, group, step.people);
    const closed = lost.hidden;
    return { lost, next: closed ? null : registerNext(step, group, lost, cells, 0) };
  });
  return () => {
    const printed = result.steps.map((step, k) => {
      const { lost, next } = steps[k]!;
      return {
        ...step,
        people: shown(lost),
        nothing: next ? shown(next.nothing) : "hidden" as const,
        next: next
          ? printNext(step.next, next.events, lost, minimum)
          : roundedNext(step.next, step.people, minimum),
      };
    });
    const isShorter = printed.some(({ next }, k) => next.length < result.steps[k]!.next.length);
    return {
      ...result,
      steps: printed,
      warnings: !isShorter ? result.warnings : [
        ...result.warnings,
        `Left out: next events of fewer than ${minimum} people, or that would give such an event away.`,
      ],
    };
  };
}
