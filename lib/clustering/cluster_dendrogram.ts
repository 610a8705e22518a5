import { InputError } from "../workspace/mod.ts";
import type { Dendrogram, Linkage } from "./dendrogram.ts";

/** The upper part of a tree, ready to be drawn. `N` is `number` inside, `Shown` after the privacy gate. */
export interface ClusterDendrogram<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clusterDendrogram";
  /** How clusters were compared. */
  readonly linkage: Linkage;
  /** From left to right: groups that are not divided further, with the people in each. */
  readonly leaves: readonly { readonly people: N }[];
  /** Each step: two branches at `left` and `right` (places of leaves, from 0), from their own heights up to `height`. */
  readonly joins: readonly {
    readonly left: number;
    readonly right: number;
    readonly leftHeight: number;
    readonly rightHeight: number;
    readonly height: number;
  }[];
  /** Height the tree is cut at; null where it is not. */
  readonly cut: number | null;
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}

/**
 * The upper part of a tree as a dendrogram: the last steps, and below them groups of people as leaves.
 *
 * @param options `leaves`: how many at most, default 30. `k`: clusters the cut makes; the line is drawn half-way between
 * the last step below it and the first above.
 * @throws {InputError} There is no tree (fewer than two people), or the number of leaves makes no sense.
 *
 * @example
 * ```ts
 * import { clusterDendrogram } from "./cluster_dendrogram.ts";
 * const { leaves, joins, cut } = clusterDendrogram({
 *   ...{ rows: 3, linkage: "single", metric: "given" },
 *   ...{ merge: [[-1, -3], [-2, 1]], height: [1, 4], order: [2, 1, 3] },
 * }, { leaves: 2, k: 2 });
 * if (leaves.map(({ people }) => people).join() !== "1,2" || joins[0]?.height !== 4 || cut !== 2.5) throw new Error();
 * ```
 */
export function clusterDendrogram(
  { rows, merge, height, linkage }: Dendrogram,
  { leaves: most = 30, k }: { readonly leaves?: number; readonly k?: number } = {},
): ClusterDendrogram {
  if (rows < 2) throw new InputError("Cannot draw a tree of fewer than two people");
  if (!Number.isInteger(most) || most < 2) {
    throw new InputError(`Cannot draw a tree of ${most} leaves: give 2 or more`);
  }
  const shown = Math.min(most, rows) - 1;
  const first = merge.length - shown;
  const people = new Array<number>(merge.length).fill(0);
  merge.forEach((pair, step) => {
    for (const part of pair) people[step]! += part < 0 ? 1 : people[part - 1]!;
  });
  const leaves: { people: number }[] = [];
  const joins: ClusterDendrogram["joins"][number][] = [];
  const place = (part: number): { at: number; height: number } => {
    if (part < 0 || part - 1 < first) {
      leaves.push({ people: part < 0 ? 1 : people[part - 1]! });
      return { at: leaves.length - 1, height: part < 0 ? 0 : height[part - 1]! };
    }
    const [a, b] = merge[part - 1]!;
    const [left, right] = [place(a), place(b)];
    const own = height[part - 1]!;
    joins.push({
      ...{ left: left.at, right: right.at, leftHeight: left.height, rightHeight: right.height, height: own },
    });
    return { at: (left.at + right.at) / 2, height: own };
  };
  place(merge.length);
  const steps = k === undefined ? null : rows - k;
  return {
    kind: "clusterDendrogram",
    linkage,
    leaves,
    joins,
    cut: steps === null || steps >= merge.length ? null : ((height[steps - 1] ?? 0) + height[steps]!) / 2,
    warnings: rows > most ? [`Only the last ${shown} steps are drawn: the leaves are groups of people.`] : [],
  };
}
