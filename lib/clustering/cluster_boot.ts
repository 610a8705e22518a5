import { random } from "../kernels/mod.ts";
import { checkResampling, sampledLabels } from "./_check_resampling.ts";
import { bestJaccard, jaccardIn } from "./_jaccard.ts";
import { bootstrapMembers, clustersIn, nextSeed } from "./_resamples.ts";
import type { Clusterer } from "./clusterer.ts";
import type { ResamplingOptions } from "./global_stability.ts";

/** Bands of Hennig's fpc: below 0.6 unstable, to 0.75 doubtful, to 0.85 stable, above highly stable. */
export type StabilityBand = "unstable" | "doubtful" | "stable" | "highly stable";

/** How one cluster fares when the people are drawn anew. */
export interface BootstrappedCluster {
  /** 1 to k. */
  readonly cluster: number;
  /** Mean Jaccard index with the most similar cluster. */
  readonly jaccard: number;
  /** What the mean says in a word. */
  readonly band: StabilityBand;
  /** In how many samples it was dissolved (index at most 0.5). */
  readonly dissolved: number;
  /** In how many samples it was recovered (index above 0.75). */
  readonly recovered: number;
}

/** What the bootstrap says of each cluster. */
export interface ClusterBoot {
  /** Bootstrap samples. */
  readonly times: number;
  /** Each cluster of the solution, in its order. */
  readonly clusters: readonly BootstrappedCluster[];
}

/**
 * Cluster-wise stability by bootstrap (Hennig 2007; fpc's clusterboot with its defaults): clusters the people of a
 * bootstrap sample, each of them once, and looks for every cluster's like among the people in the sample.
 *
 * @param labels The solution to be judged: cluster of each row, 1 to k.
 * @throws {InputError} The labels are not those of the clusterer's people, or `times` makes no sense.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { clusterBoot } from "./cluster_boot.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { kmeansClusterer } from "./kmeans_clusterer.ts";
 * const data = featuresOfMatrix(matrixOf([Array.from({ length: 60 }, (_, i) => i % 2 * 100 + i / 60)]));
 * const labels = Uint16Array.from({ length: 60 }, (_, i) => i % 2 + 1);
 * const { clusters } = await clusterBoot(kmeansClusterer(data), labels, { times: 5 });
 * if (clusters[0]?.jaccard !== 1 || clusters[1]?.band !== "highly stable") throw new Error();
 * ```
 */
export async function clusterBoot(
  clusterer: Clusterer,
  labels: Uint16Array,
  { times = 100, seed = 1, signal }: ResamplingOptions = {},
): Promise<ClusterBoot> {
  const own = sampledLabels(clusterer, labels);
  const k = clustersIn(labels);
  checkResampling(clusterer, k, times);
  const found: number[][] = Array.from({ length: k }, () => []);
  const note = (values: readonly number[]) => values.forEach((value, c) => found[c]!.push(value));
  const samples = await clusterer.bootstrap?.({ k, labels: own, seed });
  const next = random(seed);
  for (let time = 0; time < times; time++) {
    signal?.throwIfAborted();
    if (samples) note(jaccardIn(samples.next().value, k, k + 1));
    else {
      const counts = bootstrapMembers(clusterer.people, next);
      note(
        bestJaccard(own, k, await clusterer.label({ k, counts, seed: nextSeed(next), restarts: 1 }), counts),
      );
    }
  }
  return {
    times,
    clusters: found.map((values, c) => {
      const jaccard = values.reduce((sum, value) => sum + value, 0) / times;
      return {
        cluster: c + 1,
        jaccard,
        band: bandOf(jaccard),
        dissolved: values.filter((value) => value <= 0.5).length,
        recovered: values.filter((value) => value > 0.75).length,
      };
    }),
  };
}

function bandOf(jaccard: number): StabilityBand {
  return jaccard < 0.6
    ? "unstable"
    : jaccard <= 0.75
    ? "doubtful"
    : jaccard <= 0.85
    ? "stable"
    : "highly stable";
}
