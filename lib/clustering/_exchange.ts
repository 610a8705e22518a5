import type { Matrix } from "../kernels/mod.ts";

const mostPasses = 100;

/**
 * Moves single rows to another cluster as long as that lowers the sum of squares (Hartigan 1975): ends in solutions
 * that are at least as good as those of Lloyd's algorithm, and often better, because the centres move with the row.
 * A row's nearest centre is still its own at the end. Passes × rows × k × columns.
 *
 * @param labels 0 to k − 1; changed in place.
 * @returns The sum of squares within, as it is at the end.
 */
export function exchange(matrix: Matrix, weights: Float64Array, k: number, labels: Uint16Array): number {
  const { rows, columns, width, data } = matrix;
  const { means, sizes } = centresOf(matrix, weights, k, labels);
  const apart = (row: number, c: number): number => {
    let sum = 0;
    for (let j = 0, at = row * width, mean = c * columns; j < columns; j++) {
      const t = data[at++]! - means[mean++]!;
      sum += t * t;
    }
    return sum;
  };
  const move = (row: number, c: number, weight: number) => {
    const size = sizes[c]! + weight;
    for (let j = 0; j < columns; j++) {
      means[c * columns + j]! += (data[row * width + j]! - means[c * columns + j]!) * weight / size;
    }
    sizes[c] = size;
  };
  for (let pass = 0, moved = 1; moved > 0 && pass < mostPasses; pass++) {
    moved = 0;
    for (let i = 0; i < rows; i++) {
      const own = labels[i]!;
      const weight = weights[i]!;
      // The last row of a cluster stays, or the cluster would be gone.
      if (sizes[own]! - weight <= weight * 1e-9) continue;
      const lost = apart(i, own) * sizes[own]! / (sizes[own]! - weight);
      let least = lost * (1 - 1e-9);
      let nearest = own;
      for (let c = 0; c < k; c++) {
        if (c === own || sizes[c]! === 0) continue;
        const gained = apart(i, c) * sizes[c]! / (sizes[c]! + weight);
        if (gained < least) {
          least = gained;
          nearest = c;
        }
      }
      if (nearest === own) continue;
      moved++;
      labels[i] = nearest;
      if (weight > 0) {
        move(i, own, -weight);
        move(i, nearest, weight);
      }
    }
  }
  let within = 0;
  for (let i = 0; i < rows; i++) within += weights[i]! * apart(i, labels[i]!);
  return within;
}

function centresOf(
  { rows, columns, width, data }: Matrix,
  weights: Float64Array,
  k: number,
  labels: Uint16Array,
): { means: Float64Array; sizes: Float64Array } {
  const means = new Float64Array(k * columns);
  const sizes = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    const c = labels[i]!;
    sizes[c]! += weights[i]!;
    for (let j = 0; j < columns; j++) means[c * columns + j]! += weights[i]! * data[i * width + j]!;
  }
  for (let c = 0; c < k; c++) {
    if (sizes[c]! > 0) { for (let j = 0; j < columns; j++) means[c * columns + j]! /= sizes[c]!; }
  }
  return { means, sizes };
}
