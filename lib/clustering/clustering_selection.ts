import type { StabilitySummary } from "./global_stability.ts";
import type { SegmentOrigin } from "./stability_across.ts";
import type { ClusteringMethod } from "./result.ts";

/** What there is to find among some people. */
export type Structure = "natural" | "reproducible" | "none";

/** One number of clusters, judged. `N` is `number` inside, `Shown` after the privacy gate. */
export interface SelectionCandidate<N = number> {
  readonly k: number;
  /** Of the fit on everybody. */
  readonly sizes: readonly N[];
  readonly withinSS: number | null;
  readonly silhouette: number | null;
  readonly calinskiHarabasz: number | null;
  readonly daviesBouldin: number | null;
  readonly bic: number | null;
  /** Gap and its standard error; null where it was not measured. */
  readonly gap: number | null;
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
  readonly structure: Structure;
  /** What speaks against it, in a few words; empty for natural segments. */
  readonly against: readonly string[];
}

/** How many clusters, and whether any. */
export interface ClusteringSelection<N = number> {
  readonly kind: "clusteringSelection";
  readonly method: ClusteringMethod;
  /** People clustered, and people drawn anew for stability. */
  readonly n: N;
  readonly resampled: N;
  readonly features: readonly string[];
  readonly candidates: readonly SelectionCandidate<N>[];
  /** The number of clusters to use, or null for none. */
  readonly k: number | null;
  readonly structure: Structure;
  /** The answer in words. */
  readonly verdict: string;
  readonly warnings: readonly string[];
  readonly description: string;
  readonly seed: number;
  readonly timings: { readonly seconds: number };
}
