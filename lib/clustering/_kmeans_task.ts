import type { Matrix } from "../kernels/mod.ts";

/** What k-means runs on, every default filled in. */
export interface KMeansTask {
  readonly matrix: Matrix;
  readonly names: readonly string[];
  readonly weights: Float64Array | null;
  readonly k: number;
  readonly restarts: number;
  readonly seed: number;
  readonly maxIterations: number;
  /** Workers beside this thread; default what the number of rows calls for. */
  readonly helpers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** The best of some restarts. */
export interface KMeansBest {
  /** Centre of each row, 0 to k − 1. */
  readonly labels: Uint16Array;
  /** `centres[c * columns + j]`, in the units of the matrix. */
  readonly centres: Float64Array;
  readonly sizes: Float64Array;
  readonly withinSS: number;
  readonly totalSS: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly hits: number;
}

/** Where one start ended. */
export interface Solution {
  readonly labels: Uint16Array;
  readonly withinSS: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** How many solutions are as good as the best, to six digits. */
export function hitsOf(
  runs: readonly { readonly withinSS: number }[],
  best: number,
  totalSS: number,
): number {
  const reached = Math.max(best * (1 + 1e-6), totalSS * 1e-12);
  return runs.filter(({ withinSS }) => withinSS <= reached).length;
}
