import type { DistanceMetric } from "./dissimilarities.ts";

/** One cluster around its medoid. */
export interface MedoidCluster {
  /** 1 to k. */
  readonly cluster: number;
  /** Row number of the medoid; the first row of data is 1. */
  readonly medoid: number;
  /** Mean distance to the medoid. */
  readonly average: number;
  /** Largest distance to the medoid. */
  readonly furthest: number;
  /** Largest distance between two people in the cluster; null where it was not measured (CLARA). */
  readonly diameter: number | null;
  /** Smallest distance to somebody in another cluster; null with one cluster, or where it was not measured. */
  readonly separation: number | null;
}

/** What only clusters around medoids have. */
export interface MedoidFit {
  /** How people were compared. */
  readonly metric: DistanceMetric;
  /** Mean distance to the own medoid, as R's `pam` prints it. */
  readonly objective: number;
  /** The same before medoids were exchanged; null for CLARA. */
  readonly buildObjective: number | null;
  /** In the order of the clusters. */
  readonly clusters: readonly MedoidCluster[];
}
