import type { Matrix } from "../kernels/mod.ts";

const mostSweeps = 60;

/**
 * Eigenvectors of the columns' covariance, by Jacobi's rotations: `axes[a]` is a direction of length 1, in no
 * particular order. Columns³ a sweep, a handful of sweeps.
 */
export function principalAxes({ data, rows, columns, width }: Matrix): Float64Array[] {
  const mean = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) mean[j]! += data[i * width + j]! / rows;
  const a = Array.from({ length: columns }, () => new Float64Array(columns));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const x = data[i * width + j]! - mean[j]!;
      for (let l = 0; l <= j; l++) a[j]![l]! += x * (data[i * width + l]! - mean[l]!);
    }
  }
  for (let j = 0; j < columns; j++) for (let l = 0; l < j; l++) a[l]![j] = a[j]![l]!;
  const axes = Array.from(
    { length: columns },
    (_, j) => Float64Array.from({ length: columns }, (_, l) => Number(j === l)),
  );
  const size = a.reduce((sum, row, j) => sum + row[j]!, 0);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let off = 0;
    for (let p = 0; p < columns; p++) {
      for (let q = p + 1; q < columns; q++) {
        off += Math.abs(a[p]![q]!);
        if (Math.abs(a[p]![q]!) > size * 1e-18) rotate(a, axes, p, q);
      }
    }
    if (off <= size * 1e-14) break;
  }
  return axes;
}

/** Turns axes `p` and `q` in their plane so that they no longer vary together. */
function rotate(a: Float64Array[], axes: Float64Array[], p: number, q: number): void {
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(t * t + 1);
  const sin = t * cos;
  const turn = (x: Float64Array, y: Float64Array) => {
    for (let j = 0; j < x.length; j++) {
      const [u, v] = [x[j]!, y[j]!];
      x[j] = cos * u - sin * v;
      y[j] = sin * u + cos * v;
    }
  };
  turn(a[p]!, a[q]!);
  for (const row of a) {
    const [u, v] = [row[p]!, row[q]!];
    row[p] = cos * u - sin * v;
    row[q] = sin * u + cos * v;
  }
  turn(axes[p]!, axes[q]!);
}
