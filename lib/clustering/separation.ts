import { InputError } from "../workspace/mod.ts";
import { spreadOf } from "./_spread.ts";
import type { Features } from "./features.ts";

/** How well the clusters of a grouping are told apart. */
export interface Separation {
  /** Sum of squared distances to the own centre, in squared units of the (scaled) features. */
  readonly withinSS: number;
  /** Of each cluster, 1 to k. */
  readonly clusterSS: readonly number[];
  /** Sum of squared distances of the centres to the mean, each as often as it has people. */
  readonly betweenSS: number;
  /** betweenSS of all, in [0, 1]: how much of the differences between people the clusters account for. */
  readonly explained: number;
  /**
   * Caliński & Harabasz (1974): (between / (k − 1)) / (within / (n − k)); larger is better. Null for one cluster, for as
   * many clusters as people, and where nothing is left within.
   */
  readonly calinskiHarabasz: number | null;
  /**
   * Davies & Bouldin (1979): the mean, over clusters, of the worst (spread + spread) / distance of the centres; smaller
   * is better. Null for one cluster, and where two centres coincide.
   */
  readonly daviesBouldin: number | null;
}

/**
 * Sums of squares within and between clusters, and the indices made from them. Noise (label 0) is left out; weights
 * stand for people.
 *
 * @param labels Cluster of each row, 1 to k; 0 is noise.
 * @throws {InputError} Labels and features differ in their number of rows, or nobody is in a cluster.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { separation } from "./separation.ts";
 * const data = featuresOfMatrix(matrixOf([[0, 2, 10, 12]]));
 * const { withinSS, betweenSS, calinskiHarabasz, daviesBouldin } = separation(data, new Uint16Array([1, 1, 2, 2]));
 * // Means 1 and 11 around 6: 4 × 25 between, 4 × 1 within; (1 + 1) / 10.
 * if (withinSS !== 4 || betweenSS !== 100 || calinskiHarabasz !== 50 || daviesBouldin !== 0.2) throw new Error();
 * ```
 */
export function separation(features: Features, labels: Uint16Array): Separation {
  const { rows, columns } = features.matrix;
  if (labels.length !== rows) {
    throw new InputError(`Cannot compare clusters: there are ${labels.length} labels for ${rows} people`);
  }
  const { k, sizes, total, centres, within, between, reach } = spreadOf(features, labels);
  const used = Array.from({ length: k }, (_, c) => c).filter((c) => sizes[c]! > 0);
  if (used.length === 0) throw new InputError("Cannot compare clusters: nobody is in one");
  const withinSS = within.reduce((sum, x) => sum + x, 0);
  const several = used.length > 1;
  const distance = (a: number, b: number): number => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (centres[a * columns + j]! - centres[b * columns + j]!) ** 2;
    return Math.sqrt(sum);
  };
  const worst = used.map((a) =>
    Math.max(...used.filter((b) => b !== a).map((b) => (reach[a]! + reach[b]!) / distance(a, b)))
  );
  return {
    withinSS,
    clusterSS: [...within],
    betweenSS: between,
    explained: withinSS + between > 0 ? between / (withinSS + between) : 0,
    calinskiHarabasz: several && total > used.length && withinSS > 0
      ? between / (used.length - 1) / (withinSS / (total - used.length))
      : null,
    daviesBouldin: several && worst.every(Number.isFinite)
      ? worst.reduce((sum, x) => sum + x, 0) / used.length
      : null,
  };
}
