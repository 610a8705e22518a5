import { rowStart, type Triangle } from "./_space.ts";

/** Rows with distances and weights, among which medoids are looked for. */
export interface PamTask {
  readonly rows: number;
  readonly triangle: Triangle;
  /** 0 for a row that moves nothing and is no medoid. */
  readonly weights: Float64Array;
  readonly k: number;
}

/** Where PAM starts from. */
export interface Start {
  readonly medoids: readonly number[];
  /** Whether other rows would have been as good. */
  readonly tied: boolean;
}

/**
 * The first phase of PAM (Kaufman & Rousseeuw 1990): the most central row, then k − 1 times the row that lowers the sum
 * of distances most. One pass over the triangle each.
 *
 * @param tie Which of equally good rows is taken; R takes the last.
 * @returns Fewer than k where that many lower the sum to 0 already.
 */
export function buildMedoids({ rows, triangle, weights, k }: PamTask, tie: "first" | "last"): Start {
  const near = new Float64Array(rows).fill(Infinity);
  const medoids: number[] = [];
  const gains = new Float64Array(rows);
  let tied = false;
  while (medoids.length < k) {
    const first = medoids.length === 0;
    for (let i = 0; i < rows; i++) gains[i] = first ? 0 : weights[i]! * near[i]!;
    for (let i = 1; i < rows; i++) {
      const from = rowStart(i);
      const weight = weights[i]!;
      const own = near[i]!;
      let gain = 0;
      for (let j = 0; j < i; j++) {
        const apart = triangle[from + j]!;
        if (first) {
          gain -= weights[j]! * apart;
          gains[j]! -= weight * apart;
          continue;
        }
        if (apart < near[j]!) gain += weights[j]! * (near[j]! - apart);
        if (apart < own) gains[j]! += weight * (own - apart);
      }
      gains[i]! += gain;
    }
    let best = -1;
    let ties = 0;
    for (let i = 0; i < rows; i++) {
      if (weights[i] === 0 || (!first && near[i] === 0)) continue;
      if (best >= 0 && gains[i]! < gains[best]!) continue;
      const equal = best >= 0 && gains[i] === gains[best];
      ties = equal ? ties + 1 : 0;
      if (!equal || tie === "last") best = i;
    }
    if (best < 0) break;
    tied ||= ties > 0;
    medoids.push(best);
    for (let j = 0; j < rows; j++) {
      const apart = between(triangle, best, j);
      if (apart < near[j]!) near[j] = apart;
    }
  }
  return { medoids, tied };
}

/** The distance of two rows in a triangle. */
export function between(triangle: Triangle, a: number, b: number): number {
  return a === b ? 0 : a > b ? triangle[rowStart(a) + b]! : triangle[rowStart(b) + a]!;
}
