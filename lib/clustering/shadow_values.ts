import { InputError } from "../workspace/mod.ts";
import { spreadOf } from "./_spread.ts";
import type { Features } from "./features.ts";

/** How near people are to the next cluster. */
export interface ShadowValues {
  /** 2 d₁ / (d₁ + d₂) of each row: 0 at the own centre, 1 half-way to the next; NaN for noise. */
  readonly values: Float64Array;
  /** The cluster whose centre is nearest after the own, 1 to k; 0 where there is none. */
  readonly next: Uint16Array;
  /** Mean of each cluster, 1 to k: near 0 for a cluster by itself, near 1 for one without a border. */
  readonly clusters: readonly number[];
}

/**
 * Shadow values (Leisch 2010): for each person, twice the distance to the own centre over the distances to the own and
 * the next centre. A cheap kin of silhouettes: rows × k distances.
 *
 * @param labels Cluster of each row, 1 to k; 0 is noise. Centres are the means of the clusters.
 * @throws {InputError} Labels and features differ in their number of rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { shadowValues } from "./shadow_values.ts";
 * const { values } = shadowValues(featuresOfMatrix(matrixOf([[0, 2, 9, 11]])), new Uint16Array([1, 1, 2, 2]));
 * // 2 is 1 from its centre and 8 from the next.
 * if (values[1] !== 2 / 9) throw new Error();
 * ```
 */
export function shadowValues(features: Features, labels: Uint16Array): ShadowValues {
  const { rows, columns, width, data } = features.matrix;
  if (labels.length !== rows) {
    throw new InputError(`Cannot measure shadows: there are ${labels.length} labels for ${rows} people`);
  }
  const { k, sizes, centres } = spreadOf(features, labels);
  const values = new Float64Array(rows).fill(NaN);
  const next = new Uint16Array(rows);
  const sums = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    const own = labels[i]! - 1;
    if (own < 0) continue;
    let first = 0;
    let second = Infinity;
    for (let c = 0; c < k; c++) {
      if (sizes[c] === 0) continue;
      let squares = 0;
      for (let j = 0; j < columns; j++) squares += (data[i * width + j]! - centres[c * columns + j]!) ** 2;
      if (c === own) first = squares;
      else if (squares < second) {
        second = squares;
        next[i] = c + 1;
      }
    }
    const [near, far] = [Math.sqrt(first), Math.sqrt(second)];
    values[i] = far === Infinity || near + far === 0 ? 0 : 2 * near / (near + far);
    sums[own]! += values[i]! * (features.weights?.[i] ?? 1);
  }
  return { values, next, clusters: Array.from(sums, (sum, c) => sizes[c]! > 0 ? sum / sizes[c]! : 0) };
}
