import type { Features } from "./features.ts";
import type { Clustering, ClusteringMethod } from "./result.ts";

/** One quick fit on some of the people. */
export interface LabelTask {
  /** How many clusters to look for. */
  readonly k: number;
  /**
   * How often each of the sampled people counts in this fit, on top of the weight they have; null: once each. People
   * who count 0 times are labelled by what the others led to.
   */
  readonly counts: Float64Array | null;
  /** Fixes the random starts. */
  readonly seed: number;
  /** Random starts, for methods that have them. Default: what the clusterer was made with. */
  readonly restarts?: number;
}

/** Bootstrap samples to be clustered and compared. */
export interface BootstrapTask {
  /** How many clusters to look for. */
  readonly k: number;
  /** A cluster of each of the sampled people to compare with, 0 to any number. */
  readonly labels: Uint16Array;
  /** Fixes the samples and the random starts. */
  readonly seed: number;
}

/**
 * A method of clustering bound to its people: what every judgement of stability needs. Any method that can weigh people
 * and label those it did not use can be judged.
 */
export interface Clusterer {
  /** Which method it is. */
  readonly method: ClusteringMethod;
  /** The features, for judgements by distance; null where the method has none. */
  readonly features: Features | null;
  /** The best fit the method finds on everybody. */
  fit(k: number, seed: number): Promise<Clustering>;
  /** Rows of the people that are resampled; null: everybody. */
  readonly sample: Uint32Array | null;
  /** How many people are resampled. */
  readonly people: number;
  /** Cluster of each of the sampled people by a quick fit, 1 to k in any order; 0 is noise. */
  label(task: LabelTask): Promise<Uint16Array>;
  /**
   * Left out where there is nothing faster than {@linkcode Clusterer.label}: draws bootstrap samples, clusters each, with
   * each person in it once, from one start, and counts its people in each pair of clusters:
   * `table[label * (k + 1) + found]`, found from 1. There is always a further sample; a step overwrites the last.
   */
  bootstrap?(task: BootstrapTask): Promise<Iterator<ArrayLike<number>>>;
  /**
   * The same on sampled people whose values were shuffled, each variable on its own: everybody's numbers are the same,
   * but nothing goes together any more.
   */
  shuffled(seed: number): Clusterer;
}
