import { normalQuantile } from "../kernels/mod.ts";

/** An estimate with its 95 % interval, of any kind: a rate, a median. */
export interface Estimate {
  /** The estimate. */
  readonly value: number;
  /** Lower end of its 95 % interval. */
  readonly low: number;
  /** Upper end of its 95 % interval. */
  readonly high: number;
}

/**
 * Difference of two estimates, from nothing but their intervals: the distances from each estimate to the ends of its
 * interval, squared and added (the method of variance estimates recovery: Zou and Donner 2008, Stat. Med.
 * 27:1693-1702). Of two rates with Wilson intervals that is Newcombe's method 10, so it needs no counts, which may
 * be hidden. 56 of 70 against 48 of 80 → 0.2 [0.0524, 0.3339].
 *
 * The estimates are taken as independent. When the same people stand behind both, as in two reports of one audience,
 * the interval is wider than it need be: what it calls a change is one; what it leaves open may be one too.
 *
 * @param options.comparisons How many differences are looked at together: the interval is widened so that, by chance
 * alone, one in twenty such families has any that leaves out zero (Bonferroni). Default 1.
 * @throws {RangeError} `comparisons` is not a whole number from 1.
 *
 * @example
 * ```ts
 * import { difference } from "./difference.ts";
 * import { wilson } from "../kernels/mod.ts";
 * const rate = (n: number, of: number) => ({ value: n / of, ...wilson(n, of) });
 * const { low, high } = difference(rate(56, 70), rate(48, 80));
 * if (low.toFixed(4) !== "0.0524" || high.toFixed(4) !== "0.3339") throw new Error(`${low} ${high}`);
 * ```
 */
export function difference(
  first: Estimate,
  second: Estimate,
  options: { readonly comparisons?: number } = {},
): Estimate {
  const { comparisons = 1 } = options;
  if (!Number.isSafeInteger(comparisons) || comparisons < 1) {
    throw new RangeError(`Cannot widen for ${comparisons} comparisons: a whole number from 1 is needed`);
  }
  const wider = comparisons === 1 ? 1 : normalQuantile(1 - 0.025 / comparisons) / normalQuantile(0.975);
  const value = first.value - second.value;
  return {
    value,
    low: value - wider * Math.hypot(first.value - first.low, second.high - second.value),
    high: value + wider * Math.hypot(first.high - first.value, second.value - second.low),
  };
}
