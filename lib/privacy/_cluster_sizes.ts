import type { Cell, Cells } from "./suppression/_cells.ts";

/** Sizes of the clusters of one solution: the same cells wherever one of as many clusters prints them. */
export function clusterSizes(sizes: readonly number[], cells: Cells): Cell[] {
  return sizes.map((people, c) => cells.same(`cluster ${c + 1} of ${sizes.length}`, "all", people));
}
