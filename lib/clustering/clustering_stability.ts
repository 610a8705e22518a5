import { adjustedRand } from "./_agreement.ts";
import { sampledLabels } from "./_check_resampling.ts";
import { contingency } from "./_contingency.ts";
import { bestJaccard } from "./_jaccard.ts";
import { clustersIn, summary } from "./_resamples.ts";
import { type BootstrappedCluster, clusterBoot } from "./cluster_boot.ts";
import type { Clusterer } from "./clusterer.ts";
import { bootstrapPairs, type ResamplingOptions, type StabilitySummary } from "./global_stability.ts";

/** How well one segment holds. */
export interface HeldSegment extends BootstrappedCluster {
  /** Segment-level stability within the solution (SLSW). */
  readonly within: StabilitySummary;
}

/** How well a clustering holds when the people are drawn anew. `N` is `number` inside, `Shown` after the gate. */
export interface ClusteringStability<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clusteringStability";
  /** Number of clusters judged. */
  readonly k: number;
  /** Pairs of bootstrap samples, and as many single ones. */
  readonly times: number;
  /** People drawn anew. */
  readonly resampled: N;
  /** Adjusted Rand index of the pairs. */
  readonly global: StabilitySummary;
  /** The index of every pair. */
  readonly adjustedRand: readonly number[];
  /** Each segment, in the order of the clusters. */
  readonly segments: readonly HeldSegment[];
  /** The answer in words. */
  readonly verdict: string;
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}

/**
 * Judges a fit by resampling: global stability (paired bootstrap), stability of each segment within the solution, and
 * Hennig's bootstrapped Jaccard index with its bands.
 *
 * @param labels The solution to be judged: cluster of each row, 1 to k.
 * @throws {InputError} The labels are not those of the clusterer's people, or `times` makes no sense.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { clusteringStability } from "./clustering_stability.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { kmeansClusterer } from "./kmeans_clusterer.ts";
 * const data = featuresOfMatrix(matrixOf([Array.from({ length: 60 }, (_, i) => i % 2 * 100 + i / 60)]));
 * const labels = Uint16Array.from({ length: 60 }, (_, i) => i % 2 + 1);
 * const { global, segments } = await clusteringStability(kmeansClusterer(data), labels, { times: 5 });
 * if (global.median !== 1 || segments[0]?.band !== "highly stable") throw new Error();
 * ```
 */
export async function clusteringStability(
  clusterer: Clusterer,
  labels: Uint16Array,
  options: ResamplingOptions = {},
): Promise<ClusteringStability> {
  const own = sampledLabels(clusterer, labels);
  const k = clustersIn(labels);
  const found: number[][] = Array.from({ length: k }, () => []);
  const pairs: number[] = [];
  for await (const [a, b] of bootstrapPairs(clusterer, k, options)) {
    pairs.push(adjustedRand(contingency(a, clustersIn(a) + 1, b, clustersIn(b) + 1)));
    const second = bestJaccard(own, k, b);
    bestJaccard(own, k, a).forEach((first, c) => found[c]!.push((first + second[c]!) / 2));
  }
  const { times, clusters } = await clusterBoot(clusterer, labels, options);
  const global = summary(pairs);
  const segments = clusters.map((one, c) => ({ ...one, within: summary(found[c]!) }));
  return {
    kind: "clusteringStability",
    k,
    times,
    resampled: clusterer.people,
    global,
    adjustedRand: pairs,
    segments,
    verdict: verdictOn(global, segments),
    warnings: clusterer.sample ? [`Judged on a random sample of ${clusterer.people} people.`] : [],
  };
}

function verdictOn(global: StabilitySummary, segments: readonly HeldSegment[]): string {
  const weak = segments.filter(({ band }) => band === "unstable" || band === "doubtful");
  const found = `Drawn anew, people fall into ${
    global.median >= 0.8 ? "the same" : global.median >= 0.6 ? "similar" : "other"
  } segments (adjusted Rand ${global.median.toFixed(2)}).`;
  if (weak.length === 0) return `${found} Every segment holds.`;
  const names = weak.map(({ cluster, band }) => `${cluster} (${band})`).join(", ");
  return `${found} ${weak.length === segments.length ? "No segment holds" : "These do not hold"}: ${names}.`;
}
