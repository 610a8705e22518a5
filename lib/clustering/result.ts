import type { DensityFit } from "./density_result.ts";
import type { MixtureFit } from "./gaussian_mixture_result.ts";
import type { HierarchyFit } from "./hierarchy_result.ts";
import type { LatentClassFit } from "./latent_class_result.ts";
import type { MedoidFit } from "./medoid_result.ts";
import type { PrototypeFit } from "./prototype_result.ts";

/** Names of the methods, as on the command line. */
export type ClusteringMethod =
  | "kmeans"
  | "bisecting-kmeans"
  | "minibatch-kmeans"
  | "pam"
  | "clara"
  | "kprototypes"
  | "hierarchical"
  | "mixture"
  | "lca"
  | "hdbscan";

/** One cluster of a fit. `N` is `number` inside, `Shown` after the privacy gate. */
export interface ClusterSize<N = number> {
  /** 1 to k; in the order of falling size, so that labels stay put between equal runs. 0 is noise (HDBSCAN). */
  readonly cluster: number;
  /** What to call it. */
  readonly name: string;
  /** Rows in it. */
  readonly people: N;
  /** Of all people, in [0, 1]; weighted where weights were given. */
  readonly share: N;
}

/**
 * What a clustering method found. The labels themselves travel beside it ({@linkcode Clustering}), so that this part
 * stays small and JSON-safe.
 */
export interface ClusteringResult<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clustering";
  /** How it was found. */
  readonly method: ClusteringMethod;
  /** Number of clusters found. */
  readonly k: number;
  /** Rows used. */
  readonly n: N;
  /** Names of the features, in the order of `centres`. */
  readonly features: readonly string[];
  /** Rows of each cluster, in the order of the clusters. */
  readonly sizes: readonly N[];
  /** The clusters, largest first. */
  readonly clusters: readonly ClusterSize<N>[];
  /** Sum of squared (or of plain, for medoids) distances to the own centre; null for likelihood methods. */
  readonly withinSS: number | null;
  /** Sum of squared distances to the mean of all; null where it has no meaning. */
  readonly totalSS: number | null;
  /** Natural logarithm of the likelihood; null for distance methods. */
  readonly logLikelihood: number | null;
  /** Free parameters; null for distance methods. */
  readonly parameters: number | null;
  /** −2 log-likelihood + parameters × ln n: smaller is better. */
  readonly bic: number | null;
  /** −2 log-likelihood + 2 × parameters. */
  readonly aic: number | null;
  /** Mean silhouette width, where it was measured. */
  readonly silhouette: number | null;
  /** Of the best restart. */
  readonly iterations: number;
  /** Whether the best restart came to its end before the limit of iterations. */
  readonly converged: boolean;
  /** How many starts were made. */
  readonly restarts: number;
  /** How many of them reached the best solution found (same criterion to six digits). */
  readonly restartHits: number;
  /** Fixes the random starts. */
  readonly seed: number;
  /** `centres[cluster − 1][feature]`, in the units of the input; null where a method has none. */
  readonly centres: readonly (readonly number[])[] | null;
  /** Row numbers of the medoids, for PAM and CLARA, in the order of the clusters; the first row of data is 1. */
  readonly medoids: readonly number[] | null;
  /** Latent classes: `probabilities[class][item][category]`. */
  readonly probabilities: readonly (readonly (readonly number[])[])[] | null;
  /** What only latent classes have. */
  readonly latentClasses?: LatentClassFit<N>;
  /** What only Gaussian mixtures have. */
  readonly mixture?: MixtureFit;
  /** What only PAM and CLARA have. */
  readonly medoidFit?: MedoidFit;
  /** What only k-prototypes have. */
  readonly prototypeFit?: PrototypeFit;
  /** What only hierarchical clusterings have. */
  readonly hierarchyFit?: HierarchyFit;
  /** What only HDBSCAN has. */
  readonly densityFit?: DensityFit<N>;
  /** The method and its options in a sentence. */
  readonly description: string;
  /** What to keep in mind, in sentences. */
  readonly warnings: readonly string[];
  /** Seconds for the fit alone. */
  readonly timings: { readonly fitSeconds: number };
}

/** A fit with everybody's label. */
export interface Clustering {
  /** What was found. */
  readonly result: ClusteringResult;
  /** Cluster of each row, 1 to k (0 noise). */
  readonly labels: Uint16Array;
  /** `posterior[i * k + c]`: chance that row `i` belongs to cluster `c + 1`; null for hard methods. */
  readonly posterior: Float64Array | null;
}
