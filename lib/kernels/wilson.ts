import { normalQuantile } from "./normal_quantile.ts";

/** The ends of an interval. */
export interface Interval {
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
}

/**
 * Wilson score interval of a share: `n` of `of`.
 *
 * The shares p that a two-sided score test does not reject: (p̂ + z²/2N ± z·√(p̂(1−p̂)/N + z²/4N²)) / (1 + z²/N).
 * It stays in [0, 1] and is honest for small groups and shares near 0 or 1. Wilson (1927), J. Am. Stat. Assoc.
 * 22:209-212. 5 of 50 → [0.0435, 0.2136].
 *
 * @param n How many, a whole number from 0 to `of`.
 * @param of Out of how many, at least 1.
 * @param level Confidence level, in (0, 1). Default 0.95.
 * @throws {RangeError} A number is out of these bounds.
 *
 * @example
 * ```ts
 * import { wilson } from "./wilson.ts";
 * const { low, high } = wilson(5, 50);
 * if (low.toFixed(4) !== "0.0435" || high.toFixed(4) !== "0.2136") throw new Error(`${low} ${high}`);
 * ```
 */
export function wilson(n: number, of: number, level = 0.95): Interval {
  if (!Number.isSafeInteger(of) || of < 1) {
    throw new RangeError(
      `Cannot give the interval of a share of ${of}: it needs a whole number of 1 or more`,
    );
  }
  if (!Number.isSafeInteger(n) || n < 0 || n > of) {
    throw new RangeError(
      `Cannot give the interval of ${n} of ${of}: the count must be whole, from 0 to ${of}`,
    );
  }
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `Cannot give an interval at level ${level}: it must lie between 0 and 1, such as 0.95`,
    );
  }
  const z = normalQuantile(0.5 + level / 2);
  const rate = n / of;
  const centre = rate + z * z / (2 * of);
  const half = z * Math.sqrt(rate * (1 - rate) / of + z * z / (4 * of * of));
  const scale = 1 + z * z / of;
  return {
    low: n === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: n === of ? 1 : Math.min(1, (centre + half) / scale),
  };
}
