import { everyPair, incomparable } from "./_space.ts";
import { spaceOf } from "./_space_of.ts";
import type { Dissimilarities, DistanceMetric } from "./dissimilarities.ts";
import type { DistanceData } from "./distance_data.ts";

/** How distances are measured. */
export interface DistanceOptions {
  /** Default: `euclidean` for features, `gower` for mixed data. */
  readonly metric?: DistanceMetric;
}

/**
 * Distances between all pairs of people.
 *
 * - `euclidean`, `manhattan`: of features in double precision; of mixed data over the variables known of both, scaled up
 *   by the share of those.
 * - `gower` (Gower 1971, as R's `cluster::daisy` has it): the weighted mean, over the variables that can be compared, of
 *   |a − b| / range for numbers and ranks, and of 0 or 1 for words. A variable missing in either person is left out of
 *   their mean, as is an asymmetric one where both say no. Always in [0, 1].
 *
 * Two people with nothing to be compared by have no distance: NaN, counted in `incomparable`. Rows² × variables / 2
 * steps; 8 bytes a pair up to 10,000 different people, 4 beyond.
 *
 * @throws {InputError} There are more than 30,000 people, or the metric does not fit the data.
 *
 * @example
 * ```ts
 * import type { Column } from "../engine/mod.ts";
 * import { distanceBetween } from "./dissimilarities.ts";
 * import { distances } from "./distances.ts";
 * import { mixedData } from "./mixed_data.ts";
 * const table = {
 *   rows: 2,
 *   columns: new Map<string, Column>([["age", Float64Array.of(20, 60)], ["town", { codes: new Uint32Array(2), dictionary: ["Ulm"] }]]),
 *   nulls: new Map(),
 * };
 * // As far apart as can be in age, not at all in town.
 * if (distanceBetween(await distances(mixedData(table)), 0, 1) !== 0.5) throw new Error();
 * ```
 */
export async function distances(data: DistanceData, options: DistanceOptions = {}): Promise<Dissimilarities> {
  const space = await spaceOf(data, options.metric);
  const triangle = everyPair(space, "Take a sample of them.");
  return {
    rows: space.of.length,
    triangle,
    metric: space.metric,
    incomparable: incomparable(triangle),
    features: space.features,
    weights: data.weights,
  };
}
