import { normalQuantile } from "../kernels/mod.ts";

/** A Kaplan-Meier curve, in columns: one row for each time at which the event happened, in order. */
export interface SurvivalCurve {
  /** People. */
  readonly n: number;
  /** People to whom the event happened. */
  readonly events: number;
  /** Last time anybody was followed; NaN of nobody. */
  readonly until: number;
  /** Times at which the event happened, ascending. */
  readonly time: Float64Array;
  /** People at risk just before the time. */
  readonly atRisk: Uint32Array;
  /** Events at the time. */
  readonly happened: Uint32Array;
  /** Share still waiting after the time. */
  readonly survival: Float64Array;
  /**
   * Greenwood's sum Σ d/(n(n−d)): the variance of log S. The variance of S is S² times it. Infinite once S is 0.
   */
  readonly greenwood: Float64Array;
}

/** Two ends, or null where the method gives none. */
export interface MaybeInterval {
  /** Lower end. */
  readonly low: number | null;
  /** Upper end. */
  readonly high: number | null;
}

/**
 * Place of the last row at or before `time`, or −1 before the first: where to read a curve that moves in steps.
 *
 * @example
 * ```ts
 * import { lastAtOrBefore } from "./survival_curve.ts";
 * if (lastAtOrBefore(Float64Array.of(1, 4, 9), 4) !== 1) throw new Error();
 * ```
 */
export function lastAtOrBefore(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Interval of a share on the scale of log(−log): share^exp(±z·s), where s² is the variance of log(−log share).
 * It stays in (0, 1). Kalbfleisch & Prentice (1980), and R's `conf.type = "log-log"`. Null at a share of 0 or 1,
 * where the scale has no value.
 *
 * @param share In [0, 1].
 * @param variance Variance of log(share).
 * @param z Normal quantile, 1.96 for 95 %.
 *
 * @example
 * ```ts
 * import { logLogInterval } from "./survival_curve.ts";
 * const { low, high } = logLogInterval(0.857143, 3 / (21 * 18), 1.959964);
 * if (low?.toFixed(4) !== "0.6197" || high?.toFixed(4) !== "0.9516") throw new Error();
 * ```
 */
export function logLogInterval(share: number, variance: number, z: number): MaybeInterval {
  if (!(share > 0 && share < 1) || !Number.isFinite(variance)) return { low: null, high: null };
  const reach = z * Math.sqrt(variance) / -Math.log(share);
  return { low: share ** Math.exp(reach), high: share ** Math.exp(-reach) };
}

/** Products of many factors stray by rounding from a share such as 1/2 that they equal in exact arithmetic. */
const rounding = 1e-10;

/**
 * First time by which the event has happened to `share` of the people, with its interval: the times at which the
 * log-log band crosses (Brookmeyer & Crowley 1982). A null time was not reached.
 *
 * @param share In (0, 1); 0.5 is the median.
 * @param level Level of the interval. Default 0.95.
 * @throws {RangeError} A share or level is out of (0, 1).
 *
 * @example
 * ```ts
 * import { kaplanMeier } from "./kaplan_meier.ts";
 * import { timeUntil } from "./survival_curve.ts";
 * const curve = kaplanMeier({ time: Float64Array.of(1, 2, 3, 4), status: Uint8Array.of(1, 1, 1, 0) });
 * if (timeUntil(curve, 0.5).time !== 2 || timeUntil(curve, 0.9).time !== null) throw new Error();
 * ```
 */
export function timeUntil(
  curve: SurvivalCurve,
  share: number,
  level = 0.95,
): MaybeInterval & { readonly time: number | null } {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`Cannot give the time until a share of ${share}: it must lie between 0 and 1`);
  }
  const left = 1 - share + rounding;
  const goal = Math.log(-Math.log(left));
  const z = normalQuantile(0.5 + level / 2);
  let time: number | null = null;
  let low: number | null = null;
  let high: number | null = null;
  for (let i = 0; i < curve.time.length && high === null; i++) {
    const at = curve.time[i]!;
    const survival = curve.survival[i]!;
    if (time === null && survival <= left) time = at;
    if (survival === 0) break;
    // An end of the band is at or below `left` when log(-log end) is at or above `goal`.
    const loss = -Math.log(survival);
    const reach = z * Math.sqrt(curve.greenwood[i]!) / loss;
    const centre = Math.log(loss);
    if (low === null && centre + reach >= goal) low = at;
    if (centre - reach >= goal) high = at;
  }
  return { time, low, high };
}
