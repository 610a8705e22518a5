import { InputError } from "../workspace/mod.ts";
import { centroidResult } from "./_centroid_result.ts";
import { checkFit } from "./_check_fit.ts";
import { bestRun, fewRows } from "./_kmeans_runs.ts";
import { startRows } from "./_kmeans_many_rows.ts";
import type { Features } from "./features.ts";
import type { Clustering } from "./result.ts";

/** How to run k-means. */
export interface KmeansOptions {
  /** How many clusters, 1 to the number of rows. */
  readonly k: number;
  /** Starts, each run until its centres rest; the best counts. Default 10. */
  readonly restarts?: number;
  /** Fixes the random starts. Default 1. */
  readonly seed?: number;
  /** Default 300 a start. */
  readonly maxIterations?: number;
  /** One number a row, not negative, in place of the features' own. A row of weight 0 is labelled and moves nothing. */
  readonly weights?: Float64Array;
  /** Threads beside this one. Default: none below 200,000 rows, then one a further core. Results never differ. */
  readonly helpers?: number;
  /** Stops the work between starts. */
  readonly signal?: AbortSignal;
  /** Called after each start with the share done, in [0, 1]. */
  readonly onProgress?: (share: number) => void;
}

/**
 * K-means: groups people around k centres so that the squared distances to the own centre add up to the least.
 *
 * Lloyd's algorithm (1982) with Hamerly's bounds (2010) from k-means++ starts (Arthur & Vassilvitskii 2007).
 *
 * - Up to 20,000 rows, equal rows count as one of their weight, and each start is worked on: single rows are exchanged
 *   (Hartigan 1975) and single centres moved at random (Fränti 2018) while that lowers the sum of squares. Neither the
 *   order of rows nor that of columns matters.
 * - Of more than 32,768 rows (1,024 k where that is more), each start is drawn from, and first run on, a sample of a
 *   quarter of that; then on all rows. A start that is 1 % worse on a sample, and after five iterations on all
 *   rows still is, is left there; the others run until their centres all but rest (the squared movements add up to
 *   1e-4 of the columns' variance), the best on until no row changes, for 100 iterations at most.
 *
 * Clusters are numbered by falling size. Cost: rows × k × columns for the first start, less for each further one.
 * Distances are in the units of the features: scale first what is measured in different ones. Memory: ten bytes a row
 * beside the data; 10,000,000 × 16 (640 MB) peaks at 850 MB, the program included.
 *
 * @returns Labels 1 to k; `withinSS` and `totalSS` in squared units of the (scaled) features; centres in the units of
 * the input. With fewer different rows than k there are fewer clusters, and a warning.
 * @throws {InputError} k is not a whole number from 1 to the number of rows; restarts or weights make no sense.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { kmeans } from "./kmeans.ts";
 * const { labels, result } = await kmeans(featuresOfMatrix(matrixOf([[1, 2, 9, 10, 11]])), { k: 2 });
 * if (labels.join() !== "2,2,1,1,1" || result.withinSS !== 2.5) throw new Error();
 * ```
 */
export async function kmeans(features: Features, options: KmeansOptions): Promise<Clustering> {
  const { k, restarts = 10, seed = 1, maxIterations = 300, helpers, signal, onProgress } = options;
  const { matrix } = features;
  const weights = options.weights ?? features.weights;
  checkFit({ rows: matrix.rows, k, restarts, seed, weights });
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new InputError(`Cannot run ${maxIterations} iterations: give a whole number from 1`);
  }
  const from = performance.now();
  const best = await bestRun({
    matrix,
    names: features.names,
    weights,
    k,
    restarts,
    seed,
    maxIterations,
    helpers,
    signal,
    onProgress,
  });
  return centroidResult(features, {
    ...best,
    method: "kmeans",
    restarts,
    restartHits: best.hits,
    seed,
    description: describe(matrix.rows, { k, restarts, seed }, weights !== null),
    warnings: [],
    fitSeconds: (performance.now() - from) / 1000,
  });
}

function describe(
  rows: number,
  { k, restarts, seed }: { k: number; restarts: number; seed: number },
  weighted: boolean,
): string {
  const sample = startRows(rows, k);
  const starts = sample < rows ? `, each drawn from and first run on ${sample} of ${rows} rows` : "";
  const worked = rows <= fewRows
    ? "; each then improved by exchanging single rows and moving single centres"
    : "";
  return `K-means with ${k} ${k === 1 ? "centre" : "centres"}${
    weighted ? ", rows weighted" : ""
  }: the best of ` +
    `${restarts} k-means++ ${
      restarts === 1 ? "start" : "starts"
    } (seed ${seed})${starts}, run on all rows until ` +
    `${
      rows > fewRows ? "its centres all but rest, the best until none" : "none"
    } changes its cluster${worked}.`;
}
