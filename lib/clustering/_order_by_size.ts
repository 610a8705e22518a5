/** Clusters in the order they are shown in. */
export interface Ordered {
  /** 1 to the number of clusters with rows, in the order of falling size. */
  readonly labels: Uint16Array;
  /** Which of the old clusters (0 to k − 1) each new one was; empty ones are left out. */
  readonly order: readonly number[];
  /** Rows of each new cluster. */
  readonly sizes: readonly number[];
}

/**
 * Numbers clusters by falling size, so that equal runs name them equally.
 *
 * @param labels Cluster of each row, 0 to k − 1.
 * @param tie Puts two clusters of equal size in order. Default, and where it returns 0: whose first row comes first.
 */
export function orderBySize(
  labels: ArrayLike<number>,
  k: number,
  tie: (a: number, b: number) => number = () => 0,
): Ordered {
  const counts = new Uint32Array(k);
  const first = new Float64Array(k).fill(Infinity);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (counts[label]!++ === 0) first[label] = i;
  }
  const order = Array.from({ length: k }, (_, c) => c).filter((c) => counts[c]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || tie(a, b) || first[a]! - first[b]!);
  const place = new Uint16Array(k);
  order.forEach((old, c) => place[old] = c + 1);
  const out = new Uint16Array(labels.length);
  for (let i = 0; i < out.length; i++) out[i] = place[labels[i]!]!;
  return { labels: out, order, sizes: order.map((c) => counts[c]!) };
}
