/** Shapes a component may have, all components alike. */
export type CovarianceShape = "spherical" | "diagonal" | "tied" | "full";

/** What a clustering by Gaussian mixture knows beyond other methods. */
export interface MixtureFit {
  /**
   * `spherical`: one variance a component, the same in all directions (mclust VII). `diagonal`: one a feature (VVI).
   * `tied`: one covariance matrix for all components (EEE). `full`: one each (VVV).
   */
  readonly covariance: CovarianceShape;
  /** Estimated share of each component, in [0, 1]. */
  readonly shares: readonly number[];
  /** `means[component][feature]`, in the units the mixture was fitted in. */
  readonly means: readonly (readonly number[])[];
  /** `covariances[component][feature][feature]`, in those units. */
  readonly covariances: readonly (readonly (readonly number[])[])[];
  /** BIC − 2 Σ ln (chance of the likeliest component): smaller is better (Biernacki, Celeux & Govaert 2000). */
  readonly icl: number;
  /** 1 − Σ −p ln p / (n ln k); null for one component. */
  readonly entropy: number | null;
  /** Starts given up because a component closed in on too few people. */
  readonly degenerateStarts: number;
}
