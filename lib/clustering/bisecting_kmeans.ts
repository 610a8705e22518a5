import { inTurn, KMeansKernel, type Matrix } from "../kernels/mod.ts";
import { centroidResult } from "./_centroid_result.ts";
import { checkFit } from "./_check_fit.ts";
import { bestRun } from "./_kmeans_runs.ts";
import { rowsOf } from "./_rows_of.ts";
import type { Features } from "./features.ts";
import type { KmeansOptions } from "./kmeans.ts";
import type { Clustering } from "./result.ts";

/**
 * Bisecting k-means (Steinbach, Karypis & Kumar 2000): begins with everybody in one cluster and splits, k − 1 times, the
 * cluster with the largest sum of squares in two, by k-means with the given restarts.
 *
 * Each further cluster divides an existing one, so that solutions for rising k are nested. The sum of squares is a
 * little higher than that of {@linkcode kmeans}; people keep the cluster of their branch, even where another branch's
 * centre is nearer.
 *
 * @returns As {@linkcode kmeans}; `restartHits` is that of the split that was hit least often.
 * @throws {InputError} As {@linkcode kmeans}.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { bisectingKmeans } from "./bisecting_kmeans.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * const data = featuresOfMatrix(matrixOf([[0, 1, 50, 51, 52, 90, 91, 92, 93]]));
 * const { labels } = await bisectingKmeans(data, { k: 3 });
 * if (labels.join() !== "3,3,2,2,2,1,1,1,1") throw new Error();
 * ```
 */
export async function bisectingKmeans(features: Features, options: KmeansOptions): Promise<Clustering> {
  const { k, restarts = 10, seed = 1, maxIterations = 300, signal, onProgress } = options;
  const { matrix } = features;
  const weights = options.weights ?? features.weights;
  checkFit({ rows: matrix.rows, k, restarts, seed, weights });
  const from = performance.now();
  const branches: Branch[] = [{ rows: null, withinSS: Infinity }];
  let iterations = 0;
  let converged = true;
  let hits = restarts;
  while (branches.length < k) {
    const widest = branches.reduce(
      (best, { withinSS }, b) => withinSS > branches[best]!.withinSS ? b : best,
      0,
    );
    const { rows, withinSS } = branches[widest]!;
    // What is left are groups of equal rows.
    if (withinSS <= 0) break;
    const part = rows
      ? { matrix: rowsOf(matrix, rows), weights: weights && Float64Array.from(rows, (row) => weights[row]!) }
      : { matrix, weights };
    const split = await bestRun({
      ...part,
      names: features.names,
      k: 2,
      restarts,
      seed: seed + branches.length - 1,
      maxIterations,
      helpers: options.helpers,
      signal,
    });
    iterations += split.iterations;
    converged &&= split.converged;
    hits = Math.min(hits, split.hits);
    const halves = await Promise.all([0, 1].map((half) => branch(part, split, half, rows)));
    branches.splice(widest, 1, halves[0]!, ...halves.slice(1).filter(({ rows }) => rows!.length > 0));
    onProgress?.(branches.length / k);
  }
  const labels = new Uint16Array(matrix.rows);
  branches.forEach(({ rows }, c) => rows?.forEach((row) => labels[row] = c));
  const measured = await inTurn(matrix, async () => {
    using kernel = await KMeansKernel.over(matrix, k, { weights: weights ?? undefined });
    return { ...kernel.exact(labels), totalSS: kernel.totalSS() };
  });
  return centroidResult(features, {
    ...measured,
    labels,
    method: "bisecting-kmeans",
    iterations,
    converged,
    restarts,
    restartHits: hits,
    seed,
    description:
      `Bisecting k-means to ${k} clusters: the one with the largest sum of squares is split in two, each ` +
      `time by the best of ${restarts} k-means++ ${restarts === 1 ? "start" : "starts"} (seed ${seed}).`,
    warnings: [],
    fitSeconds: (performance.now() - from) / 1000,
  });
}

interface Branch {
  /** Rows of the matrix; null: all. */
  readonly rows: Uint32Array | null;
  readonly withinSS: number;
}

interface Part {
  readonly matrix: Matrix;
  readonly weights: Float64Array | null;
}

/** One half of a split, with its sum of squares. */
function branch(
  { matrix: { data, width, columns }, weights }: Part,
  { labels, centres }: { readonly labels: Uint16Array; readonly centres: Float64Array },
  half: number,
  rows: Uint32Array | null,
): Branch {
  const own: number[] = [];
  let withinSS = 0;
  labels.forEach((label, i) => {
    if (label !== half) return;
    own.push(rows ? rows[i]! : i);
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (data[i * width + j]! - centres[half * columns + j]!) ** 2;
    withinSS += sum * (weights ? weights[i]! : 1);
  });
  return { rows: Uint32Array.from(own), withinSS };
}
