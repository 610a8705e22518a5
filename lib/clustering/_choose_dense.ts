import type { DenseCluster } from "./_condensed_tree.ts";

/** How clusters are chosen: those that last longest (excess of mass), or the smallest ones. */
export type DensitySelection = "eom" | "leaf";

/**
 * Chooses clusters none of which lies within another.
 *
 * @param clusters Parents before children.
 * @param whole Everybody may be one cluster.
 * @returns Places in `clusters`.
 */
export function chooseDense(
  clusters: readonly DenseCluster[],
  selection: DensitySelection,
  whole: boolean,
): number[] {
  const allowed = (place: number) => place > 0 || whole;
  if (selection === "leaf") {
    return [...clusters.keys()].filter((place) => clusters[place]!.children.length === 0 && allowed(place));
  }
  const best = Float64Array.from(clusters, ({ stability }) => stability);
  const chosen = new Uint8Array(clusters.length);
  for (let place = clusters.length - 1; place >= 0; place--) {
    const { children } = clusters[place]!;
    const below = children.reduce((sum, child) => sum + best[child]!, 0);
    if (!allowed(place) || below > best[place]! * (1 + 1e-12)) best[place] = below;
    else chosen[place] = 1;
  }
  const within = new Uint8Array(clusters.length);
  return [...clusters.keys()].filter((place) => {
    const { parent } = clusters[place]!;
    within[place] = parent >= 0 && (chosen[parent] || within[parent]) ? 1 : 0;
    return chosen[place] === 1 && within[place] === 0;
  });
}
