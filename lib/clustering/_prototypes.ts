import type { PrototypeData } from "./_prototype_data.ts";

/**
 * Clusters of a mix of numbers and words, kept up to date row by row: means of numbers, commonest words, and what it
 * would cost to take a row out or in.
 */
export class Prototypes {
  readonly #data: PrototypeData;
  readonly #gamma: number;
  readonly #k: number;
  /** `[c * numbers + j]`: weight and sum of the known values. */
  readonly #masses: Float64Array;
  readonly #sums: Float64Array;
  /** `[c * width + from[j] + word]`: weight of each word. */
  readonly #counts: Float64Array;
  readonly #from: readonly number[];
  readonly #width: number;
  /** `[c * words + j]`: the commonest word; of equally common ones the first. */
  readonly #modes: Int32Array;
  /** Weight of each cluster. */
  readonly sizes: Float64Array;

  constructor(data: PrototypeData, k: number, gamma: number) {
    this.#data = data;
    this.#gamma = gamma;
    this.#k = k;
    let width = 0;
    this.#from = data.words.map(({ words }) => (width += words) - words);
    this.#width = width;
    this.#masses = new Float64Array(k * data.numbers.length);
    this.#sums = new Float64Array(k * data.numbers.length);
    this.#counts = new Float64Array(k * width);
    this.#modes = new Int32Array(k * data.words.length);
    this.sizes = new Float64Array(k);
  }

  /** Takes a row in, or with a weight below 0 out. */
  add(row: number, c: number, weight: number): void {
    const { numbers, words } = this.#data;
    this.sizes[c]! += weight;
    for (let j = 0; j < numbers.length; j++) {
      const value = numbers[j]!.values[row]!;
      if (value !== value) continue;
      this.#masses[c * numbers.length + j]! += weight;
      this.#sums[c * numbers.length + j]! += weight * value;
    }
    for (let j = 0; j < words.length; j++) {
      const code = words[j]!.codes[row]!;
      if (code < 0) continue;
      this.#counts[c * this.#width + this.#from[j]! + code]! += weight;
      this.#modes[c * words.length + j] = this.#commonest(c, j);
    }
  }

  #commonest(c: number, j: number): number {
    const from = c * this.#width + this.#from[j]!;
    let best = 0;
    for (let word = 1; word < this.#data.words[j]!.words; word++) {
      if (this.#counts[from + word]! > this.#counts[from + best]!) best = word;
    }
    return best;
  }

  /** Mean of numeric variable `j`; NaN where nothing is known. */
  mean(c: number, j: number): number {
    const at = c * this.#data.numbers.length + j;
    return this.#masses[at]! > 0 ? this.#sums[at]! / this.#masses[at]! : NaN;
  }

  /** Commonest word of variable `j`; −1 where nothing is known. */
  mode(c: number, j: number): number {
    const mode = this.#modes[c * this.#data.words.length + j]!;
    return this.#counts[c * this.#width + this.#from[j]! + mode]! > 0 ? mode : -1;
  }

  /** What a row costs with a prototype: squared differences + gamma × other words, of what is known. */
  cost(row: number, c: number): number {
    const { numbers, words } = this.#data;
    let sum = 0;
    for (let j = 0; j < numbers.length; j++) {
      const at = c * numbers.length + j;
      const apart = numbers[j]!.values[row]! - this.#sums[at]! / this.#masses[at]!;
      if (apart === apart) sum += apart * apart;
    }
    let others = 0;
    for (let j = 0; j < words.length; j++) {
      const code = words[j]!.codes[row]!;
      if (code >= 0 && code !== this.#modes[c * words.length + j]!) others++;
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
    const { numbers, words } = this.#data;
    let sum = 0;
    for (let j = 0; j < numbers.length; j++) {
      const value = numbers[j]!.values[row]!;
      const mass = this.#masses[c * numbers.length + j]!;
      if (value !== value || mass <= 0 || mass + weight <= mass * 1e-12) continue;
      const apart = value - this.#sums[c * numbers.length + j]! / mass;
      sum += mass * weight / (mass + weight) * apart * apart;
    }
    let others = 0;
    for (let j = 0; j < words.length; j++) {
      const code = words[j]!.codes[row]!;
      if (code < 0) continue;
      const from = c * this.#width + this.#from[j]!;
      const most = this.#counts[from + this.#modes[c * words.length + j]!]!;
      let next = Math.max(most, this.#counts[from + code]! + weight);
      if (weight < 0 && this.#counts[from + code] === most) {
        next = most + weight;
        for (let word = 0; word < words[j]!.words; word++) {
          if (word !== code) next = Math.max(next, this.#counts[from + word]!);
        }
      }
      others += weight + most - next;
    }
    return sum + this.#gamma * others;
  }
}
