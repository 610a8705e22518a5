import { chiSquareTail } from "./chi_square_tail.ts";

/**
 * The value that a chi-square variable exceeds with the given chance: {@linkcode chiSquareTail} turned round, by
 * halving an interval to the last digit.
 *
 * @param tail In (0, 1).
 * @throws {RangeError} The chance is not in (0, 1), or the degrees are not above 0.
 *
 * @example
 * ```ts
 * import { chiSquareQuantile } from "./chi_square_quantile.ts";
 * if (chiSquareQuantile(0.05, 1).toFixed(6) !== "3.841459") throw new Error();
 * if (chiSquareQuantile(0.05, 9).toFixed(5) !== "16.91898") throw new Error();
 * ```
 */
export function chiSquareQuantile(tail: number, df: number): number {
  if (!(tail > 0 && tail < 1)) {
    throw new RangeError(`Cannot give the chi-square value beyond a chance of ${tail}: it must be in (0, 1)`);
  }
  let low = 0;
  let high = Math.max(1, df);
  while (chiSquareTail(high, df) > tail) [low, high] = [high, high * 2];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (chiSquareTail(middle, df) > tail) low = middle;
    else high = middle;
  }
}
