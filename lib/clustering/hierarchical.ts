import { InputError } from "../workspace/mod.ts";
import { checkFit } from "./_check_fit.ts";
import { clusteringOf } from "./_clustering_of.ts";
import { meanWidth, measureGroups } from "./_groups.ts";
import { makeDendrogram } from "./_make_dendrogram.ts";
import { metricName } from "./_metric_name.ts";
import { nearestNeighbourChain } from "./_nearest_neighbour_chain.ts";
import { checkComparable, measureAll, type Space } from "./_space.ts";
import { rowsIn, spaceOf } from "./_space_of.ts";
import { withCentres } from "./_with_centres.ts";
import {
  agglomerativeCoefficient,
  cutTree,
  type Dendrogram,
  type Linkage,
  stepsBelow,
} from "./dendrogram.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import type { DistanceData } from "./distance_data.ts";
import type { Clustering } from "./result.ts";

/** How to build a tree, and where to cut it: give `k` or `height`. */
export interface HierarchicalOptions {
  /** How many clusters, 1 to the number of rows. Equal rows stay together. */
  readonly k?: number;
  /** Clusters further apart than this stay apart. */
  readonly height?: number;
  /** Default `ward` (R's `ward.D2`). */
  readonly linkage?: Linkage;
  /** Default: `euclidean` for features, `gower` for mixed data. */
  readonly metric?: DistanceMetric;
  /** One number above 0 a row, in place of the data's own; counted as so many equal rows. */
  readonly weights?: Float64Array;
}

/** A hierarchical clustering with its tree. */
export interface HierarchicalClustering extends Clustering {
  /** Who was joined with whom, of all people. */
  readonly tree: Dendrogram;
}

/**
 * Hierarchical clustering: everybody begins alone, the two nearest clusters become one until one is left, and the tree
 * is cut.
 *
 * The nearest-neighbour chain needs at most 3 rows² steps for single, complete, average and Ward linkage alike. `ward` is
 * R's `ward.D2`: heights are distances, not squares. Of pairs equally far apart, which one is joined first can change the
 * rest of the tree (not of a single-linkage one); here that depends on the values only, not on the order of rows, so that
 * R, which goes by row numbers, may then differ.
 *
 * Memory: the distances of all pairs of different rows, 8 bytes each up to 10,000 of them (400 MB), 4 beyond.
 *
 * @returns Labels 1 to k; the tree in the form of R's `hclust`; `hierarchyFit` with the agglomerative coefficient; for
 * features `centres`, `withinSS` and `totalSS` too.
 * @throws {InputError} Neither or both of k and height are given, or make no sense; two people have nothing to be
 * compared by; there are more than 30,000 different rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { hierarchical } from "./hierarchical.ts";
 * const data = featuresOfMatrix(matrixOf([[0, 1, 5, 7]]));
 * const { labels, tree } = await hierarchical(data, { k: 2, linkage: "single" });
 * if (labels.join() !== "1,1,2,2" || tree.height.join() !== "1,2,4") throw new Error();
 * ```
 */
export async function hierarchical(
  data: DistanceData,
  options: HierarchicalOptions,
): Promise<HierarchicalClustering> {
  const { k, height, linkage = "ward", metric } = options;
  const weights = options.weights ?? data.weights;
  const rows = rowsIn(data);
  checkFit({ rows, k: k ?? 1, restarts: 1, seed: 1, weights });
  if ((k === undefined) === (height === undefined)) {
    throw new InputError("Cannot cut the tree: give the number of clusters, or the height to cut at");
  }
  const nobody = weights?.indexOf(0) ?? -1;
  if (nobody >= 0) {
    throw new InputError(`Cannot weigh: the weight of row ${nobody + 1} is 0. Leave that row out.`);
  }
  const from = performance.now();
  const space = await spaceOf(data, metric, weights);
  const triangle = measureAll(space, "Use k-means, or CLARA, which draws samples.");
  checkComparable(space, triangle);
  const tree = makeDendrogram(space, nearestNeighbourChain(triangle, space.weights, linkage), linkage);
  const cut = k === undefined ? { height: height! } : { k: Math.min(k, space.rows) };
  const steps = stepsBelow(tree.height, rows, cut);
  const labels = labelsAfter(tree, space, steps);
  const found = rows - steps;
  const groups = measureGroups((i) => space.from(i, 0, i), labels, found, space.counts);
  const firsts = firstIn(labels, found);
  const { clustering } = clusteringOf({
    method: "hierarchical",
    features: space.features,
    labels: Uint16Array.from(space.of, (row) => labels[row]!),
    k: k ?? found,
    weights,
    tie: (a, b) => firsts[a]! - firsts[b]!,
    ...{ withinSS: null, totalSS: null, silhouette: meanWidth(groups, space.weights) },
    ...{ iterations: tree.merge.length, converged: true, restarts: 1, restartHits: 1, seed: 1 },
    description: `Hierarchical clustering with ${linkageName[linkage]} of ${metricName[space.metric]}, cut ${
      k === undefined ? `at height ${height}` : `into ${k} ${k === 1 ? "cluster" : "clusters"}`
    }.`,
    warnings: [],
    fitSeconds: (performance.now() - from) / 1000,
  });
  const described = "matrix" in data ? await withCentres(data, clustering, weights) : clustering;
  return {
    ...described,
    result: {
      ...described.result,
      hierarchyFit: {
        linkage,
        metric: space.metric,
        agglomerativeCoefficient: agglomerativeCoefficient(tree),
        lastHeight: tree.height[steps - 1] ?? 0,
        nextHeight: tree.height[steps] ?? null,
      },
    },
    tree,
  };
}

const linkageName: Record<Linkage, string> = {
  single: "single linkage",
  complete: "complete linkage",
  average: "average linkage",
  ward: "Ward linkage (ward.D2)",
};

/** Cluster of each different row after so many steps, from 0. */
function labelsAfter(tree: Dendrogram, { first }: Space, steps: number): Uint16Array {
  const all = cutTree(tree, { k: tree.rows - steps });
  return Uint16Array.from(first, (row) => all[row]! - 1);
}

/** The first of the different rows in each cluster. */
function firstIn(labels: Uint16Array, k: number): Uint32Array {
  const first = new Uint32Array(k);
  for (let i = labels.length - 1; i >= 0; i--) first[labels[i]!] = i;
  return first;
}
