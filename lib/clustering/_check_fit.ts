import { InputError } from "../workspace/mod.ts";
import { people } from "./_people.ts";

/** What nearly every method is asked for. */
export interface Fit {
  readonly rows: number;
  readonly k: number;
  readonly restarts: number;
  readonly seed: number;
  readonly weights: Float64Array | null;
}

/**
 * Refuses a number of clusters, restarts, a seed or weights that make no sense.
 *
 * @throws {InputError}
 */
export function checkFit({ rows, k, restarts, seed, weights }: Fit): void {
  if (!Number.isInteger(k) || k < 1 || k > Math.min(rows, 65_535)) {
    throw new InputError(
      `Cannot make ${k} clusters of ${people(rows)}: give a whole number from 1 to ${Math.min(rows, 65_535)}`,
    );
  }
  if (!Number.isInteger(restarts) || restarts < 1) {
    throw new InputError(`Cannot start ${restarts} times: give a whole number of restarts from 1`);
  }
  if (!Number.isSafeInteger(seed)) throw new InputError(`Cannot use the seed ${seed}: give a whole number`);
  if (weights === null) return;
  if (weights.length !== rows) {
    throw new InputError(`Cannot weigh: there are ${weights.length} weights for ${rows} rows`);
  }
  const row = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (row >= 0) {
    throw new InputError(`Cannot weigh: the weight of row ${row + 1} is ${weights[row]}, below 0`);
  }
  if (!weights.some((weight) => weight > 0)) throw new InputError("Cannot weigh: every weight is 0");
}
