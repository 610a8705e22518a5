import { random } from "../kernels/mod.ts";
import { adjustedRand } from "./_agreement.ts";
import { checkResampling } from "./_check_resampling.ts";
import { contingency } from "./_contingency.ts";
import { bootstrapCounts, clustersIn, nextSeed, summary } from "./_resamples.ts";
import type { Clusterer } from "./clusterer.ts";

/** Mean, median and the middle 90 % of what many samples gave. */
export interface StabilitySummary {
  /** Their mean. */
  readonly mean: number;
  /** Their median. */
  readonly median: number;
  /** The 5 % point. */
  readonly low: number;
  /** The 95 % point. */
  readonly high: number;
}

/** How often to resample. */
export interface ResamplingOptions {
  /** Pairs of bootstrap samples, splits or samples. Default 100. */
  readonly times?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/** How alike two solutions with as many clusters are when the people are drawn anew. */
export interface GlobalStability extends StabilitySummary {
  /** Number of clusters. */
  readonly k: number;
  /** Adjusted Rand index of each pair. */
  readonly adjustedRand: readonly number[];
}

/**
 * Global stability by paired bootstrap (Dolnicar & Leisch 2010): draws two bootstrap samples, clusters each, lets both
 * solutions label everybody, and compares the two labellings by the adjusted Rand index; again and again.
 *
 * @param k Number of clusters.
 * @returns Index of each pair, with mean, median and the 5 % and 95 % points. 1: always the same clusters.
 * @throws {InputError} k is not a whole number from 1 to the number of people, or `times` makes no sense.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { globalStability } from "./global_stability.ts";
 * import { kmeansClusterer } from "./kmeans_clusterer.ts";
 * const values = Array.from({ length: 60 }, (_, i) => i % 2 * 100 + i / 60);
 * const clusterer = kmeansClusterer(featuresOfMatrix(matrixOf([values])));
 * if ((await globalStability(clusterer, 2, { times: 5 })).median !== 1) throw new Error();
 * ```
 */
export async function globalStability(
  clusterer: Clusterer,
  k: number,
  options: ResamplingOptions = {},
): Promise<GlobalStability> {
  const pairs: number[] = [];
  for await (const [a, b] of bootstrapPairs(clusterer, k, options)) {
    pairs.push(adjustedRand(contingency(a, clustersIn(a) + 1, b, clustersIn(b) + 1)));
  }
  return { k, adjustedRand: pairs, ...summary(pairs) };
}

/** Labels of everybody by two solutions, each found on a bootstrap sample of its own. */
export async function* bootstrapPairs(
  clusterer: Clusterer,
  k: number,
  { times = 100, seed = 1, signal }: ResamplingOptions,
): AsyncGenerator<readonly [Uint16Array, Uint16Array]> {
  checkResampling(clusterer, k, times);
  const next = random(seed);
  const { people } = clusterer;
  const one = () => clusterer.label({ k, counts: bootstrapCounts(people, next), seed: nextSeed(next) });
  for (let time = 0; time < times; time++) {
    signal?.throwIfAborted();
    yield [await one(), await one()];
  }
}
