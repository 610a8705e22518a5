import type { Cell, Cells } from "./suppression/_cells.ts";

/** Sizes stay readable as long as what is said of a cluster can go. */
const dear = 1e9;

/** Sizes of the clusters of one solution: the same cells wherever one of as many clusters prints them. */
export function clusterSizes(sizes: readonly number[], cells: Cells): Cell[] {
  return sizes.map((people, c) => cells.same(`cluster ${c + 1} of ${sizes.length}`, "all", people, dear));
}
