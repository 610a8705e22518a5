import { allocateMatrix, QuickKMeans, random } from "../kernels/mod.ts";
import { type Compact, compact, expand } from "./_compact.ts";
import { drawRows } from "./_draw_rows.ts";
import { clustersIn } from "./_resamples.ts";
import { rowsOf } from "./_rows_of.ts";
import type { BootstrapTask, Clusterer, LabelTask } from "./clusterer.ts";
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
const quick = 1e-4;

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
  #kernel: Promise<QuickKMeans> | undefined;

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
  }

  fit(k: number, seed: number): Promise<Clustering> {
    return kmeans(this.features, { k, seed, restarts: this.#options.restarts ?? 10 });
  }

  async label({ k, counts, seed, restarts }: LabelTask): Promise<Uint16Array> {
    const starts = restarts ?? this.#options.quickRestarts ?? 3;
    const kernel = await (this.#kernel ??= this.#quick());
    return expand(this.#compact.of, kernel.fit({ k, counts, seed, starts }, quick));
  }

  async bootstrap({ k, labels, seed }: BootstrapTask): Promise<Iterator<ArrayLike<number>>> {
    // A kernel of its own: nothing comes between one sample and the next.
    const kernel = await this.#quick();
    const rows = Math.max(seedRows, seedRowsACentre * k);
    return kernel.bootstrap({ k, labels, clusters: clustersIn(labels), seed, rows }, loose);
  }

  #quick(): Promise<QuickKMeans> {
    const { matrix, of } = this.#compact;
    return QuickKMeans.over({ matrix, of, weights: this.#weights });
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
  const order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  for (let i = rows - 1; i > 0; i--) {
    const other = Math.floor(next() * (i + 1));
    const kept = order[i]!;
    order[i] = order[other]!;
    order[other] = kept;
  }
  return order;
}
