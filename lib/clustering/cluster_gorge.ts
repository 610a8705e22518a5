import { InputError } from "../workspace/mod.ts";
import { spreadOf } from "./_spread.ts";
import type { Features } from "./features.ts";

/** How near people are to the centre of each cluster. `N` is `number` inside, `Shown` after the privacy gate. */
export interface ClusterGorge<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clusterGorge";
  /** Similarities are counted in so many bins of equal width from 0 to 1. */
  readonly bins: number;
  /** Each cluster, 1 to k: how many of all people are so similar to its centre. */
  readonly clusters: readonly { readonly cluster: number; readonly counts: readonly N[] }[];
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}

/**
 * Gorge plot (Dolnicar, Grün & Leisch 2018): for each cluster, how similar everybody is to its centre,
 * exp(−distance) over the sum of that for all centres. Two hills with a gorge between them: people are clearly in or
 * clearly out. One hill in the middle: the cluster divides a continuum.
 *
 * @param labels Cluster of each row, 1 to k; 0 is noise.
 * @throws {InputError} Labels and features differ in their number of rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { clusterGorge } from "./cluster_gorge.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * const { clusters } = clusterGorge(featuresOfMatrix(matrixOf([[0, 2, 40]])), new Uint16Array([1, 1, 2]), 2);
 * if (clusters[0]?.counts.join() !== "1,2") throw new Error();
 * ```
 */
export function clusterGorge(features: Features, labels: Uint16Array, bins = 20): ClusterGorge {
  const { rows, columns, width, data } = features.matrix;
  if (labels.length !== rows) {
    throw new InputError(`Cannot draw a gorge: there are ${labels.length} labels for ${rows} people`);
  }
  const { k, sizes, centres } = spreadOf(features, labels);
  const counts = Array.from({ length: k }, () => new Array<number>(bins).fill(0));
  const apart = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    let nearest = Infinity;
    for (let c = 0; c < k; c++) {
      let squares = 0;
      for (let j = 0; j < columns; j++) squares += (data[i * width + j]! - centres[c * columns + j]!) ** 2;
      apart[c] = sizes[c]! > 0 ? Math.sqrt(squares) : Infinity;
      nearest = Math.min(nearest, apart[c]!);
    }
    // From the nearest on, so that far rows do not vanish.
    const total = apart.reduce((sum, distance) => sum + Math.exp(nearest - distance), 0);
    for (let c = 0; c < k; c++) {
      const similar = Math.exp(nearest - apart[c]!) / total;
      counts[c]![Math.min(bins - 1, Math.floor(similar * bins))]!++;
    }
  }
  return {
    kind: "clusterGorge",
    bins,
    clusters: counts.map((own, c) => ({ cluster: c + 1, counts: own })),
    warnings: [],
  };
}
