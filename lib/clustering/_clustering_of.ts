import { orderBySize } from "./_order_by_size.ts";
import { searchWarnings } from "./_search_warnings.ts";
import type { Clustering, ClusteringMethod, ClusteringResult } from "./result.ts";

/** What a method without centres in numbers has found. */
export interface Grouping {
  readonly method: ClusteringMethod;
  readonly features: readonly string[];
  /** Cluster of each row, 0 to k − 1; with noise, 0 is noise and 1 to k are clusters. */
  readonly labels: Uint16Array;
  /** Clusters asked for. */
  readonly k: number;
  readonly noise?: boolean;
  /** Weight of each row of the data, or null. */
  readonly weights: Float64Array | null;
  /** Puts two clusters (0 to k − 1) of equal size in order. Default: whose first row comes first. */
  readonly tie?: (a: number, b: number) => number;
  readonly withinSS: number | null;
  readonly totalSS: number | null;
  readonly silhouette: number | null;
  readonly iterations: number;
  readonly converged: boolean;
  readonly restarts: number;
  readonly restartHits: number;
  readonly seed: number;
  readonly description: string;
  readonly warnings: readonly string[];
  readonly fitSeconds: number;
}

/** A clustering in the order of falling size, and which of the method's clusters each one was. */
export function clusteringOf(found: Grouping): { clustering: Clustering; order: readonly number[] } {
  const { k, weights } = found;
  const { labels, order, sizes } = found.noise
    ? withNoise(found.labels, k, found.tie)
    : orderBySize(found.labels, k, found.tie);
  const warnings = searchWarnings(found, k, order.length);
  const { restarts, restartHits } = found;
  const masses = new Float64Array(order.length + 1);
  labels.forEach((label, i) => masses[label]! += weights ? weights[i]! : 1);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const result: ClusteringResult = {
    kind: "clustering",
    method: found.method,
    k: order.length,
    n: labels.length,
    features: found.features,
    sizes,
    clusters: sizes.map((people, c) => ({
      cluster: c + 1,
      name: `Cluster ${c + 1}`,
      people,
      share: masses[c + 1]! / total,
    })),
    withinSS: found.withinSS,
    totalSS: found.totalSS,
    logLikelihood: null,
    parameters: null,
    bic: null,
    aic: null,
    silhouette: found.silhouette,
    iterations: found.iterations,
    converged: found.converged,
    restarts,
    restartHits,
    seed: found.seed,
    centres: null,
    medoids: null,
    probabilities: null,
    description: found.description,
    warnings,
    timings: { fitSeconds: found.fitSeconds },
  };
  return { clustering: { result, labels, posterior: null }, order };
}

function withNoise(
  labels: Uint16Array,
  k: number,
  tie: ((a: number, b: number) => number) | undefined,
): { labels: Uint16Array; order: readonly number[]; sizes: readonly number[] } {
  const rows = Uint32Array.from(labels.keys()).filter((row) => labels[row]! > 0);
  const own = orderBySize(Uint16Array.from(rows, (row) => labels[row]! - 1), k, tie);
  const all = new Uint16Array(labels.length);
  rows.forEach((row, i) => all[row] = own.labels[i]!);
  return { ...own, labels: all };
}
