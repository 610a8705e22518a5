import { DistanceKernel, inTurn, random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { checkFit } from "./_check_fit.ts";
import { drawRows } from "./_draw_rows.ts";
import { type GroupMeasures, meanWidth, measureGroups } from "./_groups.ts";
import { hitsOf } from "./_kmeans_task.ts";
import { matrixSpace } from "./_matrix_space.ts";
import { medoidClustering } from "./_medoid_clustering.ts";
import { metricName } from "./_metric_name.ts";
import { mixedMeasure, mixedSpace } from "./_mixed_space.ts";
import { bestMedoids } from "./_pam_swap.ts";
import { nextSeed } from "./_resamples.ts";
import { checkComparable, measureAll, rowStart, type Space } from "./_space.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import type { Features } from "./features.ts";
import type { MixedData } from "./mixed_data.ts";
import { pam, type PamOptions } from "./pam.ts";
import type { Clustering } from "./result.ts";

/** How to run CLARA. */
export interface ClaraOptions extends PamOptions {
  /** How many samples are drawn. Default 10. */
  readonly samples?: number;
  /** People in each. Default 500 + 10 k. */
  readonly sampleSize?: number;
  /** Fixes the samples. Default 1. */
  readonly seed?: number;
  /** Stops the work between samples. */
  readonly signal?: AbortSignal;
}

/**
 * CLARA (Kaufman & Rousseeuw 1990): PAM for many people. Looks for medoids in random samples, gives everybody to the
 * nearest, and keeps the medoids whose distances to everybody add up to the least. Each sample after the first holds the
 * best medoids so far.
 *
 * Samples × rows × k distances; memory for the distances within one sample. Where a sample would hold everybody, this is
 * {@linkcode pam}; beyond, which rows are drawn depends on their order.
 *
 * @returns As `pam`; `restarts` are the samples and `restartHits` those that led to the same sum. The silhouette of mixed
 * data is that of the best sample; of features it is left to `silhouetteOf`.
 * @throws {InputError} As `pam`; samples or their size make no sense.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { clara } from "./clara.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * const data = featuresOfMatrix(matrixOf([Float64Array.from({ length: 2000 }, (_, i) => i % 2 * 100 + i / 2000)]));
 * const { result } = await clara(data, { k: 2 });
 * if (result.sizes.join() !== "1000,1000") throw new Error();
 * ```
 */
export async function clara(data: Features | MixedData, options: ClaraOptions): Promise<Clustering> {
  const { k, samples = 10, sampleSize = 500 + 10 * k, seed = 1, signal } = options;
  const rows = "matrix" in data ? data.matrix.rows : data.rows;
  const weights = options.weights ?? data.weights;
  checkFit({ rows, k, restarts: 1, seed, weights });
  if (!Number.isInteger(samples) || samples < 1) {
    throw new InputError(`Cannot draw ${samples} samples: give a whole number from 1`);
  }
  if (!Number.isInteger(sampleSize) || sampleSize < 2 * k) {
    throw new InputError(
      `Cannot draw samples of ${sampleSize} people for ${k} clusters: give ${2 * k} or more`,
    );
  }
  const metric = checkMetric(data, options.metric);
  if (rows <= sampleSize) {
    const whole = await pam(data, { k, metric, ...(weights && { weights }) });
    return { ...whole, result: { ...whole.result, method: "clara" } };
  }
  const from = performance.now();
  const next = random(seed);
  let best: Assigned | null = null;
  let groups: GroupMeasures | null = null;
  let space: Space | null = null;
  const reached: { withinSS: number }[] = [];
  for (let sample = 0; sample < samples; sample++) {
    signal?.throwIfAborted();
    const drawn = drawRows(rows, sampleSize, nextSeed(next));
    const chosen = best ? Uint32Array.from(new Set([...drawn, ...best.medoids])).sort() : drawn;
    const own = weights && Float64Array.from(chosen, (row) => weights[row]!);
    const part = await spaceWithin(data, metric, own, chosen);
    const triangle = measureAll(part, "Draw smaller samples.");
    checkComparable(part, triangle);
    const found = bestMedoids({ rows: part.rows, triangle, weights: part.weights, k });
    const medoids = found.medoids.map((medoid) => chosen[part.first[medoid]!]!);
    const all = await assign(data, metric, medoids, weights);
    reached.push({ withinSS: all.sum });
    if (best && all.sum >= best.sum * (1 - 1e-12)) continue;
    best = all;
    space = part;
    groups = measureGroups(
      (i) => triangle.subarray(rowStart(i), rowStart(i + 1)),
      found.labels,
      k,
      part.counts,
    );
  }
  const { medoids, labels, apart, sum } = best!;
  const rowNumber = (row: number) => ("matrix" in data && data.rows ? data.rows[row]! : row) + 1;
  const one = await assign(data, metric, medoids.slice(0, 1), weights);
  return medoidClustering(
    {
      features: space!.features,
      metric,
      rowNumber,
      of: Uint32Array.from({ length: rows }, (_, i) => i),
      weights: space!.weights,
    },
    {
      ...{ method: "clara", k, medoids, labels, apart, weights, seed, groups: null },
      silhouette: "matrix" in data ? null : meanWidth(groups!, space!.weights),
      ...{ sum, buildSum: null, totalSum: k === 1 ? one.sum : null, iterations: samples },
      ...{ restarts: samples, restartHits: hitsOf(reached, sum, one.sum) },
      description: `CLARA with ${k} ${k === 1 ? "medoid" : "medoids"} by ${
        metricName[metric]
      }: the best of PAM on ${samples} samples of ${sampleSize} of ${rows} people (seed ${seed}).`,
      fitSeconds: (performance.now() - from) / 1000,
    },
  );
}

interface Assigned {
  readonly medoids: readonly number[];
  readonly labels: Uint16Array;
  /** Distance of each row to its medoid. */
  readonly apart: Float64Array;
  readonly sum: number;
}

type Metric = Exclude<DistanceMetric, "given">;

function checkMetric(data: Features | MixedData, metric: DistanceMetric | undefined): Metric {
  if (metric === "given") throw new InputError("Cannot use given distances: there are none");
  if ("matrix" in data && metric === "gower") {
    throw new InputError("Cannot measure Gower's distance of features: make mixed data of the table instead");
  }
  return metric ?? ("matrix" in data ? "euclidean" : "gower");
}

function spaceWithin(
  data: Features | MixedData,
  metric: Metric,
  weights: Float64Array | null,
  rows: Uint32Array,
): Promise<Space> | Space {
  return "matrix" in data
    ? matrixSpace(data, metric as "euclidean" | "manhattan", weights, rows)
    : mixedSpace(data, metric, weights, rows);
}

/** Gives every row to the nearest medoid; of equally near ones the first. */
function assign(
  data: Features | MixedData,
  metric: Metric,
  medoids: readonly number[],
  weights: Float64Array | null,
): Promise<Assigned> | Assigned {
  const rows = "matrix" in data ? data.matrix.rows : data.rows;
  const nearest = (from: (row: number, start: number, stop: number) => Float64Array): Assigned => {
    const labels = new Uint16Array(rows);
    const apart = new Float64Array(rows).fill(Infinity);
    medoids.forEach((medoid, m) => {
      const distances = from(medoid, 0, rows);
      for (let i = 0; i < rows; i++) {
        if (distances[i]! < apart[i]! || i === medoid) {
          apart[i] = distances[i]!;
          labels[i] = m;
        }
      }
    });
    const lost = apart.indexOf(Infinity);
    if (lost >= 0) {
      throw new InputError(
        `Cannot cluster: row ${
          lost + 1
        } has no known value in common with any of the medoids. Leave out people of ` +
          "whom little is known, or fill in their values.",
      );
    }
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += (weights ? weights[i]! : 1) * apart[i]!;
    return { medoids, labels, apart, sum };
  };
  if (!("matrix" in data)) return nearest(mixedMeasure(data, metric));
  return inTurn(data.matrix, async () => {
    const kernel = await DistanceKernel.over(data.matrix, metric as "euclidean" | "manhattan");
    return nearest((row, start, stop) => kernel.from(row, start, stop));
  });
}
