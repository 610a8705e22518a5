import type { Shown } from "../segments/mod.ts";

/**
 * How many more people a count says now than in an earlier report, as it may be printed: hidden when either count is,
 * and when they are 1 to `minimum` − 1 apart, since so few people would stand out. No change is shown as 0.
 *
 * Both counts may stand in reports that a reader has; the difference is then only not worked out for them. What keeps
 * a hidden count of one report from following out of another is the gate's, not this function's, to see to.
 *
 * @param minimum The smallest difference that is shown, beside zero: the larger one of the two reports' minimum cells.
 *
 * @example
 * ```ts
 * import { changeOfCount } from "./change_of_count.ts";
 * if (changeOfCount(120, 100, 11) !== 20 || changeOfCount(104, 100, 11) !== "hidden") throw new Error();
 * ```
 */
export function changeOfCount(now: Shown, before: Shown, minimum: number): Shown {
  if (now === "hidden" || before === "hidden") return "hidden";
  const change = now - before;
  return change !== 0 && Math.abs(change) < minimum ? "hidden" : change;
}
