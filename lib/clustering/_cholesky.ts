/**
 * Cholesky factor of a symmetric matrix: both as lower triangles row by row, `[i * (i + 1) / 2 + j]`.
 *
 * @param out The factor.
 * @returns The first row whose pivot (its variance given the rows before it) is at most `least`, or −1: done.
 */
export function cholesky(matrix: Float64Array, size: number, out: Float64Array, least = 0): number {
  for (let i = 0, row = 0; i < size; row += ++i) {
    for (let j = 0, other = 0; j <= i; other += ++j) {
      let sum = matrix[row + j]!;
      for (let m = 0; m < j; m++) sum -= out[row + m]! * out[other + m]!;
      if (i === j && !(sum > least)) return i;
      out[row + j] = i === j ? Math.sqrt(sum) : sum / out[other + j]!;
    }
  }
  return -1;
}

/** Inverse of a lower triangle, itself one; written over it. */
export function invertLower(lower: Float64Array, size: number): void {
  for (let i = 0, row = 0; i < size; row += ++i) {
    const diagonal = 1 / lower[row + i]!;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let m = j; m < i; m++) sum += lower[row + m]! * lower[m * (m + 1) / 2 + j]!;
      lower[row + j] = -sum * diagonal;
    }
    lower[row + i] = diagonal;
  }
}
