import { inTurn, KMeansKernel, type Matrix } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { encodeFeature, type FeatureEncoding } from "./feature_encoding.ts";

/**
 * The cluster of each row by the nearest centre: how new people join the clusters of a k-means fit.
 *
 * @param matrix Rows on the scale of `encodings`, as {@linkcode encodeNew} makes them.
 * @param encodings Those the clusters were found with.
 * @param centres `centres[cluster − 1][feature]` in the units of the input, as a result holds them.
 * @param metric How near is measured.
 * @returns 1 to k.
 * @throws {InputError} Centres and matrix differ in their number of features.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { nearestCentres } from "./nearest_centres.ts";
 * const { matrix, encodings } = featuresOfMatrix(matrixOf([[1, 9, 4]]));
 * if ((await nearestCentres(matrix, encodings, [[10], [0]])).join() !== "2,1,2") throw new Error();
 * ```
 */
export function nearestCentres(
  matrix: Matrix,
  encodings: readonly FeatureEncoding[],
  centres: readonly (readonly number[])[],
  metric: "euclidean" | "manhattan" = "euclidean",
): Promise<Uint16Array> {
  const { columns } = matrix;
  if (
    encodings.length !== columns || centres.length === 0 || centres.some(({ length }) => length !== columns)
  ) {
    throw new InputError(
      `Cannot assign people with ${columns} features to ${centres.length} centres of ${
        centres[0]?.length ?? 0
      }`,
    );
  }
  const start = Float64Array.from(
    centres.flatMap((centre) => centre.map((x, j) => encodeFeature(encodings[j]!, x))),
  );
  if (metric === "manhattan") return Promise.resolve(byDifferences(matrix, start));
  return inTurn(matrix, async () => {
    using kernel = await KMeansKernel.over(matrix, centres.length, {
      helpers: KMeansKernel.helpers(matrix.rows),
    });
    kernel.run(start, { maxIterations: 0 });
    return kernel.labels().map((label) => label + 1);
  });
}

/** The centre at the least sum of absolute differences. */
function byDifferences({ rows, columns, width, data }: Matrix, centres: Float64Array): Uint16Array {
  return Uint16Array.from({ length: rows }, (_, i) => {
    let [best, least] = [0, Infinity];
    for (let c = 0; c * columns < centres.length; c++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += Math.abs(data[i * width + j]! - centres[c * columns + j]!);
      if (sum < least) [best, least] = [c + 1, sum];
    }
    return best;
  });
}
