import defer * as stdlib from "./_gammainc.ts";

/**
 * Probability that a chi-square variable with `df` degrees of freedom is at least `x`: the p-value of a test.
 *
 * The regularised upper incomplete gamma function Q(df/2, x/2) (Boost's algorithm, from stdlib): exact in the
 * far tail too, where 1 − CDF would be 0. 3.841459 with 1 → 0.05.
 *
 * @param x The statistic, 0 or more.
 * @param df Degrees of freedom, above 0.
 * @throws {RangeError} A number is out of these bounds.
 *
 * @example
 * ```ts
 * import { chiSquareTail } from "./chi_square_tail.ts";
 * if (chiSquareTail(3.841459, 1).toFixed(6) !== "0.050000") throw new Error();
 * ```
 */
export function chiSquareTail(x: number, df: number): number {
  if (!(x >= 0) || !(df > 0)) {
    throw new RangeError(
      `Cannot give the chi-square tail beyond ${x} with ${df} degrees of freedom: ` +
        "the statistic must be 0 or more and the degrees above 0",
    );
  }
  if (x === Infinity) return 0;
  return stdlib.gammainc(x / 2, df / 2, true, true);
}
