import { wilson } from "../kernels/mod.ts";

/** A share: `n` of `of`. */
export interface Share {
  /** People for whom it is true. */
  readonly n: number;
  /** People it could be true for. */
  readonly of: number;
}

/** A difference of two shares, with its interval. */
export interface Difference {
  /** First share minus second, in [−1, 1]. */
  readonly value: number;
  /** Lower end of the interval. */
  readonly low: number;
  /** Upper end of the interval. */
  readonly high: number;
}

/**
 * Difference of two independent shares with the hybrid score interval: the Wilson intervals of both, squared and
 * added. Newcombe (1998), Stat. Med. 17:873-890, method 10. 56 of 70 against 48 of 80 → 0.2 [0.0524, 0.3339].
 *
 * @param level Confidence level, in (0, 1). Default 0.95.
 * @throws {RangeError} A count is not whole, a share is of nobody, or the level is out of bounds.
 *
 * @example
 * ```ts
 * import { newcombe } from "./newcombe.ts";
 * const { low, high } = newcombe({ n: 56, of: 70 }, { n: 48, of: 80 });
 * if (low.toFixed(4) !== "0.0524" || high.toFixed(4) !== "0.3339") throw new Error(`${low} ${high}`);
 * ```
 */
export function newcombe(first: Share, second: Share, level = 0.95): Difference {
  const a = wilson(first.n, first.of, level);
  const b = wilson(second.n, second.of, level);
  const p = first.n / first.of;
  const q = second.n / second.of;
  return {
    value: p - q,
    low: Math.max(-1, p - q - Math.hypot(p - a.low, b.high - q)),
    high: Math.min(1, p - q + Math.hypot(a.high - p, q - b.low)),
  };
}
