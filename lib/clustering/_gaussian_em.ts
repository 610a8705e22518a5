import { GaussianMixtureKernel } from "../kernels/mod.ts";
import { cholesky, invertLower } from "./_cholesky.ts";
import type { EmStep } from "./_climb.ts";
import type { MixtureSpace } from "./_mixture_space.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";

/**
 * A component whose variance in some direction falls below this share of everybody's closes in on a few points: its
 * likelihood has no limit, and the start is given up.
 */
const leastVariance = 1e-10;
/**
 * Beside everybody's, the variance of a component in its narrowest direction that so few people, for each one that its
 * shape needs, do not bear out: EM finds such maxima in a few people that lie close by chance.
 */
const narrow = 1e-3;
const fewForEach = 5;

/**
 * EM of a Gaussian mixture. A model is one row of numbers: shares, means `[c * columns + j]`, then variances: one a
 * component (spherical), one a feature (diagonal), or lower triangles row by row (tied: one, full: one a component).
 */
export class GaussianEm {
  readonly k: number;
  readonly columns: number;
  /** Numbers behind one covariance, and how many covariances there are. */
  readonly block: number;
  readonly blocks: number;
  readonly #shape: CovarianceShape;
  readonly #kernel: GaussianMixtureKernel;
  readonly #weights: Float64Array;
  readonly #people: number;
  /** People a component must have. */
  readonly #least: number;

  /** Prepares the steps over rows in their space. */
  static async over(space: MixtureSpace, k: number, shape: CovarianceShape): Promise<GaussianEm> {
    const diagonal = shape === "spherical" || shape === "diagonal";
    return new GaussianEm(await GaussianMixtureKernel.over(space, k, diagonal), space, k, shape);
  }

  private constructor(kernel: GaussianMixtureKernel, space: MixtureSpace, k: number, shape: CovarianceShape) {
    const columns = space.columns.length;
    this.k = k;
    this.columns = columns;
    this.block = shape === "spherical" ? 1 : shape === "diagonal" ? columns : columns * (columns + 1) / 2;
    this.blocks = shape === "tied" ? 1 : k;
    this.#shape = shape;
    this.#kernel = kernel;
    this.#weights = space.weights;
    this.#people = space.weights.reduce((sum, weight) => sum + weight, 0);
    this.#least = k === 1 ? 0 : shape === "full" ? columns + 1 : shape === "tied" ? 1 : 2;
  }

  /** Where means and variances begin in a model, and its length. */
  get places(): { means: number; variances: number; length: number } {
    const means = this.k;
    const variances = means + this.k * this.columns;
    return { means, variances, length: variances + this.blocks * this.block };
  }

  /** One EM step; NaN where a component, before or after it, has closed in on too little. */
  readonly step: EmStep = (from, to) => {
    if (!this.#place(from)) return NaN;
    const { k, columns, block } = this;
    const { means, variances } = this.places;
    const { logLikelihood, counts, sums, products } = this.#kernel.expect();
    to.fill(0, variances);
    for (let c = 0; c < k; c++) {
      const people = counts[c]!;
      if (!(people >= this.#least)) return NaN;
      to[c] = people / this.#people;
      const moved = sums.subarray(c * columns, (c + 1) * columns).map((sum) => sum / people);
      for (let j = 0; j < columns; j++) {
        to[means + c * columns + j] = from[means + c * columns + j]! + moved[j]!;
      }
      if (this.#shape === "spherical") {
        let sum = 0;
        for (let j = 0; j < columns; j++) sum += products[c * columns + j]! / people - moved[j]! ** 2;
        to[variances + c] = sum / columns;
      } else if (this.#shape === "diagonal") {
        for (let j = 0; j < columns; j++) {
          to[variances + c * columns + j] = products[c * columns + j]! / people - moved[j]! ** 2;
        }
      } else {
        const tied = this.#shape === "tied";
        const share = tied ? people / this.#people : 1;
        const at = variances + (tied ? 0 : c * block);
        for (let i = 0, pair = 0; i < columns; i++) {
          for (let j = 0; j <= i; j++, pair++) {
            to[at + pair]! += share * (products[c * block + pair]! / people - moved[i]! * moved[j]!);
          }
        }
      }
    }
    return logLikelihood;
  };

  /** Brings shares a long step made too small back above 0, and takes back what left a variance without sense. */
  readonly repair = (model: Float64Array, safe: Float64Array): void => {
    const { k, block, blocks } = this;
    const { variances } = this.places;
    let sum = 0;
    for (let c = 0; c < k; c++) sum += model[c] = Math.max(model[c]!, 0.1 * safe[c]!);
    for (let c = 0; c < k; c++) model[c]! /= sum;
    const triangle = this.#shape === "full" || this.#shape === "tied";
    const factor = new Float64Array(block);
    for (let b = 0; b < blocks; b++) {
      const [from, to] = [variances + b * block, variances + (b + 1) * block];
      if (triangle) {
        if (cholesky(model.subarray(from, to), this.columns, factor, leastVariance) >= 0) {
          model.set(safe.subarray(from, to), from);
        }
      } else {
        for (let at = from; at < to; at++) model[at] = Math.max(model[at]!, 0.1 * safe[at]!);
      }
    }
  };

  /** Chances of every row (in the order of the space) to be of each component, `[i * k + c]`. */
  posterior(model: Float64Array): Float64Array {
    this.#place(model);
    return this.#kernel.posterior();
  }

  /**
   * Whether somebody is likeliest in every component, and none is narrow with few people. Maxima for which this is not so
   * are called spurious (McLachlan & Peel 2000, 3.10): only bounds on variances (Hathaway 1985; García-Escudero et al.
   * 2008) keep the likelihood from preferring them.
   */
  readonly sound = (model: Float64Array): boolean => {
    const { k, columns } = this;
    const few = fewForEach * this.#least;
    const factor = new Float64Array(columns * (columns + 1) / 2);
    for (let c = 0; c < k && this.blocks > 1; c++) {
      if (model[c]! * this.#people >= few) continue;
      const wider = this.covariance(model, c);
      for (let j = 0; j < columns; j++) wider[j * (j + 3) / 2]! -= narrow;
      if (cholesky(wider, columns, factor, 0) >= 0) return false;
    }
    const chances = this.posterior(model);
    const likeliest = new Set<number>();
    for (let i = 0; i < this.#weights.length && likeliest.size < k; i++) {
      if (this.#weights[i] === 0) continue;
      let best = 0;
      for (let c = 1; c < k; c++) if (chances[i * k + c]! > chances[i * k + best]!) best = c;
      likeliest.add(best);
    }
    return likeliest.size === k;
  };

  /** Covariance of a component as a lower triangle row by row. */
  covariance(model: Float64Array, c: number): Float64Array {
    const { columns, block } = this;
    const { variances } = this.places;
    const own = model.subarray(variances + (this.blocks === 1 ? 0 : c) * block);
    if (this.#shape === "full" || this.#shape === "tied") return own.slice(0, block);
    const out = new Float64Array(columns * (columns + 1) / 2);
    for (let j = 0; j < columns; j++) out[j * (j + 3) / 2] = own[this.#shape === "spherical" ? 0 : j]!;
    return out;
  }

  /** Gives the kernel a model; false if a variance makes no sense. */
  #place(model: Float64Array): boolean {
    const { k, columns, block } = this;
    const { means, variances } = this.places;
    const { factors, constants } = this.#kernel;
    this.#kernel.means.set(model.subarray(means, variances));
    for (let c = 0; c < k; c++) {
      const own = model.subarray(variances + (this.blocks === 1 ? 0 : c) * block);
      let volume = 0;
      if (this.#shape === "full" || this.#shape === "tied") {
        const factor = factors.subarray(c * block, (c + 1) * block);
        if (cholesky(own, columns, factor, leastVariance) >= 0) return false;
        invertLower(factor, columns);
        for (let j = 0; j < columns; j++) volume += Math.log(factor[j * (j + 3) / 2]!);
      } else {
        for (let j = 0; j < columns; j++) {
          const variance = own[this.#shape === "spherical" ? 0 : j]!;
          if (!(variance > leastVariance)) return false;
          factors[c * columns + j] = 1 / Math.sqrt(variance);
          volume -= Math.log(variance) / 2;
        }
      }
      constants[c] = Math.log(model[c]!) + volume - columns / 2 * Math.log(2 * Math.PI);
    }
    return true;
  }
}
