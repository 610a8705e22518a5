import type { Edge } from "./_mutual_reachability.ts";

/** People who hang together up to a distance. Parts that join at the same distance join at once. */
export interface DensityNode {
  /** The distance at which the parts come together; 0 for a single person. */
  readonly height: number;
  /** People in it. */
  readonly size: number;
  readonly parts: readonly DensityNode[];
  /** The different row, where all people in it are equal; else −1. */
  readonly row: number;
}

/**
 * The hierarchy of all distances at which people come together. It is the same whichever of several shortest spanning
 * trees is used, and whatever the order of rows.
 *
 * @param edges By rising length.
 * @param counts People each different row stands for: they come together at its core distance.
 */
export function densityTree(edges: readonly Edge[], counts: Float64Array, cores: Float64Array): DensityNode {
  const rows = counts.length;
  const group = Uint32Array.from({ length: rows }, (_, i) => i);
  const find = (row: number): number => {
    let root = row;
    while (group[root] !== root) root = group[root]!;
    while (group[row] !== root) [row, group[row]] = [group[row]!, root];
    return root;
  };
  const nodes: DensityNode[] = Array.from(
    counts,
    (size, row) => ({ height: size > 1 ? cores[row]! : 0, size, parts: [], row }),
  );
  for (let at = 0; at < edges.length;) {
    const height = edges[at]!.apart;
    const joined = new Map<number, DensityNode[]>();
    for (; at < edges.length && edges[at]!.apart === height; at++) {
      const [a, b] = [find(edges[at]!.a), find(edges[at]!.b)];
      const parts = joined.get(a) ?? [nodes[a]!];
      const others = joined.get(b) ?? [nodes[b]!];
      const [more, fewer, root] = parts.length < others.length ? [others, parts, b] : [parts, others, a];
      more.push(...fewer);
      joined.delete(a);
      joined.delete(b);
      joined.set(root, more);
      group[root === a ? b : a] = root;
    }
    for (const [root, parts] of joined) {
      nodes[root] = { height, size: parts.reduce((sum, { size }) => sum + size, 0), parts, row: -1 };
    }
  }
  return nodes[find(0)]!;
}
