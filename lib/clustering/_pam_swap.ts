import { between, buildMedoids, type PamTask } from "./_pam_build.ts";
import { rowStart } from "./_space.ts";

/** Medoids and what belongs to them. */
export interface Medoids {
  readonly medoids: readonly number[];
  /** The nearest medoid of each row, 0 to k − 1; of equally near ones the first. */
  readonly labels: Uint16Array;
  /** Distance of each row to its medoid. */
  readonly apart: Float64Array;
  /** Weighted sum of those, and what it was at the start. */
  readonly sum: number;
  readonly startSum: number;
  readonly swaps: number;
}

/** Build and swap. Where ties leave a choice of starts, the better end of two. */
export function bestMedoids(task: PamTask): Medoids {
  const { medoids, tied } = buildMedoids(task, "last");
  const one = swapMedoids(task, medoids);
  if (!tied) return one;
  const other = swapMedoids(task, buildMedoids(task, "first").medoids);
  return other.sum < one.sum * (1 - 1e-12) ? other : one;
}

/**
 * The second phase of PAM: exchanges, as long as that lowers the sum of distances, the medoid and the row whose exchange
 * lowers it most. All k × rows exchanges are tried in one pass over the triangle (FastPAM1; Schubert & Rousseeuw 2019):
 * the same steps as Kaufman and Rousseeuw's, k times sooner.
 */
export function swapMedoids(task: PamTask, start: readonly number[]): Medoids {
  let now = assign(task, start);
  const startSum = now.sum;
  let swaps = 0;
  while (start.length > 1) {
    const swap = bestSwap(task, now);
    if (!swap) break;
    const medoids = now.medoids.with(swap.medoid, swap.row);
    const next = assign(task, medoids);
    if (!(next.sum < now.sum)) break;
    now = next;
    swaps++;
  }
  const { medoids, near, first, sum } = now;
  return { medoids, labels: near, apart: first, sum, startSum, swaps };
}

interface Assigned {
  readonly medoids: readonly number[];
  readonly near: Uint16Array;
  /** Distance to the nearest and to the second nearest medoid. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly sum: number;
}

function assign({ rows, triangle, weights }: PamTask, medoids: readonly number[]): Assigned {
  const near = new Uint16Array(rows);
  const first = new Float64Array(rows).fill(Infinity);
  const second = new Float64Array(rows).fill(Infinity);
  medoids.forEach((medoid, m) => {
    for (let i = 0; i < rows; i++) {
      const apart = between(triangle, medoid, i);
      if (apart < first[i]! || i === medoid) {
        second[i] = first[i]!;
        first[i] = apart;
        near[i] = m;
      } else if (apart < second[i]!) second[i] = apart;
    }
  });
  let sum = 0;
  for (let i = 0; i < rows; i++) if (weights[i]! > 0) sum += weights[i]! * first[i]!;
  return { medoids, near, first, second, sum };
}

function bestSwap(
  { rows, triangle, weights }: PamTask,
  { medoids, near, first, second, sum }: Assigned,
): { medoid: number; row: number } | null {
  const k = medoids.length;
  // What is lost by taking a medoid away, what a row wins over all medoids, and what more over its rows' second ones.
  const loss = new Float64Array(k);
  const won = new Float64Array(rows);
  const more = new Float64Array(rows * k);
  for (let j = 0; j < rows; j++) {
    if (weights[j] === 0) continue;
    loss[near[j]!]! += weights[j]! * (second[j]! - first[j]!);
    won[j]! -= weights[j]! * first[j]!;
    more[j * k + near[j]!]! += weights[j]! * (first[j]! - second[j]!);
  }
  const compare = (row: number, other: number, apart: number) => {
    const weight = weights[other]!;
    if (apart < first[other]!) {
      won[row]! += weight * (apart - first[other]!);
      more[row * k + near[other]!]! += weight * (first[other]! - second[other]!);
    } else more[row * k + near[other]!]! += weight * (apart - second[other]!);
  };
  for (let i = 1; i < rows; i++) {
    const from = rowStart(i);
    const far = weights[i]! > 0 ? second[i]! : -1;
    for (let j = 0; j < i; j++) {
      const apart = triangle[from + j]!;
      if (apart < second[j]! && weights[j]! > 0) compare(i, j, apart);
      if (apart < far) compare(j, i, apart);
    }
  }
  const taken = new Set(medoids);
  let best: { medoid: number; row: number } | null = null;
  let least = -1e-12 * sum;
  for (let row = 0; row < rows; row++) {
    if (weights[row] === 0 || taken.has(row)) continue;
    for (let medoid = 0; medoid < k; medoid++) {
      const change = loss[medoid]! + won[row]! + more[row * k + medoid]!;
      if (change >= least) continue;
      // Sums in another order differ in their last digits: that must not decide.
      if (best && least - change < 1e-12 * sum) continue;
      least = change;
      best = { medoid, row };
    }
  }
  return best;
}
