import { allocateMatrix, KMeansKernel, type Matrix, random } from "../kernels/mod.ts";
import { collapse, type Compact, compact, expand } from "./_compact.ts";
import { drawRows } from "./_draw_rows.ts";
import { rowsOf } from "./_rows_of.ts";
import type { Clusterer, LabelTask } from "./clusterer.ts";
import type { Features } from "./features.ts";
import { kmeans } from "./kmeans.ts";
import type { Clustering } from "./result.ts";

/** How k-means is judged. */
export interface KmeansClustererOptions {
  /** Restarts of the fit on everybody. Default 10. */
  readonly restarts?: number;
  /** Restarts of each quick fit. Default 3, as flexclust. */
  readonly quickRestarts?: number;
  /** Beyond this many people, a random sample of them is resampled. Default 2,000. */
  readonly sample?: number;
  /** Fixes the sample. Default 1. */
  readonly seed?: number;
}

/**
 * K-means as {@linkcode Clusterer}, for the judgements of stability.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { kmeansClusterer } from "./kmeans_clusterer.ts";
 * const clusterer = kmeansClusterer(featuresOfMatrix(matrixOf([[0, 1, 9, 10]])));
 * const [a, b, c, d] = await clusterer.label({ k: 2, counts: Float64Array.of(1, 0, 0, 1), seed: 1 });
 * if (a !== b || c !== d || b === c) throw new Error();
 * ```
 */
export function kmeansClusterer(features: Features, options: KmeansClustererOptions = {}): Clusterer {
  return new KmeansClusterer(features, options);
}

/** Close enough to the end to be compared: what moves after that is a handful of people. */
const quick = { tolerance: 1e-4, maxIterations: 100 };

/** Where one start of many samples is followed: at ten times as much, Jaccard indices keep their first three digits. */
const loose = 1e-3;
/** Such a start is drawn from so many of the people: they stand in a random order. */
const seedRows = 512;
const seedRowsACentre = 64;

class KmeansClusterer implements Clusterer {
  readonly method = "kmeans";
  readonly features: Features;
  readonly sample: Uint32Array | null;
  readonly people: number;
  readonly #options: KmeansClustererOptions;
  readonly #weights: Float64Array | null;
  readonly #compact: Compact;
  /** Room for the rows of one resample. */
  readonly #room: Matrix;
  /** Mean variance of the columns. */
  #variance: number | undefined;

  constructor(features: Features, options: KmeansClustererOptions) {
    const { sample = 2000, seed = 1 } = options;
    const { matrix, weights, names } = features;
    this.features = features;
    this.#options = options;
    this.sample = matrix.rows > sample ? drawRows(matrix.rows, sample, seed) : null;
    this.people = this.sample?.length ?? matrix.rows;
    this.#weights = this.sample && weights ? Float64Array.from(this.sample, (row) => weights[row]!) : weights;
    const own = compact(this.sample ? rowsOf(matrix, this.sample) : matrix, names, this.#weights);
    this.#compact = inRandomOrder(own, seed);
    this.#room = allocateMatrix(this.#compact.matrix.rows, matrix.columns);
  }

  fit(k: number, seed: number): Promise<Clustering> {
    return kmeans(this.features, { k, seed, restarts: this.#options.restarts ?? 10 });
  }

  async label({ k, counts, seed, restarts, drawnOnly }: LabelTask): Promise<Uint16Array> {
    const { matrix, of, weights: all } = this.#compact;
    const weights = counts ? collapse(of, matrix.rows, this.#times(counts)) : all;
    const used = this.#used(weights);
    const kernel = await KMeansKernel.over(used.matrix, k, { weights: used.weights });
    if (drawnOnly && restarts === 1) {
      this.#fill(used.matrix, weights);
      const near = loose * (this.#variance ??= this.#spread());
      const rows = Math.min(used.matrix.rows, Math.max(seedRows, seedRowsACentre * k));
      const labels = kernel.settle(kernel.plusPlus(random(seed), undefined, rows), near, quick.maxIterations);
      return expandDrawn(of, weights, labels);
    }
    const whole = await KMeansKernel.over(matrix, k);
    // From here on nothing waits, so that no other fit can come between.
    this.#fill(used.matrix, weights);
    const next = random(seed);
    const starts = restarts ?? this.#options.quickRestarts ?? 3;
    let best = kernel.run(kernel.plusPlus(next), quick);
    for (let restart = 1; restart < starts; restart++) {
      const run = kernel.run(kernel.plusPlus(next), quick);
      if (run.withinSS < best.withinSS) best = run;
    }
    whole.run(best.centres, { maxIterations: 0 });
    return expand(of, whole.labels());
  }

  /** Room for the rows that weigh something, and their weights. */
  #used(weights: Float64Array): { matrix: Matrix; weights: Float64Array } {
    const own = new Float64Array(weights.length);
    let rows = 0;
    for (let i = 0; i < weights.length; i++) if (weights[i]! > 0) own[rows++] = weights[i]!;
    return { matrix: { ...this.#room, rows }, weights: own.subarray(0, rows) };
  }

  /** Puts the rows that weigh something one after the other, as many at a time as stand together. */
  #fill({ width, data }: Matrix, weights: Float64Array): void {
    const from = this.#compact.matrix.data;
    const rows = weights.length;
    for (let i = 0, at = 0; i < rows;) {
      while (i < rows && weights[i]! <= 0) i++;
      const start = i;
      while (i < rows && weights[i]! > 0) i++;
      data.set(from.subarray(start * width, i * width), at);
      at += (i - start) * width;
    }
  }

  shuffled(seed: number): Clusterer {
    const { matrix, names, encodings } = this.features;
    const own = this.sample ? rowsOf(matrix, this.sample) : matrix;
    const mixed = allocateMatrix(own.rows, own.columns);
    const next = random(seed);
    for (let j = 0; j < own.columns; j++) {
      shuffle(own.rows, next).forEach((row, i) =>
        mixed.data[i * mixed.width + j] = own.data[row * own.width + j]!
      );
    }
    const { report } = this.features;
    return new KmeansClusterer(
      { matrix: mixed, names, encodings, rows: null, tableRows: own.rows, weights: this.#weights, report },
      { ...this.#options, sample: own.rows },
    );
  }

  #spread(): number {
    const { matrix: { rows, columns, width, data }, weights } = this.#compact;
    let total = 0;
    let variance = 0;
    for (let i = 0; i < rows; i++) total += weights[i]!;
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < rows; i++) sum += weights[i]! * data[i * width + j]!;
      for (let i = 0; i < rows; i++) squares += weights[i]! * (data[i * width + j]! - sum / total) ** 2;
      variance += squares / total / columns;
    }
    return variance;
  }

  #times(counts: Float64Array): Float64Array {
    const weights = this.#weights;
    return weights ? counts.map((count, i) => count * weights[i]!) : counts;
  }
}

/** Labels, from 1, of the rows that weigh something, which stand one after the other; 0 for the others. */
function expandDrawn(of: Uint32Array, weights: Float64Array, labels: Uint16Array): Uint16Array {
  const own = new Uint16Array(weights.length);
  for (let i = 0, at = 0; i < weights.length; i++) if (weights[i]! > 0) own[i] = labels[at++]! + 1;
  const out = new Uint16Array(of.length);
  for (let i = 0; i < out.length; i++) out[i] = own[of[i]!]!;
  return out;
}

/** The same rows in a random order that depends on nothing but their values and the seed. */
function inRandomOrder({ matrix, weights, of }: Compact, seed: number): Compact {
  const order = shuffle(matrix.rows, random(seed));
  const place = new Uint32Array(order.length);
  order.forEach((row, i) => place[row] = i);
  return {
    matrix: rowsOf(matrix, order),
    weights: Float64Array.from(order, (row) => weights[row]!),
    of: of.map((row) => place[row]!),
  };
}

function shuffle(rows: number, next: () => number): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  for (let i = rows - 1; i > 0; i--) {
    const other = Math.floor(next() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}
