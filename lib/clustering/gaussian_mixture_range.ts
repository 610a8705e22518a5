import { InputError } from "../workspace/mod.ts";
import { gaussianMixture, type GaussianMixtureOptions } from "./gaussian_mixture.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";
import type { MixtureData } from "./mixture_data.ts";
import type { Clustering } from "./result.ts";

/** Which mixtures to compare. */
export interface GaussianMixtureRangeOptions extends Omit<GaussianMixtureOptions, "k" | "covariance"> {
  /** Numbers of components. Default 1 to 9, or to the number of rows. */
  readonly k?: readonly number[];
  /** Default all four. */
  readonly covariances?: readonly CovarianceShape[];
  /** What decides: `bic` (default), or `icl`, which prefers components that do not overlap. */
  readonly by?: "bic" | "icl";
}

/** One mixture of the comparison. */
export interface MixtureCandidate {
  /** Number of components. */
  readonly k: number;
  /** Their shape. */
  readonly covariance: CovarianceShape;
  /** Null, as what follows, where it could not be fitted; `problem` then says why. */
  readonly logLikelihood: number | null;
  /** Free parameters. */
  readonly parameters: number | null;
  /** Smaller is better (mclust prints it with the opposite sign). */
  readonly bic: number | null;
  /** Smaller is better. */
  readonly icl: number | null;
  /** Starts that arrived somewhere, those of them that reached the best, and those given up. */
  readonly restarts: number;
  /** See `restarts`. */
  readonly restartHits: number;
  /** See `restarts`. */
  readonly degenerateStarts: number;
  /** Whether the best start arrived before the limit of EM steps. */
  readonly converged: boolean;
  /** Why it could not be fitted. */
  readonly problem: string | null;
}

/** A comparison of mixtures. */
export interface MixtureRange {
  /** Every number of components with every shape, in the order asked for. */
  readonly candidates: readonly MixtureCandidate[];
  /** The fit with the smallest criterion. */
  readonly best: Clustering;
}

/**
 * Fits Gaussian mixtures over numbers of components and shapes of covariance, and picks one by BIC or ICL. A mixture
 * that cannot be fitted stays in the table, with the reason.
 *
 * @throws {InputError} An option is out of bounds, or none could be fitted.
 *
 * @example
 * ```ts
 * import { gaussianMixtureRange } from "./gaussian_mixture_range.ts";
 * const column = [0, 0.1, 0.3, 0.2, 0.15, 0.05, 9, 9.3, 9.1, 9.2, 9.15, 9.05];
 * const { best, candidates } = await gaussianMixtureRange([column], { k: [1, 2], covariances: ["tied"] });
 * if (best.result.k !== 2 || candidates.length !== 2) throw new Error();
 * ```
 */
export async function gaussianMixtureRange(
  data: MixtureData,
  options: GaussianMixtureRangeOptions = {},
): Promise<MixtureRange> {
  const { k: asked, covariances = ["spherical", "diagonal", "tied", "full"], by = "bic", ...rest } = options;
  const rows = "matrix" in data
    ? data.matrix.rows
    : ("columns" in data ? data.columns : data)[0]?.length ?? 0;
  const ks = asked ?? Array.from({ length: Math.min(9, rows) }, (_, i) => i + 1);
  if (ks.length === 0 || covariances.length === 0) {
    throw new InputError("Cannot compare mixtures: no number of components, or no covariance, is given");
  }
  const candidates: MixtureCandidate[] = [];
  let best: { fit: Clustering; criterion: number } | undefined;
  for (const covariance of covariances) {
    for (const k of ks) {
      const fit = await attempt(() => gaussianMixture(data, { ...rest, k, covariance }));
      candidates.push(candidate(k, covariance, fit));
      if (typeof fit === "string") continue;
      const criterion = by === "bic" ? fit.result.bic! : fit.result.mixture!.icl;
      if (!best || criterion < best.criterion) best = { fit, criterion };
    }
  }
  if (!best) throw new InputError(candidates[0]!.problem!);
  return { candidates, best: best.fit };
}

/** A fit, or why there is none. */
async function attempt(fit: () => Promise<Clustering>): Promise<Clustering | string> {
  try {
    return await fit();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

function candidate(k: number, covariance: CovarianceShape, fit: Clustering | string): MixtureCandidate {
  if (typeof fit === "string") {
    return {
      ...{ k, covariance, logLikelihood: null, parameters: null, bic: null, icl: null },
      ...{ restarts: 0, restartHits: 0, degenerateStarts: 0, converged: false, problem: fit },
    };
  }
  const { logLikelihood, parameters, bic, restarts, restartHits, converged, mixture } = fit.result;
  return {
    ...{ k, covariance, logLikelihood, parameters, bic, icl: mixture!.icl },
    ...{ restarts, restartHits, degenerateStarts: mixture!.degenerateStarts, converged, problem: null },
  };
}
