import type { Triangle } from "./_space.ts";

/** Widths and extents of groups among different rows. */
export interface GroupMeasures {
  /** Silhouette width of each different row; 0 for one alone in its cluster. */
  readonly widths: Float64Array;
  /** Largest distance within each cluster. */
  readonly diameters: Float64Array;
  /** Smallest distance of each cluster to another; Infinity where there is none. */
  readonly separations: Float64Array;
}

/**
 * Silhouette widths (Rousseeuw 1987), diameters and separations from distances, in one pass over all pairs.
 *
 * @param before Distances of a row to all rows before it.
 * @param labels Cluster of each different row, 0 to k − 1.
 * @param counts How many rows each different one stands for.
 */
export function measureGroups(
  before: (row: number) => Triangle,
  labels: Uint16Array,
  k: number,
  counts: Float64Array,
): GroupMeasures {
  const rows = labels.length;
  const sums = new Float64Array(rows * k);
  const diameters = new Float64Array(k);
  const separations = new Float64Array(k).fill(Infinity);
  for (let i = 1; i < rows; i++) {
    const distances = before(i);
    const own = labels[i]!;
    const count = counts[i]!;
    for (let j = 0; j < i; j++) {
      const apart = distances[j]!;
      const other = labels[j]!;
      sums[i * k + other]! += counts[j]! * apart;
      sums[j * k + own]! += count * apart;
      if (own === other) {
        if (apart > diameters[own]!) diameters[own] = apart;
        continue;
      }
      if (apart < separations[own]!) separations[own] = apart;
      if (apart < separations[other]!) separations[other] = apart;
    }
  }
  const sizes = new Float64Array(k);
  labels.forEach((label, i) => sizes[label]! += counts[i]!);
  const widths = Float64Array.from(labels, (own, i) => {
    if (sizes[own]! <= 1) return 0;
    const inside = sums[i * k + own]! / (sizes[own]! - 1);
    let outside = Infinity;
    for (let c = 0; c < k; c++) {
      if (c !== own && sizes[c]! > 0) outside = Math.min(outside, sums[i * k + c]! / sizes[c]!);
    }
    return outside === inside || outside === Infinity ? 0 : (outside - inside) / Math.max(inside, outside);
  });
  return { widths, diameters, separations };
}

/** The mean width of everybody in a cluster, by weight; null where there are fewer than two clusters. */
export function meanWidth(
  { widths, separations }: GroupMeasures,
  weights: Float64Array,
): number | null {
  if (!separations.some(Number.isFinite)) return null;
  let sum = 0;
  let total = 0;
  widths.forEach((width, i) => {
    sum += weights[i]! * width;
    total += weights[i]!;
  });
  return sum / total;
}
