import { clustersIn } from "./_resamples.ts";

/**
 * For each cluster, its Jaccard index (shared people / people in either) with the cluster of another labelling that is
 * most like it; 0 for a cluster without people. Noise (label 0) is no cluster.
 *
 * @param counted 1 for people who count, 0 for others; null: all.
 */
export function bestJaccard(
  labels: Uint16Array,
  k: number,
  others: Uint16Array,
  counted: Float64Array | null = null,
): number[] {
  const columns = clustersIn(others) + 1;
  const cells = new Float64Array((k + 1) * columns);
  if (counted) {
    for (let i = 0; i < labels.length; i++) if (counted[i]! > 0) cells[labels[i]! * columns + others[i]!]!++;
  } else for (let i = 0; i < labels.length; i++) cells[labels[i]! * columns + others[i]!]!++;
  return jaccardIn(cells, k, columns);
}

/** The same from people counted by both: `cells[label * columns + other]`. */
export function jaccardIn(cells: ArrayLike<number>, k: number, columns: number): number[] {
  const sums = new Float64Array(k + 1);
  const otherSums = new Float64Array(columns);
  for (let c = 0; c <= k; c++) {
    for (let o = 0; o < columns; o++) {
      sums[c]! += cells[c * columns + o]!;
      otherSums[o]! += cells[c * columns + o]!;
    }
  }
  return Array.from({ length: k }, (_, c) => {
    let best = 0;
    for (let o = 1; o < columns; o++) {
      const both = cells[(c + 1) * columns + o]!;
      if (both > 0) best = Math.max(best, both / (sums[c + 1]! + otherSums[o]! - both));
    }
    return best;
  });
}
