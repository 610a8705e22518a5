import type { WeightMeaning } from "./_case_weights.ts";

export type { WeightMeaning };

/** An item of a latent class model. */
export interface LatentClassItem {
  /** As given. */
  readonly name: string;
  /** Its answers, in the order of `probabilities[class][item]`. */
  readonly categories: readonly string[];
}

/** How far the answers to two items go together beyond what the classes explain. */
export interface BivariateResidual {
  /** The items' names. */
  readonly items: readonly [string, string];
  /** Pearson's statistic of their cross-table against the model's, of people who answered both. */
  readonly chiSquare: number;
  /** (categories − 1) × (categories − 1). */
  readonly df: number;
  /** `chiSquare / df`: near 1 or less where the model holds (Vermunt & Magidson). */
  readonly residual: number;
}

/** How covariates go with membership: a multinomial logit. */
export interface MembershipModel {
  /** `(intercept)`, then the covariates' names. */
  readonly names: readonly string[];
  /** `coefficients[class − 1][name]`: change in the log odds against class 1, whose own are 0. */
  readonly coefficients: readonly (readonly number[])[];
  /** Standard errors of the same shape; null unless asked for. */
  readonly standardErrors: readonly (readonly number[])[] | null;
}

/** Standard errors by the outer product of the scores, as poLCA's; with sample weights by the sandwich. */
export interface LatentClassErrors {
  /** Of `shares`. */
  readonly shares: readonly number[];
  /** `probabilities[class][item][category]`. */
  readonly probabilities: readonly (readonly (readonly number[])[])[];
}

/** What a clustering by latent classes knows beyond other methods. `N`: number inside, `Shown` after the gate. */
export interface LatentClassFit<N = number> {
  /** The items, as needed to assign new people. */
  readonly items: readonly LatentClassItem[];
  /** Estimated share of each class, in [0, 1]; the shares of people by their likeliest class differ a little. */
  readonly shares: readonly number[];
  /** Distinct patterns of answers (and covariates) among the people used. */
  readonly patterns: N;
  /** People who answered every item: those G² and X² are about. */
  readonly complete: N;
  /** Likelihood-ratio statistic 2 Σ observed ln(observed / expected); null where nobody answered everything. */
  readonly gSquared: number | null;
  /** Pearson's statistic over all cells, also the empty ones. */
  readonly chiSquare: number | null;
  /** The smaller of people and possible patterns − 1, less the parameters; negative: not identified. */
  readonly residualDf: number;
  /** −2 log-likelihood + parameters × ln((n + 2) / 24). */
  readonly adjustedBic: number;
  /** −2 log-likelihood + parameters × (ln n + 1). */
  readonly caic: number;
  /** 1 − Σ −p ln p / (n ln k): 1 where everybody's class is certain, 0 where nobody's is. Null for one class. */
  readonly entropy: number | null;
  /** Every pair of items, the worst explained first. */
  readonly bivariateResiduals: readonly BivariateResidual[];
  /** Null without covariates. */
  readonly membership: MembershipModel | null;
  /** Null without weights. */
  readonly weightsAre: WeightMeaning | null;
  /** Null unless asked for. */
  readonly standardErrors: LatentClassErrors | null;
}
