import { InputError } from "../workspace/mod.ts";
import { chooseDense } from "./_choose_dense.ts";
import { clusteringOf } from "./_clustering_of.ts";
import { condensedTree } from "./_condensed_tree.ts";
import { densityTree } from "./_density_tree.ts";
import { meanWidth, measureGroups } from "./_groups.ts";
import { metricName } from "./_metric_name.ts";
import { coreDistances, spanningTree } from "./_mutual_reachability.ts";
import type { Space } from "./_space.ts";
import { rowsIn, spaceOf } from "./_space_of.ts";
import { withCentres } from "./_with_centres.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import type { DistanceData } from "./distance_data.ts";
import type { Clustering } from "./result.ts";

/** How to run HDBSCAN. */
export interface HdbscanOptions {
  /** Fewest people in a cluster, 2 or more. Default 5. */
  readonly minClusterSize?: number;
  /** How many people, oneself counted, make a place dense; more: more noise. Default `minClusterSize`. */
  readonly minSamples?: number;
  /** `eom` (default): the clusters that last longest as density rises. `leaf`: the smallest, finest ones. */
  readonly selection?: "eom" | "leaf";
  /** Whether everybody may be one cluster. Default false. */
  readonly allowSingleCluster?: boolean;
  /** Default: `euclidean` for features, `gower` for mixed data. */
  readonly metric?: DistanceMetric;
}

/** A clustering by density, with how firmly everybody belongs. */
export interface DensityClustering extends Clustering {
  /** How firmly each row belongs to its cluster, in [0, 1]; 0 for noise. */
  readonly strengths: Float64Array;
}

const most = 100_000;

/**
 * HDBSCAN (Campello, Moulavi & Sander 2013; McInnes & Healy 2017): finds places that are denser than what surrounds
 * them, of any shape, and says who lies in none (label 0, noise). It finds the number of clusters itself.
 *
 * `minSamples` counts the person, as scikit-learn has it; hdbscan's own `min_samples` is one less.
 *
 * Ties: parts that come together at the same distance come together at once, so that the result depends on neither the
 * order of rows nor the choice among equally short trees; where scikit-learn splits such a step in two at a time, by row
 * number, its clusters may differ. People at distance 0 from `minSamples` others would be infinitely dense: they count as
 * dense as the densest finite place. Weights count in shares only.
 *
 * Rows² distances, measured twice: 10,000 rows of 16 features take seconds, 100,000 minutes. Memory grows with rows only.
 *
 * @returns Labels 1 to k by falling size, 0 for noise; `strengths`; `densityFit` with the clusters' stabilities. The
 * silhouette is that of who is in a cluster; of features it is left to `silhouetteOf`.
 * @throws {InputError} The sizes make no sense, two people have nothing to be compared by, or there are more than
 * 100,000 different rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { hdbscan } from "./hdbscan.ts";
 * const data = featuresOfMatrix(matrixOf([[1, 2, 3, 4, 99, 40, 41, 42]]));
 * const { labels, strengths } = await hdbscan(data, { minClusterSize: 3, minSamples: 2 });
 * if (labels.join() !== "1,1,1,1,0,2,2,2" || strengths[0] !== 1) throw new Error();
 * ```
 */
export async function hdbscan(data: DistanceData, options: HdbscanOptions = {}): Promise<DensityClustering> {
  const { minClusterSize = 5, minSamples = minClusterSize, selection = "eom", metric } = options;
  const rows = rowsIn(data);
  if (!Number.isInteger(minClusterSize) || minClusterSize < 2) {
    throw new InputError(`Cannot look for clusters of ${minClusterSize} people: give a whole number from 2`);
  }
  if (!Number.isInteger(minSamples) || minSamples < 1) {
    throw new InputError(`Cannot count ${minSamples} people as dense: give a whole number from 1`);
  }
  const from = performance.now();
  const space = await spaceOf(data, metric);
  if (space.rows > most) {
    throw new InputError(
      `Cannot compare ${space.rows} different people with each other in good time: the limit is ${most}. Take a sample ` +
        `of them, or use k-means.`,
    );
  }
  const cores = coreDistances(space, Math.min(minSamples, rows));
  const tree = densityTree(spanningTree(space, cores), space.counts, cores);
  const condensed = condensedTree(tree, space.rows, minClusterSize);
  const { clusters, leftFrom, leftAt } = condensed;
  const chosen = rows < minClusterSize
    ? []
    : chooseDense(clusters, selection, options.allowSingleCluster ?? false);
  const own = ownClusters(condensed.clusters.map(({ parent }) => parent), chosen);
  const labels = Uint16Array.from(leftFrom, (place) => own[place]!);
  const strengths = Float64Array.from(labels, (label, row) => {
    if (label === 0) return 0;
    const { last } = clusters[chosen[label - 1]!]!;
    return last > 0 ? Math.min(leftAt[row]!, last) / last : 1;
  });
  const first = new Uint32Array(chosen.length);
  for (let i = labels.length - 1; i >= 0; i--) if (labels[i]! > 0) first[labels[i]! - 1] = i;
  const { clustering, order } = clusteringOf({
    method: "hdbscan",
    features: space.features,
    labels: Uint16Array.from(space.of, (row) => labels[row]!),
    k: chosen.length,
    noise: true,
    weights: data.weights,
    tie: (a, b) => first[a]! - first[b]!,
    silhouette: "matrix" in data ? null : silhouetteIn(space, labels, chosen.length),
    ...{ withinSS: null, totalSS: null, iterations: 1, converged: true },
    ...{ restarts: 1, restartHits: 1, seed: 1 },
    description:
      `HDBSCAN by ${metricName[space.metric]}: clusters of ${minClusterSize} people or more, dense where ` +
      `${minSamples} are near (${selection === "eom" ? "those that last longest" : "the finest"}).`,
    warnings: chosen.length > 0 ? [] : [
      "No place is denser than what surrounds it: everybody is noise. Look for smaller clusters, or use rules.",
    ],
    fitSeconds: (performance.now() - from) / 1000,
  });
  const densest = clusters.reduce((max, { last }) => Math.max(max, last), 0);
  const described = "matrix" in data ? await withCentres(data, clustering, data.weights) : clustering;
  return {
    ...described,
    result: {
      ...described.result,
      densityFit: {
        ...{ metric: space.metric, minClusterSize, minSamples, selection },
        noise: clustering.labels.reduce((count, label) => count + Number(label === 0), 0),
        clusters: order.map((c, i) => {
          const { stability, size } = clusters[chosen[c]!]!;
          return { cluster: i + 1, stability, persistence: densest > 0 ? stability / (size * densest) : 1 };
        }),
      },
    },
    strengths: Float64Array.from(space.of, (row) => strengths[row]!),
  };
}

/** Mean silhouette width of those who are in a cluster, by the distances they were clustered on. */
function silhouetteIn(space: Space, labels: Uint16Array, k: number): number | null {
  const clustered = Uint32Array.from(labels.keys().filter((row) => labels[row]! > 0));
  const of = (values: Float64Array) => Float64Array.from(clustered, (row) => values[row]!);
  const before = (place: number) => {
    const row = clustered[place]!;
    const all = space.from(row, 0, row);
    return Float64Array.from(clustered.subarray(0, place), (other) => all[other]!);
  };
  const own = Uint16Array.from(clustered, (row) => labels[row]! - 1);
  return meanWidth(measureGroups(before, own, k, of(space.counts)), of(space.weights));
}

/** For each cluster of the tree, which chosen one it is or lies in, from 1; 0 for none. */
function ownClusters(parents: readonly number[], chosen: readonly number[]): Uint16Array {
  const own = new Uint16Array(parents.length);
  chosen.forEach((place, c) => own[place] = c + 1);
  parents.forEach((parent, place) => {
    if (own[place] === 0 && parent >= 0) own[place] = own[parent]!;
  });
  return own;
}
