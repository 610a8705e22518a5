import { LatentClassKernel } from "../kernels/mod.ts";
import type { PatternTable } from "./_answer_patterns.ts";
import type { EmStep } from "./_climb.ts";
import { type Design, membershipChances, newtonStep } from "./_membership_logit.ts";

/** Chances are kept this far from 0, so that logarithms exist; results show less than 1e-12 as 0. */
const floor = 1e-30;

/**
 * EM of latent classes over patterns of answers. A model is one row of numbers: `chances[a * width + c]` of each
 * answer, then either the classes' shares or, with covariates, the coefficients of their logit.
 */
export class LatentClassEm {
  readonly k: number;
  readonly width: number;
  readonly #kernel: LatentClassKernel;
  readonly #table: PatternTable;
  readonly #design: Design | null;
  #people: number;

  /** @param design Covariates of each group; null without. */
  static async over(table: PatternTable, k: number, design: Design | null): Promise<LatentClassEm> {
    return new LatentClassEm(await LatentClassKernel.over(table, k), table, k, design);
  }

  private constructor(kernel: LatentClassKernel, table: PatternTable, k: number, design: Design | null) {
    this.k = k;
    this.width = kernel.width;
    this.#kernel = kernel;
    this.#table = table;
    this.#design = design;
    this.#people = table.weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Puts other weights of the patterns in the place of the table's. */
  weigh(weights: Float64Array): void {
    this.#kernel.weights.set(weights);
    this.#people = weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** A model with chances drawn evenly and classes of equal size. */
  start(random: () => number): Float64Array {
    const { answers, items, first } = this.#table;
    const { k, width } = this;
    const model = new Float64Array(answers * width + (this.#design ? (k - 1) * this.#design.columns : width));
    for (let j = 0; j < items; j++) {
      for (let c = 0; c < width; c++) {
        let sum = 0;
        for (let a = first[j]!; a < first[j + 1]!; a++) {
          sum += model[a * width + c] = c < k ? Math.max(random(), floor) : 1;
        }
        for (let a = first[j]!; a < first[j + 1]!; a++) model[a * width + c]! /= sum;
      }
    }
    if (!this.#design) { for (let c = 0; c < k; c++) model[answers * width + c] = 1 / k; }
    return model;
  }

  /** One EM step. */
  readonly step: EmStep = (from, to) => {
    const { answers, items, first } = this.#table;
    const { width } = this;
    this.#place(from);
    const { logLikelihood, counts, sums } = this.#kernel.expect();
    for (let j = 0; j < items; j++) {
      for (let c = 0; c < width; c++) {
        let total = 0;
        for (let a = first[j]!; a < first[j + 1]!; a++) total += counts[a * width + c]!;
        for (let a = first[j]!; a < first[j + 1]!; a++) {
          const at = a * width + c;
          to[at] = total > 0 ? Math.max(counts[at]! / total, floor) : from[at]!;
        }
      }
    }
    const membership = answers * width;
    if (this.#design) {
      newtonStep(
        this.#design,
        from.subarray(membership),
        this.k,
        width,
        sums,
        this.#kernel.priors,
        to.subarray(membership),
      );
    } else {
      for (let c = 0; c < this.k; c++) to[membership + c] = Math.max(sums[c]! / this.#people, floor);
    }
    return logLikelihood;
  };

  /** Brings chances and shares that a long step made too small back above 0, and their sums back to 1. */
  readonly repair = (model: Float64Array, safe: Float64Array): void => {
    const { answers, items, first } = this.#table;
    const { width } = this;
    const norm = (from: number, to: number, stride: number) => {
      let sum = 0;
      for (let at = from; at < to; at += stride) sum += model[at] = Math.max(model[at]!, 0.1 * safe[at]!);
      for (let at = from; at < to; at += stride) model[at] = Math.max(model[at]! / sum, floor);
    };
    for (let j = 0; j < items; j++) {
      for (let c = 0; c < width; c++) norm(first[j]! * width + c, first[j + 1]! * width + c, width);
    }
    if (!this.#design) norm(answers * width, answers * width + this.k, 1);
  };

  /** Chances of every pattern to be of each class, `[p * width + c]`. */
  posterior(model: Float64Array): Float64Array {
    this.#place(model);
    return this.#kernel.posterior().slice();
  }

  /** Chances of every group to be of each class, `[g * width + c]`. */
  priors(model: Float64Array): Float64Array {
    this.#place(model);
    return this.#kernel.priors.slice();
  }

  /** Coefficients of membership in a model, or its classes' shares. */
  membership(model: Float64Array): Float64Array {
    return model.subarray(this.#kernel.chances.length);
  }

  #place(model: Float64Array): void {
    const { chances, priors } = this.#kernel;
    chances.set(model.subarray(0, chances.length));
    const membership = this.membership(model);
    if (this.#design) membershipChances(this.#design, membership, this.k, this.width, priors);
    else priors.set(membership);
  }
}
