import { decodeFeature } from "./feature_encoding.ts";
import type { Features } from "./features.ts";
import type { Clustering } from "./result.ts";

/** Adds to a clustering found without them its centres, in the units of the input, and its sums of squares. */
export function withCentres(
  { matrix, encodings }: Pick<Features, "matrix" | "encodings">,
  clustering: Clustering,
  weights: Float64Array | null,
): Clustering {
  const { rows, columns, width, data } = matrix;
  const { labels, result } = clustering;
  // Cluster 0 is everybody, noise too.
  const sums = new Float64Array((result.k + 1) * columns);
  const masses = new Float64Array(result.k + 1);
  for (let i = 0; i < rows; i++) {
    const weight = weights ? weights[i]! : 1;
    for (const c of labels[i]! > 0 ? [0, labels[i]!] : [0]) {
      masses[c]! += weight;
      for (let j = 0; j < columns; j++) sums[c * columns + j]! += weight * data[i * width + j]!;
    }
  }
  const means = sums.map((sum, at) => sum / masses[Math.floor(at / columns)]!);
  let withinSS = 0;
  let totalSS = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weights ? weights[i]! : 1;
    const own = labels[i]! * columns;
    for (let j = 0; j < columns; j++) {
      const value = data[i * width + j]!;
      if (own > 0) withinSS += weight * (value - means[own + j]!) ** 2;
      totalSS += weight * (value - means[j]!) ** 2;
    }
  }
  const centres = Array.from(
    { length: result.k },
    (_, c) => encodings.map((encoding, j) => decodeFeature(encoding, means[(c + 1) * columns + j]!)),
  );
  return { ...clustering, result: { ...result, centres, withinSS, totalSS } };
}
