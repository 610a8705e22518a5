import { logGamma } from "./log_gamma.ts";

/** A two by two table: of one group `yes` and `no`, of the other `otherYes` and `otherNo`. Counts of people. */
export interface TwoByTwo {
  /** Of the group, with it. */
  readonly yes: number;
  /** Of the group, without. */
  readonly no: number;
  /** Of the other group, with it. */
  readonly otherYes: number;
  /** Of the other group, without. */
  readonly otherNo: number;
}

/** How an exact interval and p-value count the table itself: wholly (Fisher) or by half (mid-p). */
export type ExactMethod = "exact" | "midP";

/** An odds ratio with its exact interval. */
export interface ExactOddsRatio {
  /** Conditional maximum likelihood estimate; null: without bound (or, with an empty row or column, unknown). */
  readonly oddsRatio: number | null;
  /** Lower end. */
  readonly low: number;
  /** Null: without bound. */
  readonly high: number | null;
  /** Two-sided: Fisher's (tables no more likely than this one), or twice the smaller mid-p tail. */
  readonly p: number;
}

/** Tables whose probabilities differ by rounding alone are equally likely; R's `fisher.test` has the same. */
const alike = 1e-7;
/** Terms smaller than this share of the largest are left out of sums. */
const negligible = 1e-20;

/**
 * Odds ratio of a two by two table with the exact conditional interval: what the table says given its margins,
 * without any approximation for small counts.
 *
 * Given the margins, `yes` is noncentral hypergeometric; the interval holds the ratios at which neither tail falls
 * below (1 − level)/2 (Cornfield 1956; Fisher's exact test inverted by tails). Mid-p counts the table itself by half
 * (Lancaster 1961): less conservative, close to its level on average. Work is about the spread of the table.
 * 3, 1 against 1, 3 → 6.408 [0.2117, 621.93], p 0.4857, as R's `fisher.test`.
 *
 * @param table Whole numbers, 0 or more.
 * @param options `level` in (0, 1), default 0.95; `method`, default "exact".
 * @throws {RangeError} A count is not a whole number of 0 or more, or the level is out of bounds.
 *
 * @example
 * ```ts
 * import { exactOddsRatio } from "./exact_odds_ratio.ts";
 * const { oddsRatio, low, p } = exactOddsRatio({ yes: 3, no: 1, otherYes: 1, otherNo: 3 });
 * if (oddsRatio?.toFixed(4) !== "6.4083" || low.toFixed(4) !== "0.2117" || p.toFixed(4) !== "0.4857") {
 *   throw new Error(`${oddsRatio} ${low} ${p}`);
 * }
 * ```
 */
export function exactOddsRatio(
  table: TwoByTwo,
  options: { readonly level?: number; readonly method?: ExactMethod } = {},
): ExactOddsRatio {
  const level = options.level ?? 0.95;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `Cannot give an interval at level ${level}: it must lie between 0 and 1, such as 0.95`,
    );
  }
  for (const [name, count] of Object.entries(table)) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`Cannot give an odds ratio: ${name} is ${count}, not a whole number of 0 or more`);
    }
  }
  const law = new Conditional(table);
  const { yes } = table;
  if (law.least === law.most) return { oddsRatio: null, low: 0, high: null, p: 1 };
  const own = options.method === "midP" ? 0.5 : 1;
  const tail = (1 - level) / 2;
  // Above a larger ratio, more tables lie above this one: the tail up to it falls, the tail from it on rises.
  const low = yes === law.least ? 0 : law.solve((ratio) => tail - law.upper(yes, ratio, own));
  const high = yes === law.most ? null : law.solve((ratio) => law.lower(yes, ratio, own) - tail);
  const oddsRatio = yes === law.least
    ? 0
    : yes === law.most
    ? null
    : law.solve((ratio) => yes - law.mean(ratio));
  return { oddsRatio, low, high, p: options.method === "midP" ? law.midP(yes) : law.fisherP(yes) };
}

/** Sums over the tables with given margins: whole, its own part, below, above, and the mean. */
interface Sums {
  readonly all: number;
  readonly below: number;
  readonly own: number;
  readonly above: number;
  readonly mean: number;
}

/** The distribution of `yes` given the margins. */
class Conditional {
  readonly least: number;
  readonly most: number;
  readonly #group: number;
  readonly #other: number;
  readonly #done: number;

  constructor({ yes, no, otherYes, otherNo }: TwoByTwo) {
    this.#group = yes + no;
    this.#other = otherYes + otherNo;
    this.#done = yes + otherYes;
    this.least = Math.max(0, this.#done - this.#other);
    this.most = Math.min(this.#group, this.#done);
  }

  /** Probability of x + 1 over that of x, were the odds ratio 1. */
  #step(x: number): number {
    return (this.#group - x) * (this.#done - x) / ((x + 1) * (this.#other - this.#done + x + 1));
  }

  #mode(ratio: number): number {
    let low = this.least;
    let high = this.most;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#step(middle) * ratio >= 1) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sums(x: number, ratio: number): Sums {
    const mode = this.#mode(ratio);
    let all = 0, below = 0, own = 0, above = 0, moment = 0;
    const add = (at: number, term: number) => {
      all += term;
      moment += term * (at - mode);
      if (at < x) below += term;
      else if (at > x) above += term;
      else own += term;
    };
    add(mode, 1);
    for (let at = mode, term = 1; at < this.most && term > negligible;) {
      term *= this.#step(at) * ratio;
      add(++at, term);
    }
    for (let at = mode, term = 1; at > this.least && term > negligible;) {
      term /= this.#step(--at) * ratio;
      add(at, term);
    }
    return { all, below, own, above, mean: mode + moment / all };
  }

  /** P(X < x) + part · P(X = x). */
  lower(x: number, ratio: number, part: number): number {
    const sums = this.#sums(x, ratio);
    return (sums.below + part * sums.own) / sums.all;
  }

  upper(x: number, ratio: number, part: number): number {
    const sums = this.#sums(x, ratio);
    return (sums.above + part * sums.own) / sums.all;
  }

  mean(ratio: number): number {
    return this.#sums(this.least, ratio).mean;
  }

  /** Where a function that falls with the ratio is 0, by halving its logarithm. */
  solve(falling: (ratio: number) => number): number {
    let low = -1;
    let high = 1;
    while (falling(Math.exp(low)) < 0) low *= 2;
    while (falling(Math.exp(high)) > 0) high *= 2;
    while (high - low > 1e-13 * Math.max(1, Math.abs(low))) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) break;
      if (falling(Math.exp(middle)) > 0) low = middle;
      else high = middle;
    }
    return Math.exp((low + high) / 2);
  }

  /** log P(X = x) at an odds ratio of 1. */
  #log(x: number): number {
    return logChoose(this.#group, x) + logChoose(this.#other, this.#done - x) -
      logChoose(this.#group + this.#other, this.#done);
  }

  /** P(X = x) and all beyond it, away from the mode; far tails keep their digits. */
  #tail(x: number, direction: 1 | -1): number {
    let sum = 1;
    for (let at = x, term = 1; direction === 1 ? at < this.most : at > this.least; at += direction) {
      term *= direction === 1 ? this.#step(at) : 1 / this.#step(at - 1);
      if (term < negligible) break;
      sum += term;
    }
    return sum * Math.exp(this.#log(x));
  }

  fisherP(x: number): number {
    const mode = this.#mode(1);
    const limit = this.#log(x) + alike;
    if (this.#log(mode) <= limit) return 1;
    // On the far side of the mode: the nearest table no more likely than this one.
    const direction = x < mode ? 1 : -1;
    let inside = mode;
    let outside = direction === 1 ? this.most + 1 : this.least - 1;
    while (Math.abs(outside - inside) > 1) {
      const middle = Math.trunc((inside + outside) / 2);
      if (this.#log(middle) <= limit) outside = middle;
      else inside = middle;
    }
    const far = outside > this.most || outside < this.least ? 0 : this.#tail(outside, direction);
    return Math.min(1, this.#tail(x, -direction as 1 | -1) + far);
  }

  midP(x: number): number {
    const half = Math.exp(this.#log(x)) / 2;
    const near = x < this.#mode(1) ? this.#tail(x, -1) : this.#tail(x, 1);
    const tail = near - half;
    return Math.min(1, 2 * Math.min(tail, 1 - tail));
  }
}

function logChoose(of: number, some: number): number {
  return logGamma(of + 1) - logGamma(some + 1) - logGamma(of - some + 1);
}
