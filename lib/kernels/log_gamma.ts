import defer * as stdlib from "./_gammaln.ts";

/**
 * The natural logarithm of the gamma function (stdlib's, after FreeBSD): ln (n − 1)! of whole numbers. 5 → ln 24.
 *
 * @example
 * ```ts
 * import { logGamma } from "./log_gamma.ts";
 * if (logGamma(5).toFixed(10) !== Math.log(24).toFixed(10)) throw new Error();
 * ```
 */
export function logGamma(x: number): number {
  return stdlib.gammaln(x);
}
