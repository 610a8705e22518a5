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

/**
 * The least and most people a printed rate can be of: the width of its interval tells. Counted outwards from the
 * truth, until far from it no number fits any more.
 */
export function peopleBehind(
  printed: RoundedRate,
  of: number,
  minimum: number,
): { least: number; most: number } {
  const fits = (of: number): boolean => {
    const middle = Math.round(of * printed.rate);
    const reach = Math.ceil(0.006 * of) + 1;
    for (let d = 0; d <= reach; d++) {
      for (const n of d === 0 ? [middle] : [middle - d, middle + d]) {
        if (n >= 0 && n <= of && grids.some((grid) => same(round(n, of, grid), printed))) return true;
      }
    }
    return false;
  };
  // In strides to where nothing fits any more, then one by one back to the last that does.
  const stride = Math.max(1, Math.floor(of / 40));
  const last = (step: 1 | -1): number => {
    let [found, missed] = [of, 0];
    for (let x = of + step * stride; x >= minimum && x <= 20 * of && missed < 3; x += step * stride) {
      if (fits(x)) [found, missed] = [x, 0];
      else missed++;
    }
    for (let x = found + step * (stride - 1); x !== found; x -= step) if (x >= minimum && fits(x)) return x;
    return found;
  };
  return { least: last(-1), most: last(1) };
}

function same(a: RoundedRate, b: RoundedRate): boolean {
  return a.rate === b.rate && a.low === b.low && a.high === b.high;
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

/** How far apart the printed ends of an interval may lie, in percent: the finer is tried first. */
const grids = [1, 5] as const;

/**
 * A rate whose counts are hidden for the sake of a neighbour, rounded to whole percent, its interval outwards to
 * whole percent or, where that says too much, to steps of five; null when even that does. It may be printed when for
 * each small neighbour every value from 1 to `minimum` − 1 is still possible: some whole counts give that value and
 * the very same printed percentages. A rate of a small count, or with a small complement, is never printed.
 */
export function roundedRate(n: number, of: number, options: RoundedOptions): RoundedRate | null {
  const { minimum } = options;
  const small = (value: number) => value > 0 && value < minimum;
  if (of < minimum || small(n) || small(of - n)) return null;
  for (const grid of grids) {
    const printed = round(n, of, grid);
    const fits = (n: number, of: number): boolean => {
      if (n < 0 || of < minimum || n > of || small(n) || small(of - n)) return false;
      if (!options.possible(n, of)) return false;
      return same(round(n, of, grid), printed);
    };
    const open = options.neighbours.every(({ value, pairs }) => {
      if (!small(value)) return true;
      for (let v = 1; v < minimum; v++) if (!canBe(pairs(v), printed.rate, of, fits)) return false;
      return true;
    });
    if (open) return printed;
  }
  return null;
}

/** Whether some pair of counts fits. The rate's rounding leaves a short stretch of counts to try. */
function canBe(
  fixed: ReturnType<Neighbour["pairs"]>,
  rate: number,
  of: number,
  fits: (n: number, of: number) => boolean,
): boolean {
  const from = Math.max(0, rate - 0.005);
  const to = Math.min(1, rate + 0.005);
  if ("n" in fixed) {
    return some(fixed.n / to, from > 0 ? fixed.n / from : 2 * of, (x) => fits(fixed.n, x));
  }
  if ("of" in fixed) return some(fixed.of * from, fixed.of * to, (x) => fits(x, fixed.of));
  const rest = fixed.ofMinusN;
  return some(rest / (1 - from), to < 1 ? rest / (1 - to) : 2 * of, (x) => fits(x - rest, x));
}

function round(n: number, of: number, grid: number): RoundedRate {
  const { low, high } = wilson(n, of);
  return {
    rate: Math.round(100 * n / of) / 100,
    low: grid * Math.floor(100 * low / grid) / 100,
    high: grid * Math.ceil(100 * high / grid) / 100,
  };
}

/** Whether some whole number from about `low` to about `high` will do. */
function some(low: number, high: number, test: (x: number) => boolean): boolean {
  for (let x = Math.floor(low); x <= Math.ceil(high); x++) if (test(x)) return true;
  return false;
}
