import { sortOrder } from "../kernels/mod.ts";
import type { GaussianEm } from "./_gaussian_em.ts";
import type { MixtureSpace } from "./_mixture_space.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";

/** Rows a start looks at; of more, evenly spaced ones. */
const mostRows = 5000;
const mostPasses = 20;
/** Share of the rows that lose their group in a model near another. */
const shaken = 0.2;

/** Rows by number, `[i * columns + j]`. */
interface Sample {
  readonly rows: number;
  readonly width: number;
  readonly data: Float64Array;
  readonly weights: Float64Array;
}

/** Starts for one mixture after another, from random numbers. */
export class MixtureStarts {
  readonly #em: GaussianEm;
  readonly #shape: CovarianceShape;
  /** Rows in the space of the fit; with the columns' own correlations; as ranks of each column, in [0, 1]. */
  readonly #even: Sample;
  readonly #plain: Sample;
  readonly #ranks: Sample;
  /** Places of the sample's rows in the space. */
  readonly #picked: readonly number[];

  constructor(em: GaussianEm, space: MixtureSpace, shape: CovarianceShape) {
    this.#em = em;
    this.#shape = shape;
    const all = space.order.length;
    const rows = Math.min(all, mostRows);
    const width = em.columns;
    const picked = Array.from({ length: rows }, (_, i) => Math.floor((i + 0.5) * all / rows));
    this.#picked = picked;
    const weights = Float64Array.from(picked, (row) => space.weights[row]!);
    const even = new Float64Array(rows * width);
    const plain = new Float64Array(rows * width);
    for (let i = 0; i < width; i++) {
      const row = space.factor.subarray(i * (i + 1) / 2, (i + 1) * (i + 2) / 2);
      const deviation = Math.hypot(...row);
      picked.forEach((at, n) => {
        even[n * width + i] = space.columns[i]![at]!;
        let sum = 0;
        for (let j = 0; j <= i; j++) sum += row[j]! * space.columns[j]![at]!;
        plain[n * width + i] = sum / deviation;
      });
    }
    this.#even = { rows, width, data: even, weights };
    this.#plain = { rows, width, data: plain, weights };
    this.#ranks = { rows, width, data: ranksOf(plain, rows, width), weights };
  }

  /**
   * A model to climb from, by turns: around groups of k-means with the correlations of all rows taken out; left in;
   * by ranks, which outliers do not pull; and around random rows. Half of the turns do without k-means' steps, which lead
   * from many rows to the same few groups.
   */
  next(start: number, random: () => number): Float64Array {
    const { k } = this.#em;
    const sample = [this.#even, this.#plain, this.#ranks, this.#even][start % 4]!;
    const still = start % 4 === 3;
    const passes = still || start % 8 > 3 ? 0 : mostPasses;
    const centres = seeds(sample, k, random, still);
    const labels = new Uint16Array(sample.rows);
    let changed = nearest(sample, centres, k, labels);
    for (let pass = 0; pass < passes && changed > 0; pass++) {
      centre(sample, labels, k, centres);
      changed = nearest(sample, centres, k, labels);
    }
    return this.#around(labels);
  }

  /** A model near another: from its groups, with some of the rows put into any. */
  near(model: Float64Array, random: () => number): Float64Array {
    const chances = this.#em.posterior(model);
    const { k } = this.#em;
    const labels = Uint16Array.from(this.#picked, (at) => {
      if (random() < shaken) return Math.floor(random() * k);
      let likeliest = 0;
      for (let c = 1; c < k; c++) {
        if (chances[at * k + c]! > chances[at * k + likeliest]!) likeliest = c;
      }
      return likeliest;
    });
    return this.#around(labels);
  }

  /** A model of labelled rows; small groups lean on what all groups have within. */
  #around(labels: Uint16Array): Float64Array {
    const { k, columns, block, blocks, places } = this.#em;
    const { rows, data, weights } = this.#even;
    const model = new Float64Array(places.length);
    const pairs = columns * (columns + 1) / 2;
    const counts = new Float64Array(k);
    const means = model.subarray(places.means, places.variances);
    for (let i = 0; i < rows; i++) counts[labels[i]!]! += weights[i]!;
    for (let i = 0; i < rows; i++) {
      const c = labels[i]!;
      for (let j = 0; j < columns; j++) {
        means[c * columns + j]! += weights[i]! * data[i * columns + j]! / counts[c]!;
      }
    }
    const own = new Float64Array(k * pairs);
    const within = new Float64Array(pairs);
    const people = counts.reduce((sum, count) => sum + count, 0);
    for (let i = 0; i < rows; i++) {
      const c = labels[i]!;
      for (let a = 0, pair = 0; a < columns; a++) {
        const x = weights[i]! * (data[i * columns + a]! - means[c * columns + a]!);
        for (let b = 0; b <= a; b++, pair++) {
          const product = x * (data[i * columns + b]! - means[c * columns + b]!);
          own[c * pairs + pair]! += product;
          within[pair]! += product / people;
        }
      }
    }
    for (let j = 0; j < columns; j++) within[j * (j + 3) / 2]! += 1e-6;
    const lean = columns + 1;
    for (let c = 0; c < k; c++) {
      model[c] = (counts[c]! + 1) / (people + k);
      const covariance = within.map((shared, pair) =>
        blocks === 1 ? shared : (own[c * pairs + pair]! + lean * shared) / (counts[c]! + lean)
      );
      const variances = Array.from({ length: columns }, (_, j) => covariance[j * (j + 3) / 2]!);
      model.set(
        this.#shape === "spherical"
          ? [variances.reduce((sum, variance) => sum + variance, 0) / columns]
          : this.#shape === "diagonal"
          ? variances
          : covariance,
        places.variances + (blocks === 1 ? 0 : c) * block,
      );
    }
    return model;
  }
}

/** Ranks of each column, equal values alike. */
function ranksOf(data: Float64Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(data.length);
  for (let j = 0; j < width; j++) {
    const order = sortOrder(Float64Array.from({ length: rows }, (_, i) => data[i * width + j]!));
    let rank = 0;
    order.forEach((row, i) => {
      if (i > 0 && data[row * width + j]! > data[order[i - 1]! * width + j]!) rank = i;
      out[row * width + j] = rank / rows;
    });
  }
  return out;
}

/** Rows drawn as centres: far apart (k-means++, Arthur & Vassilvitskii 2007), or at random. */
function seeds(
  { rows, width, data, weights }: Sample,
  k: number,
  random: () => number,
  even: boolean,
): Float64Array {
  const centres = new Float64Array(k * width);
  const chance = weights.slice();
  const away = new Float64Array(rows).fill(Infinity);
  for (let c = 0; c < k; c++) {
    let left = random() * chance.reduce((sum, x) => sum + x, 0);
    let drawn = rows - 1;
    for (let i = 0; i < rows; i++) {
      if ((left -= chance[i]!) < 0) {
        drawn = i;
        break;
      }
    }
    const at = drawn * width;
    centres.set(data.subarray(at, at + width), c * width);
    for (let i = 0; i < rows; i++) {
      away[i] = Math.min(away[i]!, apart(data, i * width, data, at, width));
      chance[i] = away[i] === 0 ? 0 : weights[i]! * (even ? 1 : away[i]!);
    }
  }
  return centres;
}

/** Puts rows with their nearest centre; gives how many changed. */
function nearest(
  { rows, width, data }: Sample,
  centres: Float64Array,
  k: number,
  labels: Uint16Array,
): number {
  let changed = 0;
  for (let i = 0; i < rows; i++) {
    let best = 0;
    let least = Infinity;
    for (let c = 0; c < k; c++) {
      const distance = apart(data, i * width, centres, c * width, width);
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    if (labels[i] !== best) changed++;
    labels[i] = best;
  }
  return changed;
}

/** Moves centres to the means of their rows; a centre without rows stays. */
function centre(
  { rows, width, data, weights }: Sample,
  labels: Uint16Array,
  k: number,
  centres: Float64Array,
): void {
  const sums = new Float64Array(k * width);
  const counts = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    const c = labels[i]!;
    counts[c]! += weights[i]!;
    for (let j = 0; j < width; j++) sums[c * width + j]! += weights[i]! * data[i * width + j]!;
  }
  for (let c = 0; c < k; c++) {
    if (counts[c]! > 0) {
      for (let j = 0; j < width; j++) centres[c * width + j] = sums[c * width + j]! / counts[c]!;
    }
  }
}

function apart(a: Float64Array, i: number, b: Float64Array, j: number, width: number): number {
  let sum = 0;
  for (let x = 0; x < width; x++) sum += (a[i + x]! - b[j + x]!) ** 2;
  return sum;
}
