import { checkFit } from "./_check_fit.ts";
import { measureGroups } from "./_groups.ts";
import { medoidClustering } from "./_medoid_clustering.ts";
import { metricName } from "./_metric_name.ts";
import { bestMedoids } from "./_pam_swap.ts";
import { checkComparable, measureAll, rowStart } from "./_space.ts";
import { rowsIn, spaceOf } from "./_space_of.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import type { DistanceData } from "./distance_data.ts";
import type { Clustering } from "./result.ts";

/** How to run PAM. */
export interface PamOptions {
  /** How many clusters, 1 to the number of rows. */
  readonly k: number;
  /** Default: `euclidean` for features, `gower` for mixed data. */
  readonly metric?: DistanceMetric;
  /** One number a row, not negative, in place of the data's own. A row of weight 0 is labelled and moves nothing. */
  readonly weights?: Float64Array;
}

/**
 * Partitioning around medoids (Kaufman & Rousseeuw 1990): groups people around k of them, the medoids, so that the
 * distances to the own medoid add up to the least that exchanging one medoid for another person can reach.
 *
 * Build and swap as R's `pam` has them, all exchanges tried at once (FastPAM1; Schubert & Rousseeuw 2019). Where rows
 * are equally good starts, both the last (as R) and the first are followed, and the better end counts. Nothing is
 * random. Equal rows count as one of their weight, taken in the order of their values, so that the order of rows does not
 * matter; of given distances it may, where two solutions are equally good.
 *
 * Rows² steps for each medoid and each exchange. Memory: the distances of all pairs of different rows, 8 bytes each up
 * to 10,000 of them (400 MB), 4 beyond.
 *
 * @returns Labels 1 to k; `medoids` as row numbers from 1; `withinSS` the sum of distances to the own medoid and
 * `totalSS` that to one medoid for all; `silhouette`; `medoidFit` with the objective and the shape of each cluster.
 * @throws {InputError} k is not a whole number from 1 to the number of rows; weights make no sense; two people have
 * nothing to be compared by; there are more than 30,000 different rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { pam } from "./pam.ts";
 * const { labels, result } = await pam(featuresOfMatrix(matrixOf([[1, 2, 9, 10, 12]])), { k: 2 });
 * if (labels.join() !== "2,2,1,1,1" || result.medoids?.[0] !== 4 || result.withinSS !== 4) throw new Error();
 * ```
 */
export async function pam(data: DistanceData, options: PamOptions): Promise<Clustering> {
  const { k, metric } = options;
  const weights = options.weights ?? data.weights;
  checkFit({ rows: rowsIn(data), k, restarts: 1, seed: 0, weights });
  const from = performance.now();
  const space = await spaceOf(data, metric, weights);
  const triangle = measureAll(space, "Use CLARA, which draws samples, or k-means.");
  checkComparable(space, triangle);
  const task = { rows: space.rows, triangle, weights: space.weights, k };
  const { medoids, labels, apart, sum, startSum, swaps } = bestMedoids(task);
  return medoidClustering(space, {
    method: "pam",
    k,
    medoids: medoids.map((medoid) => space.first[medoid]!),
    labels: Uint16Array.from(space.of, (row) => labels[row]!),
    apart: Float64Array.from(space.of, (row) => apart[row]!),
    groups: measureGroups(
      (i) => triangle.subarray(rowStart(i), rowStart(i + 1)),
      labels,
      medoids.length,
      space.counts,
    ),
    sum,
    buildSum: startSum,
    totalSum: bestMedoids({ ...task, k: 1 }).sum,
    weights,
    iterations: swaps,
    restarts: 1,
    restartHits: 1,
    seed: 1,
    description: `${k === 1 ? "Partitioning around 1 medoid" : `Partitioning around ${k} medoids`} (PAM) by ${
      metricName[space.metric]
    }: built one by one, then ${swaps} ${swaps === 1 ? "exchange" : "exchanges"} until none lowers the sum.`,
    fitSeconds: (performance.now() - from) / 1000,
  });
}
