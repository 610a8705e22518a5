import type { Clusterer } from "./clusterer.ts";
import type { Features } from "./features.ts";
import { gaussianMixture, type GaussianMixtureOptions } from "./gaussian_mixture.ts";
import {
  weightedClusterer,
  type WeightedClustererOptions,
  type WeightedMethod,
} from "./weighted_clusterer.ts";

/** How Gaussian mixtures are fitted and judged. */
export type MixtureClustererOptions =
  & Pick<GaussianMixtureOptions, "restarts" | "weights" | "weightsAre" | "covariance">
  & WeightedClustererOptions
  & {
    /** The columns of the features in double precision. Default: as the features hold them, in single precision. */
    readonly columns?: readonly Float64Array[];
  };

const quickly = { tolerance: 1e-6, maxIterations: 300 };

/**
 * A Gaussian mixture as {@linkcode Clusterer}, for the judgements of stability.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { mixtureClusterer } from "./mixture_clusterer.ts";
 * const data = featuresOfMatrix(matrixOf([[0, 0.1, 0.3, 0.2, 9, 9.3, 9.1]]));
 * const labels = await mixtureClusterer(data, { covariance: "tied" }).label({ k: 2, counts: null, seed: 1 });
 * if (labels[0] === labels[6] || labels[0] !== labels[3]) throw new Error();
 * ```
 */
export function mixtureClusterer(features: Features, options: MixtureClustererOptions = {}): Clusterer {
  const { matrix, weights } = features;
  const columns = options.columns ??
    features.names.map((_, j) =>
      Float64Array.from({ length: matrix.rows }, (_, i) => matrix.data[i * matrix.width + j]!)
    );
  const given = options.weights ?? weights;
  return weightedClusterer(
    bound(features, columns, { ...options, ...(given && { weights: given }) }),
    options,
  );
}

function bound(
  features: Features,
  columns: readonly Float64Array[],
  options: MixtureClustererOptions,
): WeightedMethod {
  const { names, encodings } = features;
  const { weights, weightsAre, restarts: usual, covariance } = options;
  const people = columns[0]?.length ?? 0;
  return {
    method: "mixture",
    features,
    people,
    fit({ k, seed, counts, restarts = usual, quick }) {
      const all = counts && weights ? counts.map((count, i) => count * weights[i]!) : counts ?? weights;
      return gaussianMixture({ columns, names, encodings }, {
        ...{ k, seed },
        ...(covariance && { covariance }),
        ...(restarts !== undefined && { restarts }),
        ...(all && { weights: all }),
        ...(counts ? { weightsAre: "counts" } : weightsAre ? { weightsAre } : {}),
        ...(quick ? quickly : {}),
      });
    },
    take: (rows) =>
      bound(features, columns.map((column) => reordered(column, rows)), {
        ...options,
        ...(weights && { weights: reordered(weights, rows) }),
      }),
    shuffle: (order) => bound(features, columns.map((column) => reordered(column, order())), options),
  };
}

function reordered(column: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row]!);
}
