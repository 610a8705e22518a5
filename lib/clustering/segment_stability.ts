import { sampledLabels } from "./_check_resampling.ts";
import { bestJaccard } from "./_jaccard.ts";
import { clustersIn, summary } from "./_resamples.ts";
import type { Clusterer } from "./clusterer.ts";
import { bootstrapPairs, type ResamplingOptions, type StabilitySummary } from "./global_stability.ts";

/** How often one segment is found again. */
export interface SegmentStability extends StabilitySummary {
  /** 1 to k. */
  readonly cluster: number;
}

/**
 * Segment-level stability within a solution (SLSW; Dolnicar & Leisch 2017): over pairs of bootstrap samples, the Jaccard
 * index of each segment with the one most like it in either solution, the two averaged. 1: always found again.
 *
 * @param labels The solution to be judged: cluster of each row, 1 to k.
 * @throws {InputError} The labels are not those of the clusterer's people, or `times` makes no sense.
 */
export async function segmentStability(
  clusterer: Clusterer,
  labels: Uint16Array,
  options: ResamplingOptions = {},
): Promise<readonly SegmentStability[]> {
  const own = sampledLabels(clusterer, labels);
  const k = clustersIn(labels);
  const found: number[][] = Array.from({ length: k }, () => []);
  for await (const [a, b] of bootstrapPairs(clusterer, k, options)) {
    const second = bestJaccard(own, k, b);
    bestJaccard(own, k, a).forEach((first, c) => found[c]!.push((first + second[c]!) / 2));
  }
  return found.map((values, c) => ({ cluster: c + 1, ...summary(values) }));
}
