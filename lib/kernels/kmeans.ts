import { KMeansCalls } from "./_kmeans_calls.ts";
import { type KMeansLayout, layOut } from "./_kmeans_layout.ts";
import { type Moved, placeCentres, squaredDistance } from "./_place_centres.ts";
import { plusPlus } from "./_plus_plus.ts";
import { Team } from "./_team.ts";
import { assignment } from "./assignment.ts";
import type { Matrix } from "./matrix.ts";

let compiled: Promise<WebAssembly.Module> | undefined;

/** The compiled kernel, read and compiled on first use: a report without clustering never pays for it. */
function kmeansModule(): Promise<WebAssembly.Module> {
  return compiled ??= Deno.readFile(new URL("./kmeans.wasm", import.meta.url)).then((bytes) =>
    WebAssembly.compile(bytes)
  );
}

/** Where k-means ended from one start. */
export interface KMeansRun {
  /** `centres[c * columns + j]`. */
  readonly centres: Float64Array;
  /** Rows (or their weight) of each centre. */
  readonly sizes: Float64Array;
  /** Sum of squared distances to the nearest centre (weighted). */
  readonly withinSS: number;
  /** Steps after the first assignment. */
  readonly iterations: number;
  /** Whether no row changed its centre, or centres moved less than the tolerance, before the limit. */
  readonly converged: boolean;
}

/** How far to go. */
export interface KMeansLimits {
  /** Default 300. */
  readonly maxIterations?: number;
  /**
   * Stop when the squared movements of the centres add up to at most this share of the columns' mean variance (as
   * scikit-learn, there 1e-4). Default 0: until no row changes.
   */
  readonly tolerance?: number;
  /**
   * Begin with the bounds of the run before, which still hold when centres have moved: a start near its end costs
   * little. Centres then come in the order that fits the run before. Default false.
   */
  readonly warm?: boolean;
}

/** What a kernel is prepared with. */
export interface KMeansSetting {
  /** One number a row, not negative. A row of weight 0 gets a label and moves nothing. Default: all 1. */
  readonly weights?: Float64Array | undefined;
  /** Workers beside this thread, see {@linkcode KMeansKernel.helpers}. Default 0. Results never depend on it. */
  readonly helpers?: number;
}

/**
 * K-means over one matrix. Room for bounds and labels is made once and serves every start.
 *
 * Lloyd's algorithm (1982) with Hamerly's bounds (2010): the answer is that of measuring every row against every
 * centre, but rows whose nearest centre cannot have changed are skipped. The first pass costs rows × k × columns,
 * later ones little more than rows. Ten bytes a row beside the data, eight more with weights.
 *
 * @example
 * ```ts
 * import { KMeansKernel, matrixOf } from "./mod.ts";
 * using kernel = await KMeansKernel.over(matrixOf([[0, 1, 10, 11], [0, 0, 0, 0]]), 2);
 * const { centres, withinSS } = kernel.run(new Float64Array([0, 0, 1, 0]));
 * if (centres.join() !== "0.5,0,10.5,0" || withinSS !== 1) throw new Error();
 * if (kernel.labels().join() !== "0,0,1,1") throw new Error();
 * ```
 */
export class KMeansKernel implements Disposable {
  readonly #matrix: Matrix;
  readonly #k: number;
  readonly #layout: KMeansLayout;
  readonly #calls: KMeansCalls;
  readonly #team: Team;
  /** Where the centres stood when the bounds in memory were made. */
  #last: Float64Array | undefined;
  #middle: Middle | undefined;

  /**
   * Prepares k-means over a matrix. The matrix's scratch memory is the kernel's until it is closed.
   *
   * @param k Number of centres, 1 to 65,535.
   */
  static async over(matrix: Matrix, k: number, setting: KMeansSetting = {}): Promise<KMeansKernel> {
    return new KMeansKernel(await kmeansModule(), matrix, k, setting);
  }

  /** How many helpers pay for themselves: none for few rows, one a further core for many. */
  static helpers(rows: number): number {
    return rows < 200_000 ? 0 : Team.helpers();
  }

  private constructor(module: WebAssembly.Module, matrix: Matrix, k: number, setting: KMeansSetting) {
    this.#matrix = matrix;
    this.#k = k;
    this.#layout = layOut(matrix, k, setting.weights !== undefined);
    if (setting.weights) this.weigh(setting.weights);
    this.#team = new Team(module, matrix.memory, setting.helpers);
    this.#calls = new KMeansCalls(this.#team, matrix, this.#layout);
  }

  /** Puts other weights in the place of those the kernel was prepared with. */
  weigh(weights: Float64Array): void {
    this.#layout.weights?.view.set(weights);
    this.#middle = undefined;
    this.#last = undefined;
  }

  /**
   * Centres by k-means++ (Arthur & Vassilvitskii 2007), each the best of 2 + ln k draws, as scikit-learn does.
   *
   * @param random Numbers in [0, 1).
   * @param draws Rows drawn for each centre, of which the best is taken; 1 is the original method.
   * @returns `centres[c * columns + j]`.
   */
  plusPlus(random: () => number, draws: number = 2 + Math.floor(Math.log(this.#k))): Float64Array {
    const { rows, columns, width, data } = this.#matrix;
    const { upper, lower: room, centres, weights } = this.#layout;
    this.#last = undefined;
    const lower = (row: number) => {
      centres.view.set(data.subarray(row * width, (row + 1) * width));
      return this.#calls.nearer();
    };
    const seeding = {
      rows,
      k: this.#k,
      weights: weights?.view ?? null,
      nearest: upper.view,
      nearer: room.view,
      lower,
      draws,
    };
    const out = new Float64Array(this.#k * columns);
    plusPlus(seeding, random).forEach((row, c) =>
      out.set(data.subarray(row * width, row * width + columns), c * columns)
    );
    return out;
  }

  /** Runs from the given centres (`centres[c * columns + j]`) until nothing changes or a limit is reached. */
  run(start: Float64Array, { maxIterations = 300, tolerance = 0, warm }: KMeansLimits = {}): KMeansRun {
    const near = tolerance * this.#around().variance;
    let centres: Float64Array = Float64Array.from(start);
    if (warm && this.#last) centres = this.#inOrderOf(this.#last, centres);
    const moved = this.#place(centres, warm ? this.#last : undefined);
    // Bounds are no help when centres have jumped.
    if (warm && this.#last && moved.most < moved.gap) this.#calls.step(moved);
    else this.#calls.assign();
    let iterations = 0;
    let converged = false;
    while (!converged && iterations < maxIterations) {
      iterations++;
      const next = this.#means(centres);
      const moved = this.#place(next, centres);
      centres = next;
      const changed = this.#calls.step(moved);
      converged = changed === 0 || moved.total <= near;
    }
    this.#last = centres.slice();
    const { sums, counts } = this.#totals();
    for (let c = 0; c < this.#k; c++) this.#mean(sums, counts, c, centres);
    return { centres, sizes: counts, withinSS: this.#within(centres, counts), iterations, converged };
  }

  /** The nearest centre of each row, as the last run left it. */
  labels(): Uint16Array {
    return this.#layout.labels.view.slice();
  }

  /**
   * Centres, sizes and sum of squares of a grouping, measured afresh from every row: a run keeps its sums by many
   * small additions, and what they leave behind stays out of published numbers.
   *
   * @param labels Centre of each row, 0 to k − 1.
   */
  exact(labels: Uint16Array): Pick<KMeansRun, "centres" | "sizes" | "withinSS"> {
    const { labels: own } = this.#layout;
    this.#last = undefined;
    own.view.set(labels);
    this.#calls.gather(own.at);
    const { sums, counts } = this.#totals();
    const centres = new Float64Array(this.#k * this.#matrix.columns);
    for (let c = 0; c < this.#k; c++) this.#mean(sums, counts, c, centres);
    return { centres, sizes: counts, withinSS: this.#spread(centres, own.at) };
  }

  /** Sum of squared distances of all rows to their mean (weighted). */
  totalSS(): number {
    return this.#around().total;
  }

  /** Sends helpers home. */
  close(): void {
    this.#team.close();
  }

  /** As {@linkcode KMeansKernel.close}, at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** The same centres in the order in which they lie nearest to others. */
  #inOrderOf(others: Float64Array, centres: Float64Array): Float64Array {
    const { columns } = this.#matrix;
    const range = Array.from({ length: this.#k }, (_, c) => c);
    const nearest = assignment(
      range.map((c) => range.map((o) => squaredDistance(others, c, centres, o, columns))),
    );
    const out = new Float64Array(centres.length);
    nearest.forEach((o, c) => out.set(centres.subarray(o * columns, (o + 1) * columns), c * columns));
    return out;
  }

  /** Sums (`sums[c * width + j]`) and counts of all blocks together. */
  #totals(): { sums: Float64Array; counts: Float64Array } {
    const [first, ...rest] = this.#layout.blocks;
    const sums = first!.sums.view.slice();
    const counts = first!.counts.view.slice();
    for (const block of rest) {
      for (let i = 0; i < sums.length; i++) sums[i]! += block.sums.view[i]!;
      for (let c = 0; c < counts.length; c++) counts[c]! += block.counts.view[c]!;
    }
    return { sums, counts };
  }

  /** Writes the mean of centre `c` in its place; false where it has no rows. */
  #mean(sums: Float64Array, counts: Float64Array, c: number, centres: Float64Array): boolean {
    const { columns, width } = this.#matrix;
    const count = counts[c]!;
    if (count <= 1e-9) return false;
    for (let j = 0; j < columns; j++) centres[c * columns + j] = sums[c * width + j]! / count;
    return true;
  }

  /** New centres from the blocks' sums; a centre without rows takes the row farthest from its own centre. */
  #means(before: Float64Array): Float64Array {
    const { rows, columns, width, data } = this.#matrix;
    const { sums, counts } = this.#totals();
    const { upper: { view: upper }, weights } = this.#layout;
    const next = before.slice();
    const taken = new Set<number>();
    for (let c = 0; c < this.#k; c++) {
      if (this.#mean(sums, counts, c, next)) continue;
      let far = -1;
      for (let i = 0; i < rows; i++) {
        if ((far < 0 || upper[i]! > upper[far]!) && weights?.view[i] !== 0 && !taken.has(i)) far = i;
      }
      if (far >= 0) next.set(data.subarray(far * width, far * width + columns), c * columns);
      taken.add(far);
    }
    return next;
  }

  #place(centres: Float64Array, before?: Float64Array): Moved {
    return placeCentres(this.#matrix, this.#layout, this.#k, centres, before);
  }

  /** The mean of all rows and the sum of squares around it, worked out once, with the memory of the sums. */
  #around(): Middle {
    if (this.#middle) return this.#middle;
    this.#last = undefined;
    const at = new Float64Array(this.#matrix.columns);
    this.#calls.gather(0);
    const { sums, counts } = this.#totals();
    this.#mean(sums, counts, 0, at);
    const total = this.#spread(at, 0);
    return this.#middle = { at, total, variance: total / (counts[0]! * this.#matrix.columns) };
  }

  /** The sum of squares within, from that around the mean less what the centres explain: no pass over the rows. */
  #within(centres: Float64Array, counts: Float64Array): number {
    const { columns } = this.#matrix;
    const { at, total } = this.#around();
    let explained = 0;
    for (let c = 0; c < this.#k; c++) explained += counts[c]! * squaredDistance(centres, c, at, 0, columns);
    // Where next to nothing is left, the difference of two large numbers says little.
    return total - explained > total * 1e-6
      ? total - explained
      : this.#spread(centres, this.#layout.labels.at);
  }

  #spread(centres: Float64Array, labels: number): number {
    const { columns, width } = this.#matrix;
    const { precise: { view } } = this.#layout;
    for (let i = 0; i < centres.length; i++) {
      view[Math.floor(i / columns) * width + i % columns] = centres[i]!;
    }
    return this.#calls.spread(labels);
  }
}

interface Middle {
  /** The mean of all rows, the sum of squares around it, and the mean variance of the columns. */
  readonly at: Float64Array;
  readonly total: number;
  readonly variance: number;
}
