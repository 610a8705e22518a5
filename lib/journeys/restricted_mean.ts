import { normalQuantile } from "../kernels/mod.ts";
import type { SurvivalCurve } from "./survival_curve.ts";
import type { RestrictedMean } from "./timing_result.ts";

/** Up to when, and how sure. */
export interface RestrictedMeanOptions {
  /** Time counts up to here for everybody, in the unit of the curve. Default: the last time anybody was followed. */
  readonly horizon?: number;
  /** Default 0.95. */
  readonly level?: number;
}

/**
 * Mean time until the event, counting at most `horizon` for anybody (restricted mean survival time).
 *
 * The area under the curve from 0 to the horizon; its variance is Σ A(t)² d/(n(n−d)), A(t) the area from t to the
 * horizon. Unlike the median it always exists, and unlike a hazard ratio it is a time. Null when nobody was
 * followed up to the horizon. Interval: normal.
 *
 * @throws {RangeError} The horizon is not above 0.
 *
 * @example
 * ```ts
 * import { kaplanMeier } from "./kaplan_meier.ts";
 * import { restrictedMean } from "./restricted_mean.ts";
 * const curve = kaplanMeier({ time: Float64Array.of(1, 2, 4), status: Uint8Array.of(1, 1, 0) });
 * // 1 for one unit, 2/3 for one, 1/3 for two.
 * if (restrictedMean(curve, { horizon: 4 })?.mean.toFixed(6) !== "2.333333") throw new Error();
 * ```
 */
export function restrictedMean(
  curve: SurvivalCurve,
  options: RestrictedMeanOptions = {},
): RestrictedMean | null {
  if (curve.n === 0) return null;
  const horizon = options.horizon ?? curve.until;
  if (!(horizon > 0) || !Number.isFinite(horizon)) {
    throw new RangeError(`Cannot give the mean time up to ${horizon}: the horizon must be above 0`);
  }
  const followed = horizon <= curve.until || curve.survival.at(-1) === 0;
  if (!followed) return null;
  const { time, survival, atRisk, happened } = curve;
  let end = horizon;
  let area = 0;
  let variance = 0;
  for (let i = time.length - 1; i >= 0; i--) {
    if (time[i]! > horizon) continue;
    area += survival[i]! * (end - Math.max(time[i]!, 0));
    end = Math.max(time[i]!, 0);
    const risk = atRisk[i]!;
    const here = happened[i]!;
    if (area > 0 && risk > here) variance += area * area * here / (risk * (risk - here));
  }
  const mean = area + end;
  const standardError = Math.sqrt(variance);
  const reach = normalQuantile(0.5 + (options.level ?? 0.95) / 2) * standardError;
  return {
    horizon,
    mean,
    standardError,
    low: Math.max(0, mean - reach),
    high: Math.min(horizon, mean + reach),
  };
}
