import type { Linkage } from "./dendrogram.ts";
import type { DistanceMetric } from "./dissimilarities.ts";

/** What only hierarchical clusterings have, beside their tree. */
export interface HierarchyFit {
  /** How clusters were compared. */
  readonly linkage: Linkage;
  /** How people were compared. */
  readonly metric: DistanceMetric;
  /** Mean over people of 1 − the height of their first step / that of the last; null for equal people only. */
  readonly agglomerativeCoefficient: number | null;
  /** Height of the last step taken before the cut; 0 before the first. */
  readonly lastHeight: number;
  /** Height of the first step not taken; null where everybody is one cluster. A long way up: a clear cut. */
  readonly nextHeight: number | null;
}
