/** A purpose random numbers are drawn for: each has its own stream, so that a change in one moves no other. */
export type Purpose = "person" | "journey" | "partner" | "consent" | "survey" | "account" | "message";

const purposes: Readonly<Record<Purpose, number>> = {
  person: 1,
  journey: 2,
  partner: 3,
  consent: 4,
  survey: 5,
  account: 6,
  message: 7,
};

/**
 * A stream of random numbers: sfc32 (Chris Doty-Humphrey, PractRand), 32-bit integers only, so that every machine
 * draws the same. Seeded by purpose and index: person 17 is the same among 100 people and among a million.
 *
 * @example
 * ```ts
 * import { Stream } from "./random.ts";
 * const one = new Stream(1), two = new Stream(1);
 * one.start("person", 17);
 * two.start("person", 17);
 * if (one.unit() !== two.unit()) throw new Error();
 * ```
 */
export class Stream {
  readonly #seed: number;
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 1;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Goes to the beginning of the stream of a purpose and an index. */
  start(purpose: Purpose, index: number): void {
    this.#a = this.#seed | 0;
    this.#b = purposes[purpose];
    this.#c = index | 0;
    this.#d = 1;
    for (let i = 0; i < 12; i++) this.#next();
  }

  /** Uniform in [0, 1), a multiple of 2^-32. */
  unit(): number {
    return this.#next() / 0x1_0000_0000;
  }

  /** Uniform among 0 … n − 1. */
  below(n: number): number {
    return Math.floor(this.unit() * n);
  }

  /** True with probability `p`. */
  chance(p: number): boolean {
    return this.unit() < p;
  }

  /** An index, drawn by weight (weights need not add up to 1). */
  pick(weights: readonly number[]): number {
    return pickAt(this.unit(), weights);
  }

  #next(): number {
    const t = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }
}

/** The index at which the running total of the weights passes share `u` of their sum. */
export function pickAt(u: number, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let rest = u * total;
  for (let i = 0; i < weights.length - 1; i++) {
    rest -= weights[i]!;
    if (rest < 0) return i;
  }
  return weights.length - 1;
}

/**
 * The value at share `u` of a distribution given by equally spaced quantiles (11 numbers: minimum, deciles,
 * maximum), straight lines between. Inverse transform by arithmetic alone: `Math.log` and friends may differ in the
 * last digit between machines.
 *
 * @example
 * ```ts
 * import { quantile } from "./random.ts";
 * if (quantile(0.5, [0, 10, 40]) !== 10 || quantile(0.75, [0, 10, 40]) !== 25) throw new Error();
 * ```
 */
export function quantile(u: number, table: readonly number[]): number {
  const place = u * (table.length - 1);
  const i = Math.min(Math.floor(place), table.length - 2);
  return table[i]! + (table[i + 1]! - table[i]!) * (place - i);
}

/**
 * Evenly spread numbers in [0, 1): the additive recurrence of the golden ratio, one sequence a group.
 *
 * Decisions that carry a planted truth are drawn here instead of from a {@linkcode Stream}: among the first n people
 * of a group, the share with `next(group) < p` is within about 1/n of `p`, so the truth shows at every size.
 */
export class Even {
  readonly #seed: number;
  readonly #drawn = new Map<number, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The next number of a group's sequence. */
  next(group: number): number {
    const n = (this.#drawn.get(group) ?? 0) + 1;
    this.#drawn.set(group, n);
    const x = n * 0.6180339887498949 + ((group * 37 + this.#seed * 101) % 997) / 997;
    return x - Math.floor(x);
  }
}
