import { allocateMatrix, type Matrix } from "../kernels/mod.ts";

/** Some rows of a matrix, in a matrix of their own. */
export function rowsOf(matrix: Matrix, rows: Uint32Array): Matrix {
  const { width, data } = matrix;
  const part = allocateMatrix(rows.length, matrix.columns);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * width;
    for (let j = 0; j < width; j++) part.data[i * width + j] = data[from + j]!;
  }
  return part;
}
