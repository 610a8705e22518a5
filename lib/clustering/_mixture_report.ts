import type { BestStart } from "./_best_start.ts";
import type { WeightMeaning } from "./_case_weights.ts";
import type { Classified } from "./_classify.ts";
import type { GaussianEm } from "./_gaussian_em.ts";
import { relativeEntropy } from "./_latent_class_measures.ts";
import { covarianceInUnits, meanInUnits, type MixtureSpace } from "./_mixture_space.ts";
import { mixtureWarnings } from "./_mixture_warnings.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";
import type { ClusteringResult } from "./result.ts";

/** What a fit of a mixture found, and how. */
export interface FoundMixture {
  readonly em: GaussianEm;
  readonly space: MixtureSpace;
  readonly names: readonly string[];
  readonly decode: (j: number, value: number) => number;
  /** Chances of the space's rows, components as fitted. */
  readonly chances: Float64Array;
  readonly everybody: Classified;
  readonly best: BestStart;
  readonly starts: number;
  readonly givenUp: number;
  readonly seed: number;
  readonly people: number;
  readonly weightsAre: WeightMeaning | null;
  readonly covariance: CovarianceShape;
  readonly warnings: readonly string[];
  readonly seconds: number;
}

/** Puts everything in one result. */
export function mixtureReport(found: FoundMixture): ClusteringResult {
  const { em, space, names, everybody, starts, givenUp, seed, people, covariance } = found;
  const { best, hits } = found.best;
  const { k, columns } = em;
  const model = best.at;
  const all = space.weights.reduce((sum, weight) => sum + weight, 0);
  const logLikelihood = best.logLikelihood - all * space.logVolume;
  const parameters = k - 1 + k * columns + em.blocks * em.block;
  const bic = -2 * logLikelihood + parameters * Math.log(people);
  const { order, labels, sizes } = everybody;
  const sums = new Float64Array(k);
  let certain = 0;
  // In the order of the space, so that the last digits do not depend on the order of rows.
  space.order.forEach((row, i) => {
    const own = order[labels[row]! - 1]!;
    sums[labels[row]! - 1]! += space.weights[i]!;
    certain += space.weights[i]! * Math.log(found.chances[i * k + own]!);
  });
  const means = order.map((c) => {
    const from = em.places.means + c * columns;
    return meanInUnits(space, model.subarray(from, from + columns));
  });
  return {
    kind: "clustering",
    method: "mixture",
    k,
    n: people,
    features: names,
    sizes,
    clusters: sizes.map((size, c) => ({
      cluster: c + 1,
      name: `Component ${c + 1}`,
      people: size,
      share: sums[c]! / all,
    })),
    withinSS: null,
    totalSS: null,
    logLikelihood,
    parameters,
    bic,
    aic: -2 * logLikelihood + 2 * parameters,
    silhouette: null,
    iterations: best.iterations,
    converged: best.converged,
    restarts: starts,
    restartHits: hits,
    seed,
    centres: means.map((mean) => mean.map((value, j) => found.decode(j, value))),
    medoids: null,
    probabilities: null,
    mixture: {
      covariance,
      shares: order.map((c) => model[c]!),
      means,
      covariances: order.map((c) => covarianceInUnits(space, em.covariance(model, c))),
      icl: bic - 2 * certain,
      entropy: relativeEntropy(found.chances, k, (i) => space.weights[i]!),
      degenerateStarts: givenUp,
    },
    description: [
      `Gaussian mixture: ${k} ${k === 1 ? "component" : "components"} with ${covariance} covariances`,
      ...(found.weightsAre ? [found.weightsAre === "sample" ? "sample weights" : "weights are counts"] : []),
      `best of ${starts} ${starts === 1 ? "start" : "starts"}, seed ${seed}`,
    ].join("; ") + ".",
    warnings: [
      ...found.warnings,
      ...mixtureWarnings(found.best, starts, sizes, 0),
      ...(givenUp > 0
        ? [
          `${givenUp} ${
            givenUp === 1 ? "start was" : "starts were"
          } given up: a component closed in on too few people.`,
        ]
        : []),
    ],
    timings: { fitSeconds: found.seconds },
  };
}
