import { contingency } from "./_contingency.ts";
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
  counted: ArrayLike<number> | null = null,
): number[] {
  const marks = counted && Uint8Array.from(counted, (count) => count > 0 ? 1 : 0);
  const { cells, columns, rowSums, columnSums } = contingency(
    labels,
    k + 1,
    others,
    clustersIn(others) + 1,
    marks,
  );
  return Array.from({ length: k }, (_, c) => {
    let best = 0;
    for (let o = 1; o < columns; o++) {
      const both = cells[(c + 1) * columns + o]!;
      if (both > 0) best = Math.max(best, both / (rowSums[c + 1]! + columnSums[o]! - both));
    }
    return best;
  });
}
