import type { StabilitySummary } from "./global_stability.ts";
import type { SegmentOrigin } from "./stability_across.ts";
import type { ClusteringMethod } from "./result.ts";

/** What there is to find among some people. */
export type Structure = "natural" | "reproducible" | "none";

/** One number of clusters, judged. `N` is `number` inside, `Shown` after the privacy gate. */
export interface SelectionCandidate<N = number> {
  /** Number of clusters. */
  readonly k: number;
  /** Of the fit on everybody. */
  readonly sizes: readonly N[];
  /** Sum of squares within; null for likelihood methods. */
  readonly withinSS: number | null;
  /** Mean silhouette width; null where the method has no features. */
  readonly silhouette: number | null;
  /** Caliński-Harabasz index, larger is better; null where the method has no features. */
  readonly calinskiHarabasz: number | null;
  /** Davies-Bouldin index, smaller is better; null where the method has no features. */
  readonly daviesBouldin: number | null;
  /** Natural logarithm of the likelihood; null for distance methods. */
  readonly logLikelihood: number | null;
  /** Free parameters; null for distance methods. */
  readonly parameters: number | null;
  /** −2 log-likelihood + 2 × parameters, smaller is better; null for distance methods. */
  readonly aic: number | null;
  /** Restarts that reached the best solution found. */
  readonly restartHits: number;
  /** Whether the best restart came to its end. */
  readonly converged: boolean;
  /** −2 log-likelihood + parameters × ln n, smaller is better; null for distance methods. */
  readonly bic: number | null;
  /** Gap statistic; null where it was not measured. */
  readonly gap: number | null;
  /** Standard error of the gap. */
  readonly gapError: number | null;
  /** Adjusted Rand index of pairs of bootstrap solutions. */
  readonly stability: StabilitySummary;
  /** The same when every variable is shuffled on its own: what stability is worth nothing. */
  readonly shuffled: StabilitySummary;
  /** Mean prediction strength, in [0, 1]. */
  readonly predictionStrength: number;
  /** People half-way between two clusters over people at their centres, of the pair least set apart; null: too few. */
  readonly shallowest: number | null;
  /** Each segment: Jaccard index within the solution (SLSW), and where its people come from (SLSA; null for the first). */
  readonly segments: readonly {
    readonly cluster: number;
    readonly within: StabilitySummary;
    readonly across: SegmentOrigin | null;
  }[];
  /** What these segments are. */
  readonly structure: Structure;
  /** What speaks against it, in a few words; empty for natural segments. */
  readonly against: readonly string[];
}

/** How many clusters, and whether any. */
export interface ClusteringSelection<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clusteringSelection";
  /** How clusters were found. */
  readonly method: ClusteringMethod;
  /** People clustered. */
  readonly n: N;
  /** People drawn anew for stability. */
  readonly resampled: N;
  /** Names of the features. */
  readonly features: readonly string[];
  /** Each number of clusters, rising. */
  readonly candidates: readonly SelectionCandidate<N>[];
  /** The number of clusters to use, or null for none. */
  readonly k: number | null;
  /** What there is to find. */
  readonly structure: Structure;
  /** The answer in words. */
  readonly verdict: string;
  /** What to keep in mind about the features. */
  readonly warnings: readonly string[];
  /** How it was judged, in a sentence. */
  readonly description: string;
  /** Fixes every sample. */
  readonly seed: number;
  /** Seconds for everything. */
  readonly timings: { readonly seconds: number };
}
