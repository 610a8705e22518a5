import type { PrototypeData } from "./_prototype_data.ts";

/**
 * Clusters of a mix of numbers and words, kept up to date row by row: means of numbers, commonest words, and what it
 * would cost to take a row out or in.
 */
export class Prototypes {
  readonly #values: Float64Array;
  readonly #codes: Int32Array;
  readonly #numbers: number;
  readonly #words: readonly number[];
  readonly #gamma: number;
  readonly #k: number;
  /** `[c * numbers + j]`: weight, sum and mean of the known values. */
  readonly #masses: Float64Array;
  readonly #sums: Float64Array;
  readonly #means: Float64Array;
  /** `[c * width + from[j] + word]`: weight of each word. */
  readonly #counts: Float64Array;
  readonly #from: readonly number[];
  readonly #width: number;
  /** `[c * words + j]`: the commonest word; of equally common ones the first. */
  readonly #modes: Int32Array;
  /** Weight of each cluster. */
  readonly sizes: Float64Array;

  constructor({ values, codes, numbers, words }: PrototypeData, k: number, gamma: number) {
    this.#values = values;
    this.#codes = codes;
    this.#numbers = numbers.length;
    this.#words = words.map((part) => part.words);
    let width = 0;
    this.#from = this.#words.map((count) => (width += count) - count);
    this.#width = width;
    this.#gamma = gamma;
    this.#k = k;
    this.#masses = new Float64Array(k * numbers.length);
    this.#sums = new Float64Array(k * numbers.length);
    this.#means = new Float64Array(k * numbers.length).fill(NaN);
    this.#counts = new Float64Array(k * width);
    this.#modes = new Int32Array(k * words.length);
    this.sizes = new Float64Array(k);
  }

  /** Takes a row in, or with a weight below 0 out. */
  add(row: number, c: number, weight: number): void {
    this.sizes[c]! += weight;
    for (let j = 0; j < this.#numbers; j++) {
      const value = this.#values[row * this.#numbers + j]!;
      if (value !== value) continue;
      const at = c * this.#numbers + j;
      this.#masses[at]! += weight;
      this.#sums[at]! += weight * value;
      this.#means[at] = this.#masses[at]! > 0 ? this.#sums[at]! / this.#masses[at]! : NaN;
    }
    const words = this.#words.length;
    for (let j = 0; j < words; j++) {
      const code = this.#codes[row * words + j]!;
      if (code < 0) continue;
      const from = c * this.#width + this.#from[j]!;
      this.#counts[from + code]! += weight;
      const mode = this.#modes[c * words + j]!;
      const apart = this.#counts[from + code]! - this.#counts[from + mode]!;
      if (weight < 0 && code === mode) this.#modes[c * words + j] = this.#commonest(from, this.#words[j]!);
      else if (apart > 0 || (apart === 0 && code < mode)) this.#modes[c * words + j] = code;
    }
  }

  #commonest(from: number, words: number): number {
    let best = 0;
    for (let word = 1; word < words; word++) {
      if (this.#counts[from + word]! > this.#counts[from + best]!) best = word;
    }
    return best;
  }

  /** Mean of numeric variable `j`; NaN where nothing is known. */
  mean(c: number, j: number): number {
    return this.#means[c * this.#numbers + j]!;
  }

  /** Commonest word of variable `j`; −1 where nothing is known. */
  mode(c: number, j: number): number {
    const mode = this.#modes[c * this.#words.length + j]!;
    return this.#counts[c * this.#width + this.#from[j]! + mode]! > 0 ? mode : -1;
  }

  /** What a row costs with a prototype: squared differences + gamma × other words, of what is known. */
  cost(row: number, c: number): number {
    const numbers = this.#numbers;
    let sum = 0;
    for (let x = row * numbers, at = c * numbers, end = x + numbers; x < end; x++, at++) {
      const apart = this.#values[x]! - this.#means[at]!;
      if (apart === apart) sum += apart * apart;
    }
    const words = this.#words.length;
    let others = 0;
    for (let x = row * words, at = c * words, end = x + words; x < end; x++, at++) {
      const code = this.#codes[x]!;
      if (code >= 0 && code !== this.#modes[at]!) others++;
    }
    return sum + this.#gamma * others;
  }

  /** The cheapest cluster that has people; of equally cheap ones the own, then the first. */
  nearest(row: number, own: number): number {
    let best = own;
    let least = this.sizes[own]! > 0 ? this.cost(row, own) : Infinity;
    for (let c = 0; c < this.#k; c++) {
      if (c === own || this.sizes[c]! <= 0) continue;
      const cost = this.cost(row, c);
      if (cost < least) {
        least = cost;
        best = c;
      }
    }
    return best;
  }

  /** How the sum of all costs changes when a row comes in (weight above 0) or goes out (below), prototypes moving along. */
  change(row: number, c: number, weight: number): number {
    let sum = 0;
    for (let j = 0; j < this.#numbers; j++) {
      const at = c * this.#numbers + j;
      const mass = this.#masses[at]!;
      const apart = this.#values[row * this.#numbers + j]! - this.#means[at]!;
      if (apart !== apart || mass + weight <= mass * 1e-12) continue;
      sum += mass * weight / (mass + weight) * apart * apart;
    }
    const words = this.#words.length;
    let others = 0;
    for (let j = 0; j < words; j++) {
      const code = this.#codes[row * words + j]!;
      if (code < 0) continue;
      const from = c * this.#width + this.#from[j]!;
      const mode = this.#modes[c * words + j]!;
      const most = this.#counts[from + mode]!;
      let next = Math.max(most, this.#counts[from + code]! + weight);
      if (weight < 0 && this.#counts[from + code] === most) {
        next = most + weight;
        for (let word = 0; word < this.#words[j]!; word++) {
          if (word !== code) next = Math.max(next, this.#counts[from + word]!);
        }
      }
      others += weight + most - next;
    }
    return sum + this.#gamma * others;
  }
}
