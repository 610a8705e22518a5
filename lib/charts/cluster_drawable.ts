import type {
  ClusterDendrogram,
  ClusterGorge,
  ClusteringResult,
  ClusteringSelection,
  ClusteringStability,
  ClusterMap,
  ClusterProfile,
  ClusterSilhouettes,
} from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";

/** A result of the clustering room there is a picture of, released (`Shown`) or internal (`number`). */
export type ClusterDrawable =
  | ClusteringResult<Shown>
  | ClusteringSelection<Shown>
  | ClusteringStability<Shown>
  | ClusterProfile<Shown>
  | ClusterGorge<Shown>
  | ClusterDendrogram<Shown>
  | ClusterSilhouettes<Shown>
  | ClusterMap<Shown>;
