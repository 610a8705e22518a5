import { silhouette } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { drawRows } from "./_draw_rows.ts";
import { rowsOf } from "./_rows_of.ts";
import type { Features } from "./features.ts";

/** Silhouettes by cluster. `N` is `number` inside, `Shown` after the privacy gate. */
export interface ClusterSilhouettes<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clusterSilhouettes";
  /** People measured. */
  readonly n: N;
  /** Mean width of all. */
  readonly mean: number;
  /** Each cluster, 1 to k. */
  readonly clusters: readonly {
    /** 1 to k. */
    readonly cluster: number;
    /** People measured. */
    readonly n: N;
    /** Mean width; 0 where nobody was measured. */
    readonly mean: number;
    /** Widths at 21 even places from the least to the greatest: the outline of the silhouette. */
    readonly outline: readonly number[];
    /** Share of people who are nearer to another cluster. */
    readonly negative: number;
  }[];
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}

const places = 21;
const mostPeople = 10_000;

/**
 * The silhouette plot (Rousseeuw 1987): how much nearer people are to their own cluster than to the next, sorted within
 * each cluster. Of more than 10,000 people, a random sample; outlines hold quantiles, nobody's own value.
 *
 * @param labels Cluster of each row, 1 to k; 0 is noise.
 * @throws {InputError} Labels and features differ in their number of rows, or fewer than two clusters have people.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { clusterSilhouettes } from "./cluster_silhouettes.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * const data = featuresOfMatrix(matrixOf([[0, 1, 10, 11]]));
 * const { mean, clusters } = await clusterSilhouettes(data, new Uint16Array([1, 1, 2, 2]));
 * if (mean.toFixed(4) !== "0.8997" || clusters[0]?.negative !== 0) throw new Error(String(mean));
 * ```
 */
export async function clusterSilhouettes(
  features: Features,
  labels: Uint16Array,
  { seed = 1 }: { readonly seed?: number } = {},
): Promise<ClusterSilhouettes> {
  if (labels.length !== features.matrix.rows) {
    throw new InputError(
      `Cannot measure silhouettes: there are ${labels.length} labels for ${features.matrix.rows} people`,
    );
  }
  const k = labels.reduce((most, label) => Math.max(most, label), 0);
  const inOne = Uint32Array.from(labels.keys()).filter((i) => labels[i]! > 0);
  const rows = inOne.length > mostPeople
    ? Uint32Array.from(drawRows(inOne.length, mostPeople, seed), (i) => inOne[i]!)
    : inOne;
  const own = Uint16Array.from(rows, (row) => labels[row]! - 1);
  if (new Set(own).size < 2) {
    throw new InputError("Cannot measure silhouettes: fewer than two clusters have people");
  }
  const widths = await silhouette(rowsOf(features.matrix, rows), own, k);
  const mean = (values: readonly number[]) =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    kind: "clusterSilhouettes",
    n: rows.length,
    mean: mean([...widths]),
    clusters: Array.from({ length: k }, (_, c) => {
      const sorted = [...widths].filter((_, i) => own[i] === c).sort((a, b) => a - b);
      return {
        ...{ cluster: c + 1, n: sorted.length, mean: mean(sorted) },
        outline: sorted.length === 0 ? [] : Array.from(
          { length: places },
          (_, p) => sorted[Math.round(p * (sorted.length - 1) / (places - 1))]!,
        ),
        negative: sorted.length === 0 ? 0 : sorted.filter((width) => width < 0).length / sorted.length,
      };
    }),
    warnings: rows.length < inOne.length ? [`Measured on a random sample of ${rows.length} people.`] : [],
  };
}
