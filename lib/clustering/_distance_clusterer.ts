import { rowsOf } from "./_rows_of.ts";
import type { Clusterer } from "./clusterer.ts";
import type { Dissimilarities, DistanceMetric } from "./dissimilarities.ts";
import type { DistanceData } from "./distance_data.ts";
import { distances } from "./distances.ts";
import type { Features } from "./features.ts";
import type { MixedData } from "./mixed_data.ts";
import type { Clustering, ClusteringMethod } from "./result.ts";
import { weightedClusterer, type WeightedMethod } from "./weighted_clusterer.ts";

/** How a method on distances fits. */
export type FitDistances = (
  data: DistanceData,
  k: number,
  seed: number,
  weights: Float64Array | null,
) => Promise<Clustering>;

/** Distances of all pairs are kept for the people that are resampled. */
const mostPeople = 1000;

/**
 * A method on distances as {@linkcode Clusterer}: it is fitted on the people drawn, by the distances between them; who
 * was not drawn joins the nearest medoid, or the cluster whose people are nearest on average.
 */
export function distanceClusterer(
  data: Features | MixedData,
  { method, metric, fit, seed = 1 }: {
    readonly method: ClusteringMethod;
    readonly metric: DistanceMetric;
    readonly fit: FitDistances;
    readonly seed?: number;
  },
): Clusterer {
  return weightedClusterer(bound(data, method, metric, fit), { sample: mostPeople, seed });
}

function bound(
  data: Features | MixedData,
  method: ClusteringMethod,
  metric: DistanceMetric,
  fit: FitDistances,
): WeightedMethod {
  const features = "matrix" in data ? data : null;
  const people = "matrix" in data ? data.matrix.rows : data.rows;
  let measured: Promise<Dissimilarities> | undefined;
  return {
    method,
    features,
    people,
    async fit({ k, seed, counts, quick }) {
      if (!quick) return fit(data, k, seed, null);
      const all = await (measured ??= distances(data, { metric }));
      return await onDrawn(all, counts ?? new Float64Array(people).fill(1), k, seed, fit);
    },
    take: (rows) => bound(taken(data, rows), method, metric, fit),
    shuffle: (order) => bound(shuffled(data, order), method, metric, fit),
  };
}

/** Fits on the people who count, and labels everybody. */
async function onDrawn(
  all: Dissimilarities,
  counts: Float64Array,
  k: number,
  seed: number,
  fit: FitDistances,
): Promise<Clustering> {
  const drawn = Uint32Array.from(counts.keys()).filter((i) => counts[i]! > 0);
  const between = (a: number, b: number): number => {
    if (a === b) return 0;
    const [high, low] = a > b ? [a, b] : [b, a];
    return all.triangle[high * (high - 1) / 2 + low]!;
  };
  const triangle = new Float64Array(drawn.length * (drawn.length - 1) / 2);
  let at = 0;
  for (let i = 1; i < drawn.length; i++) {
    for (let j = 0; j < i; j++) triangle[at++] = between(drawn[i]!, drawn[j]!);
  }
  const weights = Float64Array.from(drawn, (row) => counts[row]! * (all.weights?.[row] ?? 1));
  const found = await fit(
    { ...all, rows: drawn.length, triangle, incomparable: 0, weights },
    k,
    seed,
    weights,
  );
  const labels = new Uint16Array(counts.length);
  drawn.forEach((row, i) => labels[row] = found.labels[i]!);
  const medoids = found.result.medoids?.map((medoid) => drawn[medoid - 1]!);
  const sizes = new Float64Array(found.result.k);
  drawn.forEach((row) => sizes[labels[row]! - 1]!++);
  for (let row = 0; row < labels.length; row++) {
    if (counts[row]! > 0) continue;
    const apart = new Float64Array(found.result.k);
    if (medoids) medoids.forEach((medoid, c) => apart[c] = between(row, medoid));
    else {drawn.forEach((other) =>
        apart[labels[other]! - 1]! += between(row, other) / sizes[labels[other]! - 1]!
      );}
    labels[row] = 1 + apart.indexOf(Math.min(...apart));
  }
  return { ...found, labels };
}

/** Some of the people. */
export function taken<Data extends Features | MixedData>(data: Data, rows: Uint32Array): Data {
  const weights = data.weights && Float64Array.from(rows, (row) => data.weights![row]!);
  if ("matrix" in data) return { ...data, matrix: rowsOf(data.matrix, rows), weights };
  return {
    ...data,
    rows: rows.length,
    weights,
    variables: data.variables.map((one) => ({
      ...one,
      values: Float64Array.from(rows, (row) => one.values[row]!),
    })),
  };
}

/** Everybody's values, each variable in an order of its own. */
export function shuffled<Data extends Features | MixedData>(data: Data, order: () => Uint32Array): Data {
  if ("matrix" in data) {
    const { columns, rows, width } = data.matrix;
    const mixed = rowsOf(data.matrix, Uint32Array.from({ length: rows }, (_, i) => i));
    for (let j = 0; j < columns; j++) {
      order().forEach((row, i) => mixed.data[i * width + j] = data.matrix.data[row * width + j]!);
    }
    return { ...data, matrix: mixed };
  }
  return {
    ...data,
    variables: data.variables.map((one) => ({
      ...one,
      values: Float64Array.from(order(), (row) => one.values[row]!),
    })),
  };
}
