import { InputError } from "../workspace/mod.ts";
import { adjustedRand } from "./_agreement.ts";
import { sampledLabels } from "./_check_resampling.ts";
import { contingency } from "./_contingency.ts";
import { bestJaccard } from "./_jaccard.ts";
import { judgeCandidate, verdictOn } from "./_judge_candidate.ts";
import { clustersIn, summary } from "./_resamples.ts";
import type { Clusterer } from "./clusterer.ts";
import type { ClusteringSelection, SelectionCandidate } from "./clustering_selection.ts";
import { type Gap, gapStatistic } from "./gap_statistic.ts";
import { bootstrapPairs, globalStability, type StabilitySummary } from "./global_stability.ts";
import { predictionStrength } from "./prediction_strength.ts";
import type { Clustering } from "./result.ts";
import { separation } from "./separation.ts";
import { silhouetteOf } from "./silhouette_of.ts";
import { stabilityAcross } from "./stability_across.ts";
import { valleys } from "./valleys.ts";

/** How to choose the number of clusters. */
export interface SelectionOptions {
  /** Numbers of clusters to judge; 1 is for comparison only. Default 2 to 8. */
  readonly k?: readonly number[];
  /** Pairs of bootstrap samples for each. Default 50. */
  readonly pairs?: number;
  /** Splits in halves for prediction strength. Default 25. */
  readonly splits?: number;
  /** Sets of people with shuffled values, five pairs each. Default 8. */
  readonly shuffles?: number;
  /** Measure gaps too. Default true. */
  readonly gaps?: boolean;
  /** People silhouettes are measured on, at most. Default 10,000. */
  readonly silhouetteSample?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Stops the work. */
  readonly signal?: AbortSignal;
  /** Called with the share done, in [0, 1]. */
  readonly onProgress?: (share: number) => void;
}

/** A judgement with the fits behind it. */
export interface SelectedClusters {
  /** The judgement. */
  readonly result: ClusteringSelection;
  /** The fit on everybody for each candidate, in their order. */
  readonly fits: readonly Clustering[];
}

const pairsAShuffle = 5;

const always: StabilitySummary = { mean: 1, median: 1, low: 1, high: 1 };

/** Everybody in one cluster: nothing to be found again, and nothing to be told apart. */
const oneCluster = {
  ...{ silhouette: null, calinskiHarabasz: null, daviesBouldin: null, shallowest: null },
  ...{ stability: always, shuffled: always, predictionStrength: 1 },
  segments: [{ cluster: 1, within: always, across: null }],
  ...{ structure: "none" as const, against: ["one segment divides nobody"] },
};

/**
 * How many clusters there are, and whether any: stability before profile (Dolnicar, Grün & Leisch 2018).
 *
 * For each number of clusters: the fit on everybody with its indices; global stability by paired bootstrap, the same for
 * people with shuffled values, prediction strength; for each segment its stability within and across solutions; and
 * whether there are fewer people between the clusters than at their centres. The verdict is one of three: *natural*
 * segments are found again, foretold and set apart (the largest such k is taken); *reproducible* ones are found again,
 * better than by shuffled people, but divide a continuum; else there are *none*, and rules serve better.
 *
 * @throws {InputError} A k is not a whole number up to the number of people, or none is 2 or more.
 *
 * @example
 * ```ts
 * import { matrixOf, random } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { kmeansClusterer } from "./kmeans_clusterer.ts";
 * import { selectClusters } from "./select_clusters.ts";
 * const next = random(1);
 * const column = (apart: number[]) => Array.from({ length: 150 }, (_, i) => apart[i % 3]! + next() + next());
 * const data = featuresOfMatrix(matrixOf([column([0, 9, 9]), column([0, 0, 9])]));
 * const { result } = await selectClusters(kmeansClusterer(data), { k: [2, 3, 4], pairs: 20 });
 * if (result.k !== 3 || result.structure !== "natural") throw new Error(result.verdict);
 * ```
 */
export async function selectClusters(
  clusterer: Clusterer,
  options: SelectionOptions = {},
): Promise<SelectedClusters> {
  const { pairs = 50, splits = 25, shuffles = 8, seed = 1, signal, onProgress } = options;
  const from = performance.now();
  const range = (options.k ?? [2, 3, 4, 5, 6, 7, 8].filter((k) => k < clusterer.people)).toSorted((a, b) =>
    a - b
  );
  check(range, clusterer.people);
  const { features } = clusterer;
  const measured = features && (options.gaps ?? true)
    ? await gapStatistic(features, { k: [...new Set([1, ...range])], seed, ...(signal ? { signal } : {}) })
    : null;
  const nulls = Array.from({ length: shuffles }, (_, i) => clusterer.shuffled(seed + i));
  const fits: Clustering[] = [];
  const candidates: SelectionCandidate[] = [];
  for (const [i, k] of range.entries()) {
    signal?.throwIfAborted();
    const fit = await clusterer.fit(k, seed);
    const { withinSS, logLikelihood, parameters, aic, bic, restartHits, converged } = fit.result;
    const measures = {
      ...{
        k,
        sizes: fit.result.sizes,
        withinSS,
        logLikelihood,
        parameters,
        aic,
        bic,
        restartHits,
        converged,
      },
      ...gapOf(measured?.gaps, k),
    };
    if (k === 1) {
      fits.push(fit);
      candidates.push({ ...measures, ...oneCluster });
      continue;
    }
    const across = fits.length > 0 ? stabilityAcross([fits.at(-1)!.labels, fit.labels])[0]! : null;
    const { global, segments } = await bothStabilities(clusterer, fit.labels, k, {
      times: pairs,
      seed,
      signal,
    });
    const candidate = {
      ...measures,
      ...await indices(clusterer, fit, options.silhouetteSample ?? 10_000),
      stability: global,
      shuffled: await shuffledStability(nulls, k, seed),
      predictionStrength: (await predictionStrength(clusterer, k, { times: splits, seed })).mean,
      segments: segments.map((within, c) => ({ cluster: c + 1, within, across: across?.[c] ?? null })),
    };
    fits.push(fit);
    candidates.push({ ...candidate, ...judgeCandidate(candidate) });
    onProgress?.((i + 1) / range.length);
  }
  const n = fits[0]!.labels.length;
  const { people } = clusterer;
  return {
    fits,
    result: {
      kind: "clusteringSelection",
      method: clusterer.method,
      n,
      resampled: people,
      features: fits[0]!.result.features,
      candidates,
      ...verdictOn(candidates),
      warnings: [...features?.report.advice ?? []],
      description: `For each number of clusters, ${pairs} pairs of bootstrap samples${
        people < n ? ` of ${people} people drawn at random` : ""
      }, ${splits} splits in halves and ${shuffles} sets of people with every variable shuffled (seed ${seed}).`,
      seed,
      timings: { seconds: (performance.now() - from) / 1000 },
    },
  };
}

function check(range: readonly number[], people: number): void {
  const wrong = range.find((k) => !Number.isInteger(k) || k < 1 || k > people);
  if (range.some((k) => k > 1) && wrong === undefined) return;
  throw new InputError(
    `Cannot choose among ${
      wrong ?? "no numbers of"
    } clusters of ${people} people: give whole numbers from 2 (1 for comparison) to ${people}`,
  );
}

/** Stability of the whole solution and of each of its segments, from the same pairs. */
async function bothStabilities(
  clusterer: Clusterer,
  labels: Uint16Array,
  k: number,
  options: { times: number; seed: number; signal: AbortSignal | undefined },
): Promise<{ global: StabilitySummary; segments: StabilitySummary[] }> {
  const { signal, ...rest } = options;
  const own = sampledLabels(clusterer, labels);
  const segments = clustersIn(labels);
  const whole: number[] = [];
  const found: number[][] = Array.from({ length: segments }, () => []);
  for await (const [a, b] of bootstrapPairs(clusterer, k, signal ? { ...rest, signal } : rest)) {
    whole.push(adjustedRand(contingency(a, clustersIn(a) + 1, b, clustersIn(b) + 1)));
    const second = bestJaccard(own, segments, b);
    bestJaccard(own, segments, a).forEach((first, c) => found[c]!.push((first + second[c]!) / 2));
  }
  return { global: summary(whole), segments: found.map(summary) };
}

async function shuffledStability(
  nulls: readonly Clusterer[],
  k: number,
  seed: number,
): Promise<StabilitySummary> {
  const values: number[] = [];
  for (const other of nulls) {
    values.push(...(await globalStability(other, k, { times: pairsAShuffle, seed })).adjustedRand);
  }
  return summary(values);
}

async function indices(
  { features }: Clusterer,
  { labels, result }: Clustering,
  sample: number,
): Promise<Pick<SelectionCandidate, "silhouette" | "calinskiHarabasz" | "daviesBouldin" | "shallowest">> {
  if (!features) {
    return { silhouette: result.silhouette, calinskiHarabasz: null, daviesBouldin: null, shallowest: null };
  }
  const { calinskiHarabasz, daviesBouldin } = separation(features, labels);
  const { mean } = await silhouetteOf(features, labels, { sample });
  const depths = valleys(features, labels).map(({ depth }) => depth);
  return {
    silhouette: mean,
    calinskiHarabasz,
    daviesBouldin,
    shallowest: depths.length > 0 ? Math.max(...depths) : null,
  };
}

function gapOf(gaps: readonly Gap[] | undefined, k: number): { gap: number | null; gapError: number | null } {
  const own = gaps?.find((gap) => gap.k === k);
  return { gap: own?.gap ?? null, gapError: own?.standardError ?? null };
}
