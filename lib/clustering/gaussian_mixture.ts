import { random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { bestStart, searchNear } from "./_best_start.ts";
import { caseWeights } from "./_case_weights.ts";
import { classify } from "./_classify.ts";
import { GaussianEm } from "./_gaussian_em.ts";
import { mixtureReport } from "./_mixture_report.ts";
import { checkMixtureOptions, type MixtureOptions } from "./_mixture_options.ts";
import { mixtureSpace } from "./_mixture_space.ts";
import { MixtureStarts } from "./_mixture_start.ts";
import type { MixtureData } from "./mixture_data.ts";
import { readMixtureData } from "./_read_mixture_data.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";
import type { Clustering } from "./result.ts";

/** How to fit a Gaussian mixture. */
export interface GaussianMixtureOptions extends MixtureOptions {
  /** Default `full`; see {@linkcode MixtureFit.covariance}. */
  readonly covariance?: CovarianceShape;
}

/** Starts tried at most, for each one asked for: those given up are made again. */
const spare = 10;

/**
 * Gaussian mixture: people come from k normal distributions, fitted by maximum likelihood.
 *
 * EM (Dempster, Laird & Rubin 1977) with squared extrapolation from groups of k-means and from random rows, in double
 * precision; the likelihood never falls. Nothing is added to variances. A start is given up, and another made in its
 * place, when a component's variance in some direction falls below 1e-10 of everybody's, or it keeps fewer people
 * than its shape needs (full: features + 1; diagonal, spherical: 2; tied: 1): the likelihood has no limit there.
 * A solution in which nobody is likeliest in some component, or a component of its own covariance holds fewer than five
 * times the people its shape needs and in some direction less than 1e-3 of everybody's variance, is spurious (McLachlan
 * & Peel 2000, 3.10; Hathaway 1985): it is taken only where no start arrived at another.
 * Where no more than two of ten starts or more agree, the search goes on from the groups of the best four, with a fifth
 * of the rows put into any group, while that helps, for up to three times the steps so far.
 * Fits do not depend on units (spherical: common units) or on the order of rows; the seed fixes them.
 *
 * @param data Features, or columns of numbers in double precision.
 * @throws {InputError} An option is out of bounds, a value is not finite, a column is constant or follows from others,
 * or every start was given up.
 *
 * @example
 * ```ts
 * import { gaussianMixture } from "./gaussian_mixture.ts";
 * const column = [0, 0.1, 0.3, 0.2, 9, 9.3, 9.1];
 * const { result, labels } = await gaussianMixture([column], { k: 2, covariance: "tied" });
 * if (labels.join() !== "1,1,1,1,2,2,2" || result.mixture?.shares[0]?.toFixed(6) !== "0.571429") throw new Error();
 * ```
 */
export async function gaussianMixture(
  data: MixtureData,
  options: GaussianMixtureOptions,
): Promise<Clustering> {
  const { covariance = "full" } = options;
  const { columns, names, rows, decode, weights: own } = readMixtureData(data);
  const given = options.weights ?? own;
  const { k, restarts, seed, weightsAre, ...limits } = checkMixtureOptions(options, rows, given);
  const began = performance.now();
  const { weights, people, peopleOf, warnings } = caseWeights(
    given,
    new Uint8Array(rows).fill(1),
    weightsAre,
  );
  const space = mixtureSpace(columns, names, weights ?? new Float64Array(rows).fill(1), covariance);
  const em = await GaussianEm.over(space, k, covariance);
  const starts = new MixtureStarts(em, space, covariance);
  const next = random(seed);
  const asked = k === 1 ? 1 : restarts;
  const found = bestStart(
    { wanted: asked, most: asked * spare, signal: options.signal },
    (start) => starts.next(start, next),
    em,
    limits,
  );
  if (!found) {
    throw new InputError(
      `Cannot fit ${k} components with ${covariance} covariances to ${rows} people: components close in on too ` +
        "few people from every start. Ask for fewer components or a simpler shape.",
    );
  }
  const best = searchNear(found, (place) => starts.near(place, next), em, limits, options.signal);
  const chances = em.posterior(best.best.at);
  const byRow = new Float64Array(rows * k);
  space.order.forEach((row, at) => {
    for (let c = 0; c < k; c++) byRow[row * k + c] = chances[at * k + c]!;
  });
  const everybody = classify(byRow, k, [...best.best.at.subarray(0, k)], peopleOf);
  const result = mixtureReport({
    ...{ em, space, names, decode, chances, everybody, best, people, covariance, seed, warnings },
    ...{ starts: best.arrived, givenUp: best.givenUp, weightsAre: weights ? weightsAre : null },
    seconds: (performance.now() - began) / 1000,
  });
  return { result, labels: everybody.labels, posterior: everybody.posterior };
}
