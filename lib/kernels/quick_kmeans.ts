import type { Matrix } from "./matrix.ts";

interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly data: WebAssembly.Global;
  readonly rowOf: WebAssembly.Global;
  readonly shares: WebAssembly.Global;
  readonly counts: WebAssembly.Global;
  readonly own: WebAssembly.Global;
  readonly table: WebAssembly.Global;
  readonly labels: WebAssembly.Global;
  hold(people: number, rows: number, columns: number, width: number): void;
  room(k: number, others: number): void;
  prepare(): number;
  seed(low: number, high: number): void;
  bootstrap(slots: number, draws: number, near: number, limit: number, others: number): void;
  fit(starts: number, draws: number, near: number, limit: number): void;
}

let compiled: WebAssembly.Module | undefined;

/**
 * The compiled kernel, read and compiled on first use. At once: handed to another thread, these few kilobytes would wait
 * there behind the optimising of kernels that have just run, for longer than all the samples of a small table take.
 */
function quickModule(): WebAssembly.Module {
  return compiled ??= new WebAssembly.Module(
    Deno.readFileSync(new URL("./quick_kmeans.wasm", import.meta.url)),
  );
}

/** The people a kernel resamples. */
export interface QuickPeople {
  /** Different rows. */
  readonly matrix: Matrix;
  /** The row of each person. */
  readonly of: Uint32Array;
  /** What each person weighs; null: 1. */
  readonly weights: Float64Array | null;
}

/** Steps of one fit at most. */
const mostSteps = 100;

/**
 * Many quick k-means fits on resamples of the same people, at most some thousands of them: each a whole run (drawing,
 * k-means++, Lloyd's algorithm until it all but rests) in one call, in WebAssembly SIMD, four rows against all centres
 * at once. Single precision, centred: nearly equal distances may be told apart otherwise than by {@linkcode KMeansKernel}.
 *
 * @example
 * ```ts
 * import { matrixOf } from "./matrix.ts";
 * import { QuickKMeans } from "./quick_kmeans.ts";
 * const people = { matrix: matrixOf([[0, 1, 10, 11]]), of: Uint32Array.of(0, 1, 2, 3), weights: null };
 * const kernel = await QuickKMeans.over(people);
 * const labels = kernel.fit({ k: 2, counts: null, seed: 1, starts: 1 }, 0);
 * if (labels[0] !== labels[1] || labels[2] !== labels[3] || labels[0] === labels[2]) throw new Error();
 * ```
 */
export class QuickKMeans {
  readonly #kernel: Kernel;
  readonly #people: number;
  readonly #rows: number;
  readonly #variance: number;

  private constructor(module: WebAssembly.Module, { matrix, of, weights }: QuickPeople) {
    this.#kernel = new WebAssembly.Instance(module).exports as unknown as Kernel;
    this.#people = of.length;
    this.#rows = matrix.rows;
    this.#kernel.hold(of.length, matrix.rows, matrix.columns, matrix.width);
    const { buffer } = this.#kernel.memory;
    new Uint32Array(buffer, this.#kernel.rowOf.value, of.length).set(of);
    const shares = new Float64Array(buffer, this.#kernel.shares.value, of.length);
    if (weights) shares.set(weights);
    else shares.fill(1);
    new Float32Array(buffer, this.#kernel.data.value, matrix.data.length).set(matrix.data);
    this.#variance = this.#kernel.prepare();
  }

  /** Prepares fits on some people. */
  static async over(people: QuickPeople): Promise<QuickKMeans> {
    return new QuickKMeans(await quickModule(), people);
  }

  /**
   * Fits, and labels everybody by it.
   *
   * @param counts How often each person counts; null: once each.
   * @param tolerance The squared movements of all centres, added up, at which a fit ends, as a share of the columns' mean
   * variance.
   * @returns The nearest centre of each row, from 0. The next call overwrites it.
   */
  fit(
    { k, counts, seed, starts }: {
      readonly k: number;
      readonly counts: Float64Array | null;
      readonly seed: number;
      readonly starts: number;
    },
    tolerance: number,
  ): Uint16Array {
    const kernel = this.#kernel;
    kernel.room(k, 0);
    const own = new Float64Array(kernel.memory.buffer, kernel.counts.value, this.#people);
    if (counts) own.set(counts);
    else own.fill(1);
    kernel.seed(seed | 0, Math.floor(seed / 4_294_967_296) | 0);
    kernel.fit(starts, drawsFor(k), tolerance * this.#variance, mostSteps);
    return new Uint16Array(kernel.memory.buffer, kernel.labels.value, this.#rows);
  }

  /**
   * Draws a bootstrap sample of the people, clusters it from one start, and compares: again and again.
   *
   * @param labels A cluster of each person, from 0 to `clusters`.
   * @param rows Rows that starts are drawn from: the first so many of those that were drawn.
   * @returns For each sample, how many of the people drawn are in each pair: `table[label * (k + 1) + found]`, found from
   * 1. The next step overwrites it.
   */
  *bootstrap(
    { k, labels, clusters, seed, rows }: {
      readonly k: number;
      readonly labels: Uint16Array;
      readonly clusters: number;
      readonly seed: number;
      readonly rows: number;
    },
    tolerance: number,
  ): Generator<Uint32Array, never> {
    const kernel = this.#kernel;
    const near = tolerance * this.#variance;
    kernel.room(k, clusters);
    kernel.seed(seed | 0, Math.floor(seed / 4_294_967_296) | 0);
    new Uint16Array(kernel.memory.buffer, kernel.own.value, this.#people).set(labels);
    while (true) {
      kernel.bootstrap(rows, drawsFor(k), near, mostSteps, clusters);
      yield new Uint32Array(kernel.memory.buffer, kernel.table.value, (clusters + 1) * (k + 1));
    }
  }
}

/** Draws of k-means++ for each centre, as scikit-learn. */
function drawsFor(k: number): number {
  return 2 + Math.floor(Math.log(k));
}
