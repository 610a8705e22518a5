/**
 * Moore-Penrose inverse of a symmetric matrix, by its eigenvalues (cyclic Jacobi rotations, size³ × about ten);
 * eigenvalues below 1.5e-8 of the largest count as 0, as in MASS::ginv.
 *
 * @param matrix `matrix[i * size + j]`; changed.
 */
export function pseudoInverse(matrix: Float64Array, size: number): Float64Array {
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < 60 && rotateAll(matrix, vectors, size) > 1e-22; sweep++);
  let most = 0;
  for (let i = 0; i < size; i++) most = Math.max(most, Math.abs(matrix[i * size + i]!));
  const out = new Float64Array(size * size);
  for (let e = 0; e < size; e++) {
    const value = matrix[e * size + e]!;
    if (!(Math.abs(value) > 1.5e-8 * most)) continue;
    for (let i = 0; i < size; i++) {
      const vi = vectors[e * size + i]! / value;
      for (let j = 0; j < size; j++) out[i * size + j]! += vi * vectors[e * size + j]!;
    }
  }
  return out;
}

/** One sweep over all pairs; gives the squared size of what is off the diagonal as a share of the whole. */
function rotateAll(matrix: Float64Array, vectors: Float64Array, size: number): number {
  let off = 0;
  let whole = 0;
  for (let p = 0; p < size; p++) {
    whole += matrix[p * size + p]! ** 2;
    for (let q = p + 1; q < size; q++) {
      const apq = matrix[p * size + q]!;
      off += 2 * apq * apq;
      if (apq === 0) continue;
      const theta = (matrix[q * size + q]! - matrix[p * size + p]!) / (2 * apq);
      const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const cos = 1 / Math.sqrt(t * t + 1);
      const sin = t * cos;
      for (let i = 0; i < size; i++) turn(matrix, i * size + p, i * size + q, cos, sin);
      for (let i = 0; i < size; i++) turn(matrix, p * size + i, q * size + i, cos, sin);
      for (let i = 0; i < size; i++) turn(vectors, p * size + i, q * size + i, cos, sin);
    }
  }
  return off === 0 ? 0 : off / (off + whole);
}

function turn(matrix: Float64Array, a: number, b: number, cos: number, sin: number): void {
  const [x, y] = [matrix[a]!, matrix[b]!];
  matrix[a] = cos * x - sin * y;
  matrix[b] = sin * x + cos * y;
}
