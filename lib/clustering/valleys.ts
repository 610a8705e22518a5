import { InputError } from "../workspace/mod.ts";
import { spreadOf } from "./_spread.ts";
import type { Features } from "./features.ts";

/** How empty it is between one cluster and its neighbours. */
export interface Valley {
  /** 1 to k. */
  readonly cluster: number;
  /** The neighbour it is least set apart from. */
  readonly neighbour: number;
  /**
   * People half-way between the two centres over people at the emptier of the two, each in a slice of the same width:
   * near 0 where there is a gap, about 1 and more where the two are cut from one lump.
   */
  readonly depth: number;
}

/** Slices are this wide, as a share of the way from centre to centre. */
const slice = 0.2;
/** People a slice must hold at the centres for a depth to mean something. */
const enough = 5;

/**
 * Looks along the line between every two centres whether there are fewer people half-way than at the centres: clusters
 * that exist are hills with valleys between them, clusters cut from one lump are not.
 *
 * Only the people of the two clusters count, by their place along the line. Pairs with fewer than five people at a
 * centre are left out. Rows × k × columns.
 *
 * @param labels Cluster of each row, 1 to k; 0 is noise.
 * @returns The shallowest valley of each cluster that has one.
 * @throws {InputError} Labels and features differ in their number of rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { valleys } from "./valleys.ts";
 * const values = Array.from({ length: 40 }, (_, i) => i % 2 * 10 + i / 40);
 * const labels = Uint16Array.from(values, (_, i) => i % 2 + 1);
 * if (valleys(featuresOfMatrix(matrixOf([values])), labels)[0]?.depth !== 0) throw new Error();
 * ```
 */
export function valleys(features: Features, labels: Uint16Array): readonly Valley[] {
  const { rows, columns, width, data } = features.matrix;
  if (labels.length !== rows) {
    throw new InputError(
      `Cannot look between clusters: there are ${labels.length} labels for ${rows} people`,
    );
  }
  const { k, centres, sizes } = spreadOf(features, labels);
  // People of cluster a near their own centre, and half-way, on the line to b: [a * k + b].
  const home = new Float64Array(k * k);
  const middle = new Float64Array(k * k);
  const apart = Float64Array.from({ length: k * k }, (_, pair) => {
    let squares = 0;
    for (let j = 0; j < columns; j++) {
      squares += (centres[(pair % k) * columns + j]! - centres[Math.floor(pair / k) * columns + j]!) ** 2;
    }
    return squares;
  });
  for (let i = 0; i < rows; i++) {
    const a = labels[i]! - 1;
    if (a < 0) continue;
    const weight = features.weights?.[i] ?? 1;
    for (let b = 0; b < k; b++) {
      if (b === a || sizes[b] === 0) continue;
      let along = 0;
      for (let j = 0; j < columns; j++) {
        const from = centres[a * columns + j]!;
        along += (data[i * width + j]! - from) * (centres[b * columns + j]! - from);
      }
      const place = along / apart[a * k + b]!;
      if (Math.abs(place) < slice / 2) home[a * k + b]! += weight;
      else if (Math.abs(place - 0.5) < slice / 2) middle[a * k + b]! += weight;
    }
  }
  return Array.from({ length: k }, (_, a) => {
    let shallowest: Valley | null = null;
    for (let b = 0; b < k; b++) {
      const top = Math.min(home[a * k + b]!, home[b * k + a]!);
      if (b === a || top < enough) continue;
      const depth = (middle[a * k + b]! + middle[b * k + a]!) / top;
      if (!shallowest || depth > shallowest.depth) shallowest = { cluster: a + 1, neighbour: b + 1, depth };
    }
    return shallowest;
  }).filter((valley) => valley !== null);
}
