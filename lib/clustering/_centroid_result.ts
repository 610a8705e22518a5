import { orderBySize } from "./_order_by_size.ts";
import { decodeFeature } from "./feature_encoding.ts";
import type { Features } from "./features.ts";
import { searchWarnings } from "./_search_warnings.ts";
import type { Clustering, ClusteringMethod, ClusteringResult } from "./result.ts";

/** What a method that ends in centres has found. */
export interface Found {
  readonly method: ClusteringMethod;
  /** 0 to k − 1. */
  readonly labels: Uint16Array;
  /** `centres[c * columns + j]`, in the units of the matrix. */
  readonly centres: Float64Array;
  /** Rows, or their weight, of each centre. */
  readonly sizes: Float64Array;
  readonly withinSS: number;
  readonly totalSS: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly restarts: number;
  readonly restartHits: number;
  readonly seed: number;
  readonly description: string;
  readonly warnings: readonly string[];
  readonly fitSeconds: number;
}

/** Puts clusters in the order of falling size, centres in the units of the input, and everything in one result. */
export function centroidResult(features: Pick<Features, "names" | "encodings">, found: Found): Clustering {
  const columns = features.names.length;
  const asked = found.sizes.length;
  const byName = features.names.map((_, j) => j).sort((a, b) =>
    features.names[a]! < features.names[b]! ? -1 : 1
  );
  const byCentre = (a: number, b: number): number => {
    for (const j of byName) {
      const apart = found.centres[a * columns + j]! - found.centres[b * columns + j]!;
      if (apart !== 0) return apart;
    }
    return 0;
  };
  const { labels, order, sizes } = orderBySize(found.labels, asked, byCentre);
  const total = found.sizes.reduce((sum, size) => sum + size, 0);
  const warnings = searchWarnings(found, asked, order.length);
  const { restarts, restartHits } = found;
  const result: ClusteringResult = {
    kind: "clustering",
    method: found.method,
    k: order.length,
    n: labels.length,
    features: features.names,
    sizes,
    clusters: order.map((old, c) => ({
      cluster: c + 1,
      name: `Cluster ${c + 1}`,
      people: sizes[c]!,
      share: found.sizes[old]! / total,
    })),
    withinSS: found.withinSS,
    totalSS: found.totalSS,
    logLikelihood: null,
    parameters: null,
    bic: null,
    aic: null,
    silhouette: null,
    iterations: found.iterations,
    converged: found.converged,
    restarts,
    restartHits,
    seed: found.seed,
    centres: order.map((old) =>
      features.encodings.map((encoding, j) => decodeFeature(encoding, found.centres[old * columns + j]!))
    ),
    medoids: null,
    probabilities: null,
    description: found.description,
    warnings,
    timings: { fitSeconds: found.fitSeconds },
  };
  return { result, labels, posterior: null };
}
