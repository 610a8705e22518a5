import type { Features } from "./features.ts";

/** What indices of a grouping are made from. Noise (label 0) is left out. */
export interface Spread {
  readonly k: number;
  /** Weight of each cluster, and of all that are in one. */
  readonly sizes: Float64Array;
  readonly total: number;
  /** Means of clusters (`[c * columns + j]`) and of all, in the units of the matrix. */
  readonly centres: Float64Array;
  readonly middle: Float64Array;
  /** Sum of squares within each cluster, and of the centres around the mean of all. */
  readonly within: Float64Array;
  readonly between: number;
  /** Mean distance (not squared) of each cluster's people to its centre. */
  readonly reach: Float64Array;
}

/**
 * Measures the spread within and between clusters in double precision, in two passes over the rows.
 *
 * @param labels 1 to k; 0 is noise.
 */
export function spreadOf({ matrix, weights }: Features, labels: Uint16Array): Spread {
  const { rows, columns, width, data } = matrix;
  const k = labels.reduce((most, label) => Math.max(most, label), 0);
  const sizes = new Float64Array(k);
  const centres = new Float64Array(k * columns);
  const middle = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const c = labels[i]! - 1;
    if (c < 0) continue;
    const weight = weights ? weights[i]! : 1;
    sizes[c]! += weight;
    for (let j = 0; j < columns; j++) {
      const x = weight * data[i * width + j]!;
      centres[c * columns + j]! += x;
      middle[j]! += x;
    }
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  for (let j = 0; j < columns; j++) middle[j]! /= total;
  for (let i = 0; i < centres.length; i++) centres[i]! /= sizes[Math.floor(i / columns)] || 1;
  const within = new Float64Array(k);
  const reach = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    const c = labels[i]! - 1;
    if (c < 0) continue;
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (data[i * width + j]! - centres[c * columns + j]!) ** 2;
    const weight = weights ? weights[i]! : 1;
    within[c]! += weight * sum;
    reach[c]! += weight * Math.sqrt(sum);
  }
  let between = 0;
  for (let c = 0; c < k; c++) {
    if (sizes[c]! > 0) reach[c]! /= sizes[c]!;
    for (let j = 0; j < columns; j++) between += sizes[c]! * (centres[c * columns + j]! - middle[j]!) ** 2;
  }
  return { k, sizes, total, centres, middle, within, between, reach };
}
