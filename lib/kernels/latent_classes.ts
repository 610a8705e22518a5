interface Kernel {
  readonly memory: WebAssembly.Memory;
  free(): number;
  expect(...args: number[]): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The compiled kernel, read and compiled on first use: a report without clustering never pays for it. */
function latentClassModule(): Promise<WebAssembly.Module> {
  return compiled ??= Deno.readFile(new URL("./latent_classes.wasm", import.meta.url)).then((bytes) =>
    WebAssembly.compile(bytes)
  );
}

type Place = "cells" | "weights" | "group" | "priors" | "chances" | "counts" | "sums" | "posterior";

const page = 65_536;

/** Distinct patterns of answers, and how many people gave each. */
export interface AnswerPatterns {
  readonly patterns: number;
  readonly items: number;
  /** All possible answers of all items together; they are numbered from 0. */
  readonly answers: number;
  /** `cells[p * items + j]`: number of the answer pattern `p` gives to item `j`; `answers` where it is missing. */
  readonly cells: Uint32Array;
  /** People (or their weight) of each pattern; positive. */
  readonly weights: Float64Array;
  /** Groups with chances of membership of their own (people with equal covariates); 1 without covariates. */
  readonly groups: number;
  /** Group of each pattern. */
  readonly group: Uint32Array;
}

/** What one step expects. The arrays belong to the kernel and are overwritten by the next step. */
export interface Expected {
  readonly logLikelihood: number;
  /** `counts[a * width + c]`: expected people of class `c` who gave answer `a`. */
  readonly counts: Float64Array;
  /** `sums[g * width + c]`: expected people of class `c` in group `g`. */
  readonly sums: Float64Array;
}

/**
 * The expectation step of latent class analysis (Dempster, Laird & Rubin 1977; Goodman 1974) over distinct patterns.
 *
 * Patterns × items × classes multiplications and as many additions in WebAssembly SIMD, double precision. Chances are
 * multiplied, not their logarithms added; what would become too small is scaled up by powers of two on the way, so
 * any number of items works as long as chances are 1e-30 or more.
 *
 * @example
 * ```ts
 * import { LatentClassKernel } from "./latent_classes.ts";
 * // One yes/no item (answers 0 and 1), 3 people say no, 1 says yes; two classes.
 * const kernel = await LatentClassKernel.over({
 *   patterns: 2, items: 1, answers: 2, cells: new Uint32Array([0, 1]), weights: new Float64Array([3, 1]),
 *   groups: 1, group: new Uint32Array(2),
 * }, 2);
 * kernel.priors.set([0.5, 0.5]);
 * kernel.chances.set([0.8, 0.4, 0.2, 0.6]);
 * const { logLikelihood, sums } = kernel.expect();
 * // P(no) = 0.6, P(yes) = 0.4; class 1 gets 3 × 0.4 / 0.6 + 1 × 0.1 / 0.4 people.
 * if (logLikelihood.toFixed(12) !== (3 * Math.log(0.6) + Math.log(0.4)).toFixed(12)) throw new Error();
 * if (sums[0]?.toFixed(12) !== "2.250000000000") throw new Error();
 * ```
 */
export class LatentClassKernel {
  /** Classes in memory: k, padded to an even number with classes nobody is in. */
  readonly width: number;
  /** `priors[g * width + c]`: chance of class `c` in group `g`. Written by the caller; 0 for padding. */
  readonly priors: Float64Array;
  /** `chances[a * width + c]`: chance that someone of class `c` gives answer `a`, 1e-30 or more. Written by the caller. */
  readonly chances: Float64Array;
  /** People of each pattern: the table's, until others are written. A pattern of 0 people costs next to nothing. */
  readonly weights: Float64Array;
  readonly #table: AnswerPatterns;
  readonly #kernel: Kernel;
  readonly #at: Readonly<Record<Place, number>>;
  readonly #counts: Float64Array;
  readonly #sums: Float64Array;
  readonly #posterior: Float64Array;

  /**
   * Prepares the step for a table of patterns.
   *
   * @param k Number of classes, 1 or more.
   * @throws {RangeError} The patterns are more than WebAssembly can address (4 GB).
   */
  static async over(table: AnswerPatterns, k: number): Promise<LatentClassKernel> {
    return new LatentClassKernel(await latentClassModule(), table, k);
  }

  private constructor(module: WebAssembly.Module, table: AnswerPatterns, k: number) {
    const kernel = new WebAssembly.Instance(module).exports as unknown as Kernel;
    const width = Math.ceil(k / 2) * 2;
    let bytes = kernel.free();
    const take = (length: number, size: 4 | 8) => {
      const at = bytes;
      bytes += Math.ceil(length * size / 16) * 16;
      return at;
    };
    const at = {
      cells: take(table.cells.length, 4),
      weights: take(table.patterns, 8),
      group: take(table.patterns, 4),
      priors: take(table.groups * width, 8),
      chances: take((table.answers + 1) * width, 8),
      counts: take((table.answers + 1) * width, 8),
      sums: take(table.groups * width, 8),
      posterior: take(table.patterns * width, 8),
    };
    if (bytes > page * page) {
      throw new RangeError(
        `Cannot hold ${table.patterns} patterns: the limit is 4 GB. Take a sample of the people.`,
      );
    }
    kernel.memory.grow(Math.max(0, Math.ceil((bytes - kernel.memory.buffer.byteLength) / page)));
    const { buffer } = kernel.memory;
    const doubles = (from: number, length: number) => new Float64Array(buffer, from, length);
    new Uint32Array(buffer, at.cells, table.cells.length).set(table.cells);
    new Uint32Array(buffer, at.group, table.patterns).set(table.group);
    this.weights = doubles(at.weights, table.patterns);
    this.weights.set(table.weights);
    doubles(at.chances, (table.answers + 1) * width).fill(1);
    this.width = width;
    this.priors = doubles(at.priors, table.groups * width);
    this.chances = doubles(at.chances, table.answers * width);
    this.#counts = doubles(at.counts, (table.answers + 1) * width);
    this.#sums = doubles(at.sums, table.groups * width);
    this.#posterior = doubles(at.posterior, table.patterns * width);
    this.#table = table;
    this.#kernel = kernel;
    this.#at = at;
  }

  /** One step with the chances as they stand. */
  expect(): Expected {
    return this.#run(0);
  }

  /**
   * Chances of every pattern to be of each class: `result[p * width + c]`. Overwritten by the next step.
   */
  posterior(): Float64Array {
    this.#run(this.width * 8);
    return this.#posterior;
  }

  #run(stride: number): Expected {
    const { patterns, items } = this.#table;
    const at = this.#at;
    this.#counts.fill(0);
    this.#sums.fill(0);
    const logLikelihood = this.#kernel.expect(
      ...[at.cells, at.weights, at.group, patterns, items, this.width],
      ...[at.priors, at.chances, at.counts, at.sums, at.posterior, stride],
    );
    return { logLikelihood, counts: this.#counts, sums: this.#sums };
  }
}
