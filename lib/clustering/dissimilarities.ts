/** How two rows are compared. `given`: somebody else measured the distances. */
export type DistanceMetric = "euclidean" | "manhattan" | "gower" | "given";

/** Distances between all pairs of rows. */
export interface Dissimilarities {
  /** People. */
  readonly rows: number;
  /**
   * The lower triangle, row by row: that of rows i and j < i (from 0) stands at i (i − 1) / 2 + j. NaN where two rows
   * have nothing to be compared by. Double precision up to 10,000 rows (400 MB), single beyond (30,000 rows: 1.8 GB).
   */
  readonly triangle: Float64Array | Float32Array;
  /** How they were measured. */
  readonly metric: DistanceMetric;
  /** How many pairs have nothing to be compared by. */
  readonly incomparable: number;
  /** Names of what was compared. */
  readonly features: readonly string[];
  /** One number above 0 a row, or null. */
  readonly weights: Float64Array | null;
}

/**
 * The distance of two rows, counted from 0.
 *
 * @example
 * ```ts
 * import { distanceBetween } from "./dissimilarities.ts";
 * const data = { rows: 3, triangle: Float64Array.of(1, 2, 3), metric: "given" } as const;
 * const all = { ...data, incomparable: 0, features: [], weights: null };
 * if (distanceBetween(all, 2, 1) !== 3 || distanceBetween(all, 0, 1) !== 1) throw new Error();
 * ```
 */
export function distanceBetween({ triangle }: Dissimilarities, a: number, b: number): number {
  if (a === b) return 0;
  const [low, high] = a < b ? [a, b] : [b, a];
  return triangle[high * (high - 1) / 2 + low]!;
}
