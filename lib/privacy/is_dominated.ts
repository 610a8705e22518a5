/** When a sum of money says too much of who adds most to it. */
export type DominanceRule =
  /** (n, k): the `n` largest add up to more than the share `k` of the sum. */
  | { readonly n: number; readonly k: number }
  /** p %: the second largest can tell the largest to less than the share `p` of it, since all others are too little. */
  | { readonly p: number };

/**
 * Whether a sum is dominated by one or few of those who add to it, by any of the rules.
 *
 * @param contributions What each person or account adds, from 0; in any order.
 * @param rules Default: p % with p = 0.1.
 * @throws {RangeError} A contribution is below 0, or a rule is not within its bounds.
 *
 * @example
 * ```ts
 * import { isDominated } from "./is_dominated.ts";
 * if (!isDominated([900, 50, 30])) throw new Error("of 980 one gives 900; the second knows the first to 30");
 * if (isDominated([300, 290, 280])) throw new Error();
 * if (!isDominated([60, 20, 20], [{ n: 2, k: 0.75 }])) throw new Error();
 * ```
 */
export function isDominated(
  contributions: readonly number[],
  rules: readonly DominanceRule[] = [{ p: 0.1 }],
): boolean {
  const wrong = contributions.find((one) => !(one >= 0 && one < Infinity));
  if (wrong !== undefined) {
    throw new RangeError(`Cannot judge a sum with a part of ${wrong}: parts must be from 0`);
  }
  const largest = contributions.toSorted((a, b) => b - a);
  const sum = largest.reduce((total, one) => total + one, 0);
  if (sum === 0) return false;
  return rules.some((rule) => {
    if ("p" in rule) {
      if (!(rule.p > 0 && rule.p <= 1)) {
        throw new RangeError(`Cannot use a p % rule of ${rule.p}: give a share`);
      }
      const [first = 0, second = 0] = largest;
      return sum - first - second < rule.p * first;
    }
    if (!(Number.isInteger(rule.n) && rule.n > 0 && rule.k > 0 && rule.k <= 1)) {
      throw new RangeError(
        `Cannot use a rule of the ${rule.n} largest and ${rule.k}: give a whole number and a share`,
      );
    }
    return largest.slice(0, rule.n).reduce((total, one) => total + one, 0) > rule.k * sum;
  });
}
