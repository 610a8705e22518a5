import { allocateMatrix, type Matrix } from "../kernels/mod.ts";

/** Some rows of a matrix, in a matrix of their own. */
export function rowsOf(matrix: Matrix, rows: Uint32Array): Matrix {
  const { width, data } = matrix;
  const part = allocateMatrix(rows.length, matrix.columns);
  rows.forEach((row, i) => part.data.set(data.subarray(row * width, (row + 1) * width), i * width));
  return part;
}
