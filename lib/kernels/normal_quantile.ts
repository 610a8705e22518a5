import defer * as stdlib from "./_quantile.ts";

/**
 * The value below which a standard normal variable falls with probability `p`. 0.975 → 1.959964.
 *
 * @param p In (0, 1).
 * @throws {RangeError} `p` is out of (0, 1).
 *
 * @example
 * ```ts
 * import { normalQuantile } from "./normal_quantile.ts";
 * if (normalQuantile(0.975).toFixed(6) !== "1.959964") throw new Error();
 * ```
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    throw new RangeError(`Cannot give the normal quantile of ${p}: a probability between 0 and 1 is needed`);
  }
  return stdlib.quantile(p, 0, 1);
}
