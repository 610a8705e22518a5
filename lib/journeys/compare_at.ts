import { chiSquareTail } from "../kernels/mod.ts";
import { lastAtOrBefore, type SurvivalCurve } from "./survival_curve.ts";
import type { TimingTest } from "./timing_result.ts";

/**
 * Tests whether groups differ in the share still waiting at one time, everybody having been followed that long.
 *
 * Chi-square of log(−log S) with Greenwood's variance, the scale on which the test keeps its level best (Klein,
 * Logan, Harhoff & Andersen 2007). Curves that are still at 1, have reached 0, or end before the time cannot be
 * compared; null when fewer than two are left.
 *
 * @param curves One a group.
 * @param time In the unit of the curves.
 *
 * @example
 * ```ts
 * import { compareAt } from "./compare_at.ts";
 * import { kaplanMeier } from "./kaplan_meier.ts";
 * const fast = kaplanMeier({ time: Float64Array.of(1, 2, 3, 9), status: Uint8Array.of(1, 1, 1, 0) });
 * const slow = kaplanMeier({ time: Float64Array.of(2, 8, 9, 9), status: Uint8Array.of(1, 0, 0, 0) });
 * if (compareAt([fast, slow], 5)?.df !== 1 || compareAt([fast, slow], 0) !== null) throw new Error();
 * ```
 */
export function compareAt(curves: readonly SurvivalCurve[], time: number): TimingTest | null {
  const points: { value: number; weight: number }[] = [];
  for (const curve of curves) {
    const i = lastAtOrBefore(curve.time, time);
    const survival = curve.survival[i];
    if (survival === undefined || survival === 0 || !(time <= curve.until)) continue;
    const log = Math.log(survival);
    points.push({ value: Math.log(-log), weight: log * log / curve.greenwood[i]! });
  }
  if (points.length < 2) return null;
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const centre = points.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
  const chiSquare = points.reduce((sum, { value, weight }) => sum + weight * (value - centre) ** 2, 0);
  const df = points.length - 1;
  return { chiSquare, df, p: chiSquareTail(chiSquare, df) };
}
