import type { Joined } from "./_nearest_neighbour_chain.ts";
import type { Space } from "./_space.ts";
import type { Dendrogram, Linkage } from "./dendrogram.ts";

/**
 * Joins of different rows as a tree of all rows: equal rows first, at height 0, then the others by rising height.
 */
export function makeDendrogram(
  space: Pick<Space, "of" | "rows" | "metric">,
  joined: readonly Joined[],
  linkage: Linkage,
): Dendrogram {
  const rows = space.of.length;
  const merge: (readonly [number, number])[] = [];
  const height: number[] = [];
  // What each different row has become so far: −row or a step.
  const now = new Int32Array(space.rows);
  const join = (a: number, b: number, apart: number): number => {
    // Single rows before clusters, lower numbers before higher.
    const [first, second] = Math.sign(a) !== Math.sign(b)
      ? [Math.min(a, b), Math.max(a, b)]
      : Math.abs(a) < Math.abs(b)
      ? [a, b]
      : [b, a];
    merge.push([first, second]);
    height.push(apart);
    return merge.length;
  };
  space.of.forEach((different, row) => {
    now[different] = now[different] === 0 ? -row - 1 : join(now[different]!, -row - 1, 0);
  });
  // Rounding may put a join a hair below one it builds on.
  const heights = new Float64Array(space.rows);
  const monotone = joined.map(({ a, b, height }) => {
    heights[a] = Math.max(height, heights[a]!, heights[b]!);
    return heights[a]!;
  });
  const sorted = joined.map((_, i) => i).sort((a, b) => monotone[a]! - monotone[b]! || a - b);
  for (const i of sorted) {
    const { a, b } = joined[i]!;
    now[a] = join(now[a]!, now[b]!, monotone[i]!);
  }
  return { rows, linkage, metric: space.metric, merge, height, order: orderOf(merge, rows) };
}

/** Leaves from left to right. */
function orderOf(merge: readonly (readonly [number, number])[], rows: number): number[] {
  if (rows === 1) return [1];
  const order: number[] = [];
  const open = [merge.length];
  while (open.length > 0) {
    const part = open.pop()!;
    if (part < 0) order.push(-part);
    else open.push(merge[part - 1]![1], merge[part - 1]![0]);
  }
  return order;
}
