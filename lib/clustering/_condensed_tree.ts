import type { DensityNode } from "./_density_tree.ts";

/** A cluster as density rises (λ = 1 / distance): from its birth until its people have left or it has split. */
export interface DenseCluster {
  /** Place of the cluster it split from; −1 for everybody. */
  readonly parent: number;
  readonly children: number[];
  /** λ at its birth. */
  readonly birth: number;
  /** λ at which the last of its people left, or it split. */
  last: number;
  /** Sum over its people of how long (in λ) they stayed. */
  stability: number;
  /** People at its birth. */
  readonly size: number;
}

/** The clusters of at least a minimum size, parents before children, and who left which of them when. */
export interface CondensedTree {
  readonly clusters: readonly DenseCluster[];
  /** Cluster each different row was in last. */
  readonly leftFrom: Int32Array;
  /** λ at which it left. */
  readonly leftAt: Float64Array;
}

/**
 * Follows clusters as density rises (Campello, Moulavi & Sander 2013): parts smaller than the minimum fall out of their
 * cluster; where two or more large ones part, each is a new one.
 *
 * @param rows Number of different rows.
 */
export function condensedTree(tree: DensityNode, rows: number, minClusterSize: number): CondensedTree {
  const lambda = lambdaOf(tree);
  const clusters: DenseCluster[] = [];
  const leftFrom = new Int32Array(rows);
  const leftAt = new Float64Array(rows);
  const leave = (node: DensityNode, place: number, at: number) => {
    const cluster = clusters[place]!;
    cluster.last = Math.max(cluster.last, at);
    cluster.stability += node.size * (at - cluster.birth);
    for (const part of leaves(node)) {
      leftFrom[part.row] = place;
      leftAt[part.row] = at;
    }
  };
  const begin = (parent: number, birth: number, size: number): number => {
    clusters.push({ parent, children: [], birth, last: birth, stability: 0, size });
    return clusters.length - 1;
  };
  const open: [DensityNode, number][] = [[tree, begin(-1, 0, tree.size)]];
  while (open.length > 0) {
    const [node, place] = open.pop()!;
    const at = lambda(node.height);
    // All equal: they part into single people at once.
    if (node.parts.length === 0) {
      leave(node, place, at);
      continue;
    }
    const large = node.parts.filter(({ size }) => size >= minClusterSize);
    for (const part of node.parts) if (part.size < minClusterSize) leave(part, place, at);
    if (large.length === 1) open.push([large[0]!, place]);
    if (large.length < 2) continue;
    const cluster = clusters[place]!;
    cluster.last = Math.max(cluster.last, at);
    for (const part of large) {
      cluster.stability += part.size * (at - cluster.birth);
      const child = begin(place, at, part.size);
      cluster.children.push(child);
      open.push([part, child]);
    }
  }
  return { clusters, leftFrom, leftAt };
}

/** λ of a distance. What comes together at 0 counts as at the smallest distance that is not 0. */
function lambdaOf(tree: DensityNode): (height: number) => number {
  let least = Infinity;
  const open = [tree];
  for (let node; (node = open.pop()) !== undefined;) {
    if (node.height > 0 && node.height < least) least = node.height;
    for (const part of node.parts) open.push(part);
  }
  if (least === Infinity) least = 1;
  return (height) => 1 / Math.max(height, least);
}

function* leaves(node: DensityNode): Generator<DensityNode> {
  const open = [node];
  for (let one; (one = open.pop()) !== undefined;) {
    if (one.parts.length === 0) yield one;
    else for (const part of one.parts) open.push(part);
  }
}
