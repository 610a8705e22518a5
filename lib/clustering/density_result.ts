import type { DistanceMetric } from "./dissimilarities.ts";

/** How long one cluster lasts as density rises. */
export interface DensityCluster {
  /** 1 to k. */
  readonly cluster: number;
  /** Sum over its people of how long, in 1 / distance, they stay in it. */
  readonly stability: number;
  /** The same as a share, in [0, 1], of what is possible: everybody staying to the highest density there is. */
  readonly persistence: number;
}

/** What only HDBSCAN has. `N` is `number` inside, `Shown` after the privacy gate. */
export interface DensityFit<N = number> {
  /** How people were compared. */
  readonly metric: DistanceMetric;
  /** Fewest people in a cluster. */
  readonly minClusterSize: number;
  /** How many people, oneself counted, make a place dense. */
  readonly minSamples: number;
  /** How clusters were chosen. */
  readonly selection: "eom" | "leaf";
  /** People in no cluster (label 0). */
  readonly noise: N;
  /** In the order of the clusters. */
  readonly clusters: readonly DensityCluster[];
}
