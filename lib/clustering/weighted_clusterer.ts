import { random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { drawRows } from "./_draw_rows.ts";
import type { Clusterer, LabelTask } from "./clusterer.ts";
import type { Features } from "./features.ts";
import type { Clustering, ClusteringMethod } from "./result.ts";

/** One fit of a method that can weigh people. */
export interface WeightedFit {
  /** How many clusters. */
  readonly k: number;
  /** Fixes the starts. */
  readonly seed: number;
  /** How often each person counts; 0: labelled only. Null: once each. */
  readonly counts: Float64Array | null;
  /** Starts wanted; undefined: the method's own number. */
  readonly restarts: number | undefined;
  /** Whether a rough solution is enough. */
  readonly quick: boolean;
}

/** A method bound to people, of whom it can take some, and shuffle them. */
export interface WeightedMethod {
  /** Which method it is. */
  readonly method: ClusteringMethod;
  /** The features, where it has some. */
  readonly features: Features | null;
  /** How many people. */
  readonly people: number;
  /** Fits; everybody is labelled. */
  fit(options: WeightedFit): Promise<Clustering>;
  /** Left out where nothing is faster than {@linkcode WeightedMethod.fit}: the labels of a rough solution alone. */
  label?(options: WeightedFit): Promise<Uint16Array>;
  /** The same method on some of the people. */
  take(rows: Uint32Array): WeightedMethod;
  /** The same method on people whose values are shuffled, each variable by its own order. */
  shuffle(order: () => Uint32Array): WeightedMethod;
}

/** How the method is judged. */
export interface WeightedClustererOptions {
  /** Restarts of each quick fit. Default 3. */
  readonly quickRestarts?: number;
  /** Beyond this many people, a random sample of them is resampled. Default 2,000. */
  readonly sample?: number;
  /** Fixes the sample. Default 1. */
  readonly seed?: number;
}

/**
 * Makes a {@linkcode Clusterer} of a method that takes weights and labels people of weight 0: latent classes and
 * mixtures. A quick fit that finds no solution (too few different people were drawn) puts everybody in one cluster.
 */
export function weightedClusterer(method: WeightedMethod, options: WeightedClustererOptions = {}): Clusterer {
  const { sample: most = 2000, seed: sampleSeed = 1, quickRestarts = 3 } = options;
  const sample = method.people > most ? drawRows(method.people, most, sampleSeed) : null;
  const own = sample ? method.take(sample) : method;
  return {
    method: method.method,
    features: method.features,
    sample,
    people: own.people,
    fit: (k, seed) => method.fit({ k, seed, counts: null, restarts: undefined, quick: false }),
    async label({ k, counts, seed, restarts = quickRestarts }: LabelTask): Promise<Uint16Array> {
      try {
        const task = { k, counts, seed, restarts, quick: true };
        return await own.label?.(task) ?? (await own.fit(task)).labels;
      } catch (error) {
        if (error instanceof InputError) return new Uint16Array(own.people).fill(1);
        throw error;
      }
    },
    shuffled(seed) {
      const next = random(seed);
      return weightedClusterer(own.shuffle(() => shuffledRows(own.people, next)), {
        ...options,
        sample: own.people,
      });
    },
  };
}

function shuffledRows(rows: number, next: () => number): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  for (let i = rows - 1; i > 0; i--) {
    const other = Math.floor(next() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}
