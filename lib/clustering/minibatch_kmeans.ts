import { InputError } from "../workspace/mod.ts";
import { centroidResult } from "./_centroid_result.ts";
import { checkFit } from "./_check_fit.ts";
import { bestRun } from "./_kmeans_runs.ts";
import { RunningCentres } from "./_running_centres.ts";
import type { Features } from "./features.ts";
import type { Clustering } from "./result.ts";

/** Batches of people on one scale: the same columns and encodings in each. Iterated more than once. */
export type FeatureBatches = () => Iterable<Features> | AsyncIterable<Features>;

/** How to run mini-batch k-means. */
export interface MinibatchOptions {
  /** How many clusters, 1 to the rows of the first batch. */
  readonly k: number;
  /** Starts of the k-means on the first batch. Default 10. */
  readonly restarts?: number;
  /** Default 1. */
  readonly seed?: number;
  /** How often the batches are gone through to move centres. Default 1. */
  readonly passes?: number;
  /** Stops the work between batches. */
  readonly signal?: AbortSignal;
}

/**
 * K-means for people who do not fit in memory, or come in batches (Sculley 2010, with whole batches): the first batch
 * is clustered by k-means; every further one moves each centre towards the batch's mean of it, by its share in all
 * people the centre has seen. A last pass labels everybody and measures the sum of squares.
 *
 * Only one batch is held at a time, and two bytes a person for the labels. Batches should come in no particular order;
 * the first must hold all kinds of people.
 *
 * @param batches Gives the batches anew each time it is called.
 * @returns As {@linkcode kmeans}, labels in the order of the batches; `iterations` is the number of batches that moved
 * centres.
 * @throws {InputError} There is no batch, two have different features, or k is more than the first batch has rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { minibatchKmeans } from "./minibatch_kmeans.ts";
 * const batches = () => [[0, 2, 10, 11, 12], [1, 11]].map((x) => featuresOfMatrix(matrixOf([x])));
 * const { labels, result } = await minibatchKmeans(batches, { k: 2 });
 * if (labels.join() !== "2,2,1,1,1,2,1" || result.centres?.[0]?.[0] !== 11) throw new Error();
 * ```
 */
export async function minibatchKmeans(
  batches: FeatureBatches,
  options: MinibatchOptions,
): Promise<Clustering> {
  const { k, restarts = 10, seed = 1, passes = 1, signal } = options;
  if (!Number.isInteger(passes) || passes < 1) {
    throw new InputError(`Cannot go through the batches ${passes} times: give a whole number from 1`);
  }
  const from = performance.now();
  let centres: RunningCentres | undefined;
  let first: Features | undefined;
  let moved = 0;
  for (let pass = 0; pass < passes; pass++) {
    for await (const batch of batches()) {
      signal?.throwIfAborted();
      if (first === undefined || centres === undefined) {
        checkFit({ rows: batch.matrix.rows, k, restarts, seed, weights: batch.weights });
        const { matrix, names, weights } = batch;
        const start = await bestRun({
          matrix,
          names,
          weights,
          k,
          restarts,
          seed,
          maxIterations: 300,
          signal,
        });
        first = batch;
        centres = new RunningCentres(start.centres, start.sizes, matrix.columns);
        continue;
      }
      checkSame(first, batch);
      await centres.move(batch);
      moved++;
    }
  }
  if (first === undefined || centres === undefined) throw new InputError("Cannot cluster: there is no batch");
  for await (const batch of batches()) {
    signal?.throwIfAborted();
    await centres.label(batch);
  }
  return centroidResult(first, {
    ...centres.measured(),
    method: "minibatch-kmeans",
    iterations: moved,
    converged: true,
    restarts,
    restartHits: restarts,
    seed,
    description:
      `Mini-batch k-means with ${k} centres: k-means on the first ${first.matrix.rows} people (best of ` +
      `${restarts} starts, seed ${seed}), then moved by ${moved} further ${
        moved === 1 ? "batch" : "batches"
      }.`,
    warnings: [],
    fitSeconds: (performance.now() - from) / 1000,
  });
}

function checkSame(first: Features, batch: Features): void {
  if (JSON.stringify(first.encodings) === JSON.stringify(batch.encodings)) return;
  throw new InputError(
    `Cannot cluster batches with different features (${first.names.join(", ")} and ${
      batch.names.join(", ")
    }): ` +
      `encode every batch by the encodings of the first`,
  );
}
