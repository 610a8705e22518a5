import { InputError } from "../workspace/mod.ts";
import { checkFit } from "./_check_fit.ts";
import type { WeightMeaning } from "./_case_weights.ts";

/** What latent classes and Gaussian mixtures have in common. */
export interface MixtureOptions {
  /** Number of classes, 1 or more. */
  readonly k: number;
  /** Starts; the best of them is kept. Default 20. */
  readonly restarts?: number;
  /** Fixes the starts. Default 1. */
  readonly seed?: number;
  /** One number a row, not negative. A row of weight 0 is labelled and moves nothing. Default: all count once. */
  readonly weights?: Float64Array;
  /**
   * What weights stand for. `sample` (default): how many people of the population a person speaks for; scaled to
   * mean 1, so that likelihoods and criteria count the people asked. `counts`: how many equal people a row is.
   */
  readonly weightsAre?: WeightMeaning;
  /** A climb has arrived when one EM step gains at most this share of the log-likelihood. Default 1e-13. */
  readonly tolerance?: number;
  /** EM steps of one start at most. Default 10,000. */
  readonly maxIterations?: number;
  /** Stops between starts. */
  readonly signal?: AbortSignal;
}

/** Options with their defaults. */
export interface CheckedMixtureOptions {
  readonly k: number;
  readonly restarts: number;
  readonly seed: number;
  readonly weightsAre: WeightMeaning;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** @throws {InputError} An option is out of bounds, or does not fit the number of rows. */
export function checkMixtureOptions(
  options: MixtureOptions,
  rows: number,
  weights: Float64Array | null,
): CheckedMixtureOptions {
  const { k, restarts = 20, seed = 1, weightsAre = "sample", tolerance = 1e-13, maxIterations = 10_000 } =
    options;
  checkFit({ rows, k, restarts, seed, weights });
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new InputError(`Cannot take ${maxIterations} EM steps: give a whole number from 1`);
  }
  if (!(tolerance >= 0 && tolerance < 1)) {
    throw new InputError(`Cannot use the tolerance ${tolerance}: give a number from 0 to less than 1`);
  }
  return { k, restarts, seed, weightsAre, tolerance, maxIterations };
}
