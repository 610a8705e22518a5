import type { ClusteringStability, StabilitySummary } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { digits } from "./_digits.ts";
import { shown } from "./_shown.ts";

/**
 * How well clusters hold: the only count of people is how many were drawn. Indices of random samples are of three
 * digits, and counts of samples stay.
 */
export function clusteringStability(
  result: ClusteringStability,
  { cells }: Context,
): () => ClusteringStability<Shown> {
  const resampled = cells.shared("people/clustered", result.resampled, 1e12);
  return () => ({
    ...result,
    resampled: shown(resampled),
    global: summary(result.global),
    adjustedRand: result.adjustedRand.map(digits),
    segments: result.segments.map((one) => ({
      ...one,
      jaccard: digits(one.jaccard),
      within: summary(one.within),
    })),
  });
}

function summary({ mean, median, low, high }: StabilitySummary): StabilitySummary {
  return { mean: digits(mean), median: digits(median), low: digits(low), high: digits(high) };
}
