import { InputError } from "../workspace/mod.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import { people } from "./_people.ts";

/**
 * How far two clusters are apart: by their nearest people (`single`), their furthest (`complete`), the mean over all
 * pairs (`average`), or by how much the sum of squares grows when they become one (`ward`, as R's `ward.D2`).
 */
export type Linkage = "single" | "complete" | "average" | "ward";

/** Who was joined with whom, in the form of R's `hclust`. Plain data. */
export interface Dendrogram {
  /** People. */
  readonly rows: number;
  /** How clusters were compared. */
  readonly linkage: Linkage;
  /** How people were compared. */
  readonly metric: DistanceMetric;
  /**
   * One pair a step, in the order of rising height: −i is row i (the first is 1), j what step j made (the first is 1).
   * Single rows come before clusters, lower numbers before higher.
   */
  readonly merge: readonly (readonly [number, number])[];
  /** How far apart the two were, one number a step. Equal rows are joined at 0. */
  readonly height: readonly number[];
  /** Row numbers from 1, so that no lines cross when the tree is drawn over them. */
  readonly order: readonly number[];
}

/** Where a tree is cut: into so many clusters, or at a height. */
export type Cut = { readonly k: number } | { readonly height: number };

/**
 * Cuts a tree into clusters.
 *
 * @returns Cluster of each row, 1 to the number of clusters, in the order of their first row.
 * @throws {InputError} k is not a whole number from 1 to the number of rows, or the height is negative.
 *
 * @example
 * ```ts
 * import { cutTree, type Dendrogram } from "./dendrogram.ts";
 * const tree: Dendrogram = {
 *   ...{ rows: 3, linkage: "single", metric: "given" },
 *   ...{ merge: [[-1, -3], [-2, 1]], height: [1, 4], order: [2, 1, 3] },
 * };
 * if (cutTree(tree, { k: 2 }).join() !== "1,2,1" || cutTree(tree, { height: 4 }).join() !== "1,1,1") throw new Error();
 * ```
 */
export function cutTree({ rows, merge, height }: Dendrogram, cut: Cut): Uint16Array {
  const steps = stepsBelow(height, rows, cut);
  const cluster = new Int32Array(rows).fill(-1);
  // What each step belongs to in the end: the last step that took it in.
  const parent = Int32Array.from({ length: steps }, (_, step) => step);
  for (let step = steps - 1; step >= 0; step--) {
    for (const part of merge[step]!) {
      if (part > 0) parent[part - 1] = parent[step]!;
      else cluster[-part - 1] = parent[step]!;
    }
  }
  const names = new Map<number, number>();
  return Uint16Array.from(cluster, (step, row) => {
    const name = step < 0 ? -row - 1 : step;
    if (!names.has(name)) names.set(name, names.size + 1);
    return names.get(name)!;
  });
}

/** How many steps are taken before the cut. */
export function stepsBelow(height: readonly number[], rows: number, cut: Cut): number {
  if ("height" in cut) {
    if (!(cut.height >= 0)) {
      throw new InputError(`Cannot cut the tree at height ${cut.height}: give a number from 0`);
    }
    const above = height.findIndex((each) => each > cut.height);
    return above < 0 ? height.length : above;
  }
  if (!Number.isInteger(cut.k) || cut.k < 1 || cut.k > rows) {
    throw new InputError(
      `Cannot make ${cut.k} clusters of ${people(rows)}: give a whole number from 1 to ${rows}`,
    );
  }
  return rows - cut.k;
}

/**
 * The agglomerative coefficient (Kaufman & Rousseeuw 1990): the mean over people of 1 − the height of their first step /
 * the height of the last. Near 1: clear structure; it grows with the number of people. Null for fewer than two different
 * rows.
 */
export function agglomerativeCoefficient({ rows, merge, height }: Dendrogram): number | null {
  const last = height.at(-1) ?? 0;
  if (last === 0) return null;
  let sum = 0;
  merge.forEach((pair, step) => {
    for (const part of pair) if (part < 0) sum += 1 - height[step]! / last;
  });
  return sum / rows;
}
