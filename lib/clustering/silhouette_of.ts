import { normalQuantile, silhouette } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { drawRows } from "./_draw_rows.ts";
import { rowsOf } from "./_rows_of.ts";
import type { Features } from "./features.ts";

/** The mean silhouette of a grouping. `N` is `number` inside, `Shown` after the privacy gate. */
export interface SilhouetteSummary<N = number> {
  /** Mean width in [−1, 1]; null where fewer than two clusters have people. */
  readonly mean: number | null;
  /** 95 % interval of the mean where it was sampled; null where it is exact. */
  readonly low: number | null;
  /** Upper end of the interval. */
  readonly high: number | null;
  /** Mean width of each cluster, 1 to k; null where nobody of it was measured. */
  readonly clusters: readonly (number | null)[];
  /** People measured, and whether that is everybody. */
  readonly n: N;
  /** Whether everybody was measured. */
  readonly exact: boolean;
}

/** What silhouettes are measured on. */
export interface SilhouetteOptions {
  /** Up to this many people all are measured; beyond, a random sample of this size among itself. Default 50,000. */
  readonly sample?: number;
  /** Fixes the sample. Default 1. */
  readonly seed?: number;
}

/**
 * Mean silhouette width (Rousseeuw 1987) of a grouping: how much nearer people are to their own cluster than to the next.
 * Exact up to 50,000 people; beyond, of a random sample, with a 95 % interval for what the sampling leaves open. Noise
 * (label 0) is left out. Weights count in the means, not in the distances.
 *
 * @param labels Cluster of each row, 1 to k; 0 is noise.
 * @throws {InputError} Labels and features differ in their number of rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { silhouetteOf } from "./silhouette_of.ts";
 * const data = featuresOfMatrix(matrixOf([[0, 1, 10]]));
 * const { mean, exact } = await silhouetteOf(data, new Uint16Array([1, 1, 2]));
 * if (mean?.toFixed(4) !== "0.5963" || !exact) throw new Error();
 * ```
 */
export async function silhouetteOf(
  features: Features,
  labels: Uint16Array,
  { sample = 50_000, seed = 1 }: SilhouetteOptions = {},
): Promise<SilhouetteSummary> {
  const { matrix } = features;
  if (labels.length !== matrix.rows) {
    throw new InputError(
      `Cannot measure silhouettes: there are ${labels.length} labels for ${matrix.rows} people`,
    );
  }
  const k = labels.reduce((most, label) => Math.max(most, label), 0);
  const clustered = labels.reduce((count, label) => count + Number(label > 0), 0);
  const rows = clustered === matrix.rows && clustered <= sample
    ? null
    : drawn(labels, clustered, sample, seed);
  const own = rows ? Uint16Array.from(rows, (row) => labels[row]! - 1) : labels.map((label) => label - 1);
  const measured = own.length;
  const present = new Set(own).size;
  if (present < 2) {
    return { mean: null, low: null, high: null, clusters: Array(k).fill(null), n: measured, exact: !rows };
  }
  const part = rows ? rowsOf(matrix, rows) : matrix;
  const widths = await silhouette(part, own, k);
  const weight = (i: number) => features.weights?.[rows ? rows[i]! : i] ?? 1;
  const totals = new Float64Array(k);
  const sums = new Float64Array(k);
  widths.forEach((width, i) => {
    totals[own[i]!]! += weight(i);
    sums[own[i]!]! += weight(i) * width;
  });
  const total = totals.reduce((sum, x) => sum + x, 0);
  const mean = sums.reduce((sum, x) => sum + x, 0) / total;
  const exact = measured === clustered;
  // Of a ratio of weighted sums, by its linear part; without weights the usual standard error of a mean.
  const squares = widths.reduce((sum, width, i) => sum + (weight(i) * (width - mean)) ** 2, 0);
  const half = normalQuantile(0.975) *
    Math.sqrt(squares * (measured / (measured - 1)) * (1 - measured / clustered)) / total;
  return {
    mean,
    low: exact ? null : mean - half,
    high: exact ? null : mean + half,
    clusters: Array.from(sums, (sum, c) => totals[c]! > 0 ? sum / totals[c]! : null),
    n: measured,
    exact,
  };
}

/** Rows that are in a cluster: all, or a random sample of them in their order. */
function drawn(labels: Uint16Array, clustered: number, sample: number, seed: number): Uint32Array {
  const inOne = new Uint32Array(clustered);
  let count = 0;
  labels.forEach((label, i) => {
    if (label > 0) inOne[count++] = i;
  });
  return drawRows(clustered, sample, seed).map((place) => inOne[place]!);
}
