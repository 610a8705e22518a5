import { random } from "../kernels/mod.ts";
import { checkResampling } from "./_check_resampling.ts";
import { contingency } from "./_contingency.ts";
import { clustersIn, halfCounts, nextSeed } from "./_resamples.ts";
import type { Clusterer } from "./clusterer.ts";
import type { ResamplingOptions } from "./global_stability.ts";

/** How well one half of the people foretells the clusters of the other. */
export interface PredictionStrength {
  /** Number of clusters. */
  readonly k: number;
  /** Mean over splits, in [0, 1]; from 0.8 on the clusters count as foretold. */
  readonly mean: number;
  /** Standard error of the mean. */
  readonly standardError: number;
}

/**
 * Prediction strength (Tibshirani & Walther 2005): splits the people in two halves, clusters both, and asks of each
 * cluster of one half which share of its pairs of people the other half's solution puts together too; the worst
 * cluster counts, both ways round averaged. Clusters of one person say nothing.
 *
 * @param k Number of clusters; 1 is always foretold.
 * @param options `times`: splits, default 50.
 * @throws {InputError} k is not a whole number from 1 to the number of people, or `times` makes no sense.
 */
export async function predictionStrength(
  clusterer: Clusterer,
  k: number,
  { times = 50, seed = 1, signal }: ResamplingOptions = {},
): Promise<PredictionStrength> {
  checkResampling(clusterer, k, times);
  if (k === 1) return { k, mean: 1, standardError: 0 };
  const next = random(seed);
  const values: number[] = [];
  for (let time = 0; time < times; time++) {
    signal?.throwIfAborted();
    const half = halfCounts(clusterer.people, next);
    const rest = half.map((count) => 1 - count);
    const byHalf = await clusterer.label({ k, counts: half, seed: nextSeed(next) });
    const byRest = await clusterer.label({ k, counts: rest, seed: nextSeed(next) });
    values.push((foretold(byRest, byHalf, rest) + foretold(byHalf, byRest, half)) / 2);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / times;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { k, mean, standardError: times > 1 ? Math.sqrt(squares / (times - 1) / times) : 0 };
}

/** Of the worst cluster of `own` among the people in `counted`: the share of its pairs that `other` puts together. */
function foretold(own: Uint16Array, other: Uint16Array, counted: Float64Array): number {
  const table = contingency(own, clustersIn(own) + 1, other, clustersIn(other) + 1, counted);
  let worst = 1;
  table.rowSums.forEach((size, c) => {
    if (c === 0 || size < 2) return;
    const row = table.cells.subarray(c * table.columns, (c + 1) * table.columns);
    const together = row.reduce((sum, count) => sum + count * (count - 1), 0);
    worst = Math.min(worst, together / (size * (size - 1)));
  });
  return worst;
}
