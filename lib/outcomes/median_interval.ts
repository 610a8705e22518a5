import { fairTails } from "./_fair_tails.ts";

/** A median with the interval between two order statistics. */
export interface MedianInterval {
  /** The mean of the middle two when there is an even number of values. */
  readonly median: number;
  /** Null with too few values for the level: at 95 %, fewer than 6. */
  readonly low: number | null;
  /** Upper end; null when there are too few values. */
  readonly high: number | null;
  /** Places of `low` and `high` among the sorted values, from 1; null with too few values. */
  readonly ranks: readonly [number, number] | null;
  /** Chance that such an interval holds the median, at least `level`; null with too few values. */
  readonly coverage: number | null;
}

/**
 * Median with the distribution-free interval between order statistics: the narrowest symmetric pair of ranks
 * (k, n + 1 − k) whose binomial coverage 1 − 2·P(B(n, ½) ≤ k − 1) is at least `level`. Exact for any
 * continuous distribution, wider than asked for where the ranks allow no better. Conover (1999), Practical
 * Nonparametric Statistics, §3.2. Ten values → ranks 2 and 9, coverage 97.9 %.
 *
 * O(√n) in the number of values, which must be in ascending order.
 *
 * @param sorted Values in ascending order, none missing. Not checked in full: only its ends are compared.
 * @param level Confidence level, in (0, 1). Default 0.95.
 * @returns Null when there are no values.
 * @throws {RangeError} The level is out of bounds, or the values are not ascending or not finite.
 *
 * @example
 * ```ts
 * import { medianInterval } from "./median_interval.ts";
 * const found = medianInterval(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))!;
 * if (found.median !== 5.5 || found.low !== 2 || found.high !== 9) throw new Error(JSON.stringify(found));
 * if (found.coverage!.toFixed(3) !== "0.979") throw new Error(String(found.coverage));
 * ```
 */
export function medianInterval(sorted: ArrayLike<number>, level = 0.95): MedianInterval | null {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `Cannot give an interval at level ${level}: it must lie between 0 and 1, such as 0.95`,
    );
  }
  const n = sorted.length;
  if (n === 0) return null;
  const first = sorted[0]!;
  const last = sorted[n - 1]!;
  if (!(Number.isFinite(first) && Number.isFinite(last) && first <= last)) {
    throw new RangeError(
      `Cannot find a median between ${first} and ${last}: sort the values, without missing ones`,
    );
  }
  const middle = n >> 1;
  const median = n % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  const { rank, below } = fairTails(n, (1 - level) / 2);
  if (rank === 0) return { median, low: null, high: null, ranks: null, coverage: null };
  return {
    median,
    low: sorted[rank - 1]!,
    high: sorted[n - rank]!,
    ranks: [rank, n + 1 - rank],
    coverage: 1 - 2 * below,
  };
}
