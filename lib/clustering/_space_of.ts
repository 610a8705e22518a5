import { InputError } from "../workspace/mod.ts";
import { matrixSpace } from "./_matrix_space.ts";
import { mixedSpace } from "./_mixed_space.ts";
import { givenSpace, type Space } from "./_space.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import type { DistanceData } from "./distance_data.ts";

/** Rows of the data. */
export function rowsIn(data: DistanceData): number {
  return "matrix" in data ? data.matrix.rows : data.rows;
}

/**
 * The space of some data.
 *
 * @param metric Default: Euclidean for numbers, Gower for a mix.
 * @param weights One number a row, in place of the data's own.
 * @throws {InputError} The metric does not fit the data.
 */
export function spaceOf(
  data: DistanceData,
  metric: DistanceMetric | undefined,
  weights: Float64Array | null = data.weights,
): Promise<Space> | Space {
  if ("triangle" in data) {
    if (metric !== undefined && metric !== data.metric) {
      throw new InputError(`Cannot measure ${metric} distances: they are given, as ${data.metric} ones`);
    }
    return givenSpace({ ...data, weights });
  }
  if (metric === "given") throw new InputError("Cannot use given distances: there are none");
  if ("variables" in data) return mixedSpace(data, metric ?? "gower", weights);
  if (metric === "gower") {
    throw new InputError("Cannot measure Gower's distance of features: make mixed data of the table instead");
  }
  return matrixSpace(data, metric ?? "euclidean", weights);
}
