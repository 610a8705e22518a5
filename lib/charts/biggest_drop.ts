import type { FunnelGroup } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";

/** Where a group loses most: between `step` and `next`. */
export interface BiggestDrop {
  /** Index of the step people leave from. */
  readonly index: number;
  /** The step they leave from. */
  readonly step: string;
  /** The step they do not reach. */
  readonly next: string;
  /** Share lost, among people whose window is over, in [0, 1], with its Wilson 95% interval. */
  readonly rate: number;
  /** Lower end of the interval. */
  readonly low: number;
  /** Upper end of the interval. */
  readonly high: number;
}

/**
 * The step after which the largest share leaves, among drop-offs that may be shown; of equal ones, the first. Null when
 * nobody's window is over, nobody left, or nothing may be shown.
 */
export function biggestDrop(group: Pick<FunnelGroup<Shown>, "steps">): BiggestDrop | null {
  let biggest: BiggestDrop | null = null;
  group.steps.forEach((step, index) => {
    const next = group.steps[index + 1];
    const drop = step.drop;
    if (!next || !drop) return;
    const { rate, low, high } = drop;
    if (typeof rate !== "number" || typeof low !== "number" || typeof high !== "number") return;
    if (rate > (biggest?.rate ?? 0)) {
      biggest = { index, step: step.name, next: next.name, rate, low, high };
    }
  });
  return biggest;
}
