import { wilson } from "../outcomes/mod.ts";

/** A rate and its interval, in whole percent: as much as may be said when its counts may not. */
export interface RoundedRate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Another count that follows from a rate's two: which pairs of counts it would be `value` for. */
export interface Neighbour {
  readonly value: number;
  /** The counts that make it `value`: `of` for each `n`, or `n` for each `of`; not whole or out of bounds if none. */
  readonly pairs: (value: number) =>
    | { readonly n: number }
    | { readonly of: number }
    | { readonly ofMinusN: number };
}

/** What is to be known of a rate before it is printed rounded. */
export interface RoundedOptions {
  /** Counts below it are hidden. */
  readonly minimum: number;
  /** Counts that follow from the rate's two; the small ones among them must stay open. */
  readonly neighbours: readonly Neighbour[];
  /** Whether a pair of counts can be, for all that is printed beside the rate. */
  readonly possible: (n: number, of: number) => boolean;
}

/**
 * A rate whose counts are hidden for the sake of a neighbour, rounded to whole percent, its interval outwards; null
 * when even that says too much. It may be printed when for each small neighbour every value from 1 to `minimum` − 1
 * is still possible: some whole counts give that value and the very same printed percentages. A rate of a small
 * count, or with a small complement, is never printed.
 */
export function roundedRate(n: number, of: number, options: RoundedOptions): RoundedRate | null {
  const { minimum, neighbours, possible } = options;
  const small = (value: number) => value > 0 && value < minimum;
  if (of < minimum || small(n) || small(of - n)) return null;
  const printed = round(n, of);
  const fits = (n: number, of: number) => {
    if (n < 0 || of < minimum || n > of || small(n) || small(of - n) || !possible(n, of)) return false;
    const other = round(n, of);
    return other.rate === printed.rate && other.low === printed.low && other.high === printed.high;
  };
  const from = Math.max(0, printed.rate - 0.005);
  const to = Math.min(1, printed.rate + 0.005);
  for (const { value, pairs } of neighbours) {
    if (!small(value)) continue;
    for (let v = 1; v < minimum; v++) {
      const fixed = pairs(v);
      // The rate's rounding leaves a short stretch of counts to try.
      const found = "n" in fixed
        ? some(fixed.n / to, from > 0 ? fixed.n / from : 2 * of, (x) => fits(fixed.n, x))
        : "of" in fixed
        ? some(fixed.of * from, fixed.of * to, (x) => fits(x, fixed.of))
        : some(
          fixed.ofMinusN / (1 - from),
          to < 1 ? fixed.ofMinusN / (1 - to) : 2 * of,
          (x) => fits(x - fixed.ofMinusN, x),
        );
      if (!found) return null;
    }
  }
  return printed;
}

function round(n: number, of: number): RoundedRate {
  const { low, high } = wilson(n, of);
  return {
    rate: Math.round(100 * n / of) / 100,
    low: Math.floor(100 * low) / 100,
    high: Math.ceil(100 * high) / 100,
  };
}

/** Whether some whole number from about `low` to about `high` will do. */
function some(low: number, high: number, test: (x: number) => boolean): boolean {
  for (let x = Math.floor(low); x <= Math.ceil(high); x++) if (test(x)) return true;
  return false;
}
