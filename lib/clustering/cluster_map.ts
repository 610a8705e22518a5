import { InputError } from "../workspace/mod.ts";
import { principalAxes } from "./_principal_axes.ts";
import { spreadOf } from "./_spread.ts";
import type { Features } from "./features.ts";
import { shadowValues } from "./shadow_values.ts";

/** Where clusters lie to each other. `N` is `number` inside, `Shown` after the privacy gate. */
export interface ClusterMap<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clusterMap";
  /** Share of all differences that each of the two axes shows. */
  readonly explained: readonly [number, number];
  /** Each cluster that has people. */
  readonly clusters: readonly {
    /** 1 to k. */
    readonly cluster: number;
    /** People in it. */
    readonly people: N;
    /** Its middle on the map. */
    readonly x: number;
    /** See `x`. */
    readonly y: number;
    /** Standard deviations of its people along the two axes, and how they go together. */
    readonly spread: readonly [x: number, y: number, correlation: number];
  }[];
  /** Pairs of neighbours: how similar clusters are, by the shadow values of their people (0: far, 1: one place). */
  readonly links: readonly { readonly a: number; readonly b: number; readonly similarity: number }[];
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}

/**
 * Separation plot (Leisch 2010; Dolnicar, Grün & Leisch 2018) without anybody's own place: clusters on the first two
 * principal axes, with their spread, and lines between neighbours, the mean shadow value of the people whose second
 * nearest centre is the other's (times their share in the cluster).
 *
 * @param labels Cluster of each row, 1 to k; 0 is noise.
 * @throws {InputError} Labels and features differ in their number of rows, or nobody is in a cluster.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { clusterMap } from "./cluster_map.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * const data = featuresOfMatrix(matrixOf([[0, 2, 10, 12]]));
 * const { clusters, explained } = clusterMap(data, new Uint16Array([1, 1, 2, 2]));
 * if (Math.abs(clusters[0]!.x - clusters[1]!.x) !== 10 || explained[0] !== 1) throw new Error();
 * ```
 */
export function clusterMap(features: Features, labels: Uint16Array): ClusterMap {
  const { rows, columns, width, data } = features.matrix;
  if (labels.length !== rows) {
    throw new InputError(`Cannot map clusters: there are ${labels.length} labels for ${rows} people`);
  }
  const { k, sizes, middle } = spreadOf(features, labels);
  if (k === 0) throw new InputError("Cannot map clusters: nobody is in one");
  const place = (i: number, axis: Float64Array) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (data[i * width + j]! - middle[j]!) * axis[j]!;
    return sum;
  };
  const measured = principalAxes(features.matrix).map((axis) => {
    // Turned so that the largest part points up: the sign of an axis is arbitrary.
    const most = axis.reduce(
      (best, value, j) => Math.abs(value) > Math.abs(axis[best]!) + 1e-12 ? j : best,
      0,
    );
    const turned = axis[most]! < 0 ? axis.map((value) => -value) : axis;
    let squares = 0;
    for (let i = 0; i < rows; i++) squares += place(i, turned) ** 2;
    return { axis: turned, squares };
  }).sort((a, b) => b.squares - a.squares);
  const total = measured.reduce((sum, { squares }) => sum + squares, 0);
  const flat = { axis: new Float64Array(columns), squares: 0 };
  const axes = [measured[0] ?? flat, measured[1] ?? flat] as const;
  const sums = Array.from({ length: k }, () => ({ n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }));
  for (let i = 0; i < rows; i++) {
    if (labels[i] === 0) continue;
    const own = sums[labels[i]! - 1]!;
    const [x, y] = [place(i, axes[0].axis), place(i, axes[1].axis)];
    own.n++;
    own.x += x;
    own.y += y;
    own.xx += x * x;
    own.yy += y * y;
    own.xy += x * y;
  }
  const { values, next } = shadowValues(features, labels);
  const links = new Map<string, number>();
  for (let i = 0; i < rows; i++) {
    if (labels[i] === 0 || next[i] === 0) continue;
    const [a, b] = [Math.min(labels[i]!, next[i]!), Math.max(labels[i]!, next[i]!)];
    links.set(`${a} ${b}`, (links.get(`${a} ${b}`) ?? 0) + values[i]! / sums[labels[i]! - 1]!.n / 2);
  }
  return {
    kind: "clusterMap",
    explained: [axes[0].squares / (total || 1), axes[1].squares / (total || 1)],
    clusters: sums.flatMap(({ n, x, y, xx, yy, xy }, c) => {
      if (n === 0 || sizes[c] === 0) return [];
      const [sx, sy] = [
        Math.sqrt(Math.max(0, xx / n - (x / n) ** 2)),
        Math.sqrt(Math.max(0, yy / n - (y / n) ** 2)),
      ];
      const together = sx > 0 && sy > 0 ? (xy / n - x / n * (y / n)) / (sx * sy) : 0;
      return [{ cluster: c + 1, people: n, x: x / n, y: y / n, spread: [sx, sy, together] as const }];
    }),
    links: [...links].map(([pair, similarity]) => {
      const [a, b] = pair.split(" ").map(Number) as [number, number];
      return { a, b, similarity };
    }).sort((one, other) => other.similarity - one.similarity),
    warnings: [],
  };
}
