import { type Matrix, Scratch } from "./matrix.ts";

interface Kernel {
  assign(...args: number[]): number;
  step(...args: number[]): number;
  nearer(...args: number[]): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The compiled kernel, read and compiled on first use: a report without clustering never pays for it. */
function kmeansModule(): Promise<WebAssembly.Module> {
  return compiled ??= Deno.readFile(new URL("./kmeans.wasm", import.meta.url)).then((bytes) =>
    WebAssembly.compile(bytes)
  );
}

/** Rows are added up in this many blocks, always, so that the last digits never depend on how many workers ran. */
const blocks = 8;
/** Stands for a centre that does not exist, in the padding to a multiple of four: farther than any real one. */
const nowhere = 1e18;

/** Where k-means ended from one start. */
export interface KMeansRun {
  /** `centres[c * columns + j]`. */
  readonly centres: Float64Array;
  /** Nearest centre of each row. */
  readonly labels: Uint16Array;
  /** Rows (or their weight) of each centre. */
  readonly sizes: Float64Array;
  /** Sum of squared distances to the nearest centre (weighted). */
  readonly withinSS: number;
  readonly iterations: number;
  /** Whether no row changed its centre, or centres moved less than the tolerance, before the limit. */
  readonly converged: boolean;
}

/** How far to go. */
export interface KMeansLimits {
  /** Default 300. */
  readonly maxIterations?: number;
  /** Stop when the summed squared movement of the centres is at most this. Default 0: until no row changes. */
  readonly tolerance?: number;
}

/**
 * K-means over one matrix. Room for bounds and labels is made once and serves every start.
 *
 * Lloyd's algorithm (1982) with Hamerly's bounds (2010): the answer is that of measuring every row against every
 * centre, but rows whose nearest centre cannot have changed are skipped. The first pass costs rows × k × columns,
 * later ones little more than rows. Ten bytes a row beside the data.
 *
 * @example
 * ```ts
 * import { KMeansKernel, matrixOf } from "./mod.ts";
 * const kernel = await KMeansKernel.over(matrixOf([[0, 1, 10, 11], [0, 0, 0, 0]]), 2);
 * const { centres, withinSS } = kernel.run(new Float64Array([0, 0, 1, 0]));
 * if (centres.join() !== "0.5,0,10.5,0" || withinSS !== 1) throw new Error();
 * ```
 */
export class KMeansKernel {
  readonly #matrix: Matrix;
  readonly #k: number;
  readonly #padded: number;
  readonly #kernel: Kernel;
  readonly #memory: Scratch;
  readonly #weights: number;
  readonly #labels: number;
  readonly #upper: number;
  readonly #lower: number;
  readonly #sums: number;
  readonly #counts: number;
  readonly #centres: number;
  readonly #turned: number;
  readonly #measured: number;
  readonly #drift: number;
  readonly #gaps: number;

  /**
   * Prepares k-means over a matrix.
   *
   * @param k Number of centres, 1 to 65,535.
   * @param weights One positive number a row. Default: all 1.
   */
  static async over(matrix: Matrix, k: number, weights?: Float64Array): Promise<KMeansKernel> {
    return new KMeansKernel(await kmeansModule(), matrix, k, weights);
  }

  private constructor(module: WebAssembly.Module, matrix: Matrix, k: number, weights?: Float64Array) {
    const { rows, width } = matrix;
    const memory = new Scratch(matrix);
    this.#matrix = matrix;
    this.#k = k;
    this.#padded = Math.ceil(k / 4) * 4;
    this.#memory = memory;
    this.#weights = weights ? memory.take(rows * 8) : 0;
    this.#labels = memory.take(rows * 2);
    this.#upper = memory.take(rows * 4);
    this.#lower = memory.take(rows * 4);
    this.#sums = memory.take(blocks * k * width * 8);
    this.#counts = memory.take(blocks * k * 8);
    this.#centres = memory.take(k * width * 4);
    this.#turned = memory.take(this.#padded * width * 4);
    this.#measured = memory.take(this.#padded * 4);
    this.#drift = memory.take(k * 4);
    this.#gaps = memory.take(k * 4);
    if (weights) memory.doubles(this.#weights, rows).set(weights);
    const instance = new WebAssembly.Instance(module, { env: { memory: matrix.memory } });
    this.#kernel = instance.exports as unknown as Kernel;
  }

  /**
   * Centres by k-means++ (Arthur & Vassilvitskii 2007), each the best of 2 + ln k draws, as scikit-learn does.
   *
   * @param random Numbers in [0, 1).
   * @returns `centres[c * columns + j]`.
   */
  plusPlus(random: () => number): Float64Array {
    const { rows, columns, width, data } = this.#matrix;
    const draws = 2 + Math.floor(Math.log(this.#k));
    const weights = this.#weights ? this.#memory.doubles(this.#weights, rows) : null;
    const nearest = this.#memory.singles(this.#upper, rows).fill(3e38);
    const best = new Float32Array(rows);
    const out = new Float64Array(this.#k * columns);
    const centre = this.#memory.singles(this.#centres, width);
    const take = (row: number): number => {
      centre.set(data.subarray(row * width, (row + 1) * width));
      return this.#blocks((from, to) =>
        this.#kernel.nearer(this.#at, this.#weights, from, to, width, this.#centres, this.#upper)
      );
    };
    let row = draw(random, rows, (i) => weights ? weights[i]! : 1);
    let sum = take(row);
    out.set(data.subarray(row * width, row * width + columns));
    for (let c = 1; c < this.#k; c++) {
      const before = nearest.slice();
      let least = Infinity;
      for (let t = 0; t < draws; t++) {
        const candidate = draw(random, rows, (i) => before[i]! * (weights ? weights[i]! : 1), sum);
        nearest.set(before);
        const reached = take(candidate);
        if (reached < least) {
          least = reached;
          row = candidate;
          best.set(nearest);
        }
      }
      nearest.set(best);
      sum = least;
      out.set(data.subarray(row * width, row * width + columns), c * columns);
    }
    return out;
  }

  /** Runs from the given centres (`centres[c * columns + j]`) until nothing changes or a limit is reached. */
  run(start: Float64Array, { maxIterations = 300, tolerance = 0 }: KMeansLimits = {}): KMeansRun {
    const { rows, columns, width } = this.#matrix;
    const k = this.#k;
    let centres: Float64Array = Float64Array.from(start);
    this.#place(centres);
    this.#assign();
    let iterations = 0;
    let converged = false;
    while (!converged && iterations < maxIterations) {
      iterations++;
      const next = this.#means(centres);
      const moved = this.#place(next, centres);
      centres = next;
      const changed = this.#step(moved);
      converged = changed === 0 || moved.total <= tolerance;
    }
    const labels = this.#memory.labels(this.#labels, rows).slice();
    const { sums, counts } = this.#exact(labels);
    centres = new Float64Array(k * columns);
    for (let c = 0; c < k; c++) {
      for (let j = 0; j < columns; j++) {
        centres[c * columns + j] = counts[c]! > 0
          ? sums[c * width + j]! / counts[c]!
          : start[c * columns + j]!;
      }
    }
    return { centres, labels, sizes: counts, withinSS: this.#within(labels, centres), iterations, converged };
  }

  get #at(): number {
    return this.#matrix.offset;
  }

  #blocks(work: (from: number, to: number, block: number) => number): number {
    const { rows } = this.#matrix;
    let sum = 0;
    for (let block = 0; block < blocks; block++) {
      sum += work(Math.floor(rows * block / blocks), Math.floor(rows * (block + 1) / blocks), block);
    }
    return sum;
  }

  #assign(): void {
    const { width } = this.#matrix;
    const k = this.#k;
    this.#memory.doubles(this.#sums, blocks * k * width).fill(0);
    this.#memory.doubles(this.#counts, blocks * k).fill(0);
    this.#blocks((from, to, block) =>
      this.#kernel.assign(
        ...[this.#at, this.#weights, from, to, width, this.#turned, k, this.#padded],
        ...[this.#labels, this.#upper, this.#lower],
        ...[this.#sums + block * k * width * 8, this.#counts + block * k * 8, this.#measured],
      )
    );
  }

  #step(moved: Moved): number {
    const { width } = this.#matrix;
    const k = this.#k;
    return this.#blocks((from, to, block) =>
      this.#kernel.step(
        ...[this.#at, this.#weights, from, to, width, this.#centres, this.#turned, k, this.#padded],
        ...[this.#labels, this.#upper, this.#lower],
        ...[this.#sums + block * k * width * 8, this.#counts + block * k * 8, this.#measured],
        ...[this.#drift, this.#gaps, moved.far, moved.most, moved.next],
      )
    );
  }

  /** New centres from the blocks' sums; a centre without rows takes the row farthest from its own centre. */
  #means(before: Float64Array): Float64Array {
    const { rows, columns, width, data } = this.#matrix;
    const k = this.#k;
    const sums = this.#memory.doubles(this.#sums, blocks * k * width);
    const counts = this.#memory.doubles(this.#counts, blocks * k);
    const next = new Float64Array(k * columns);
    const taken = new Set<number>();
    for (let c = 0; c < k; c++) {
      let count = 0;
      for (let block = 0; block < blocks; block++) count += counts[block * k + c]!;
      if (count > 1e-9) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let block = 0; block < blocks; block++) sum += sums[(block * k + c) * width + j]!;
          next[c * columns + j] = sum / count;
        }
        continue;
      }
      const upper = this.#memory.singles(this.#upper, rows);
      let far = -1;
      for (let i = 0; i < rows; i++) if (!taken.has(i) && (far < 0 || upper[i]! > upper[far]!)) far = i;
      if (far < 0) next.set(before.subarray(c * columns, (c + 1) * columns), c * columns);
      else next.set(data.subarray(far * width, far * width + columns), c * columns);
      taken.add(far);
    }
    return next;
  }

  /** Puts centres where the kernel reads them, and works out how far they moved and how far apart they stand. */
  #place(centres: Float64Array, before?: Float64Array): Moved {
    const { columns, width } = this.#matrix;
    const k = this.#k;
    const rows = this.#memory.singles(this.#centres, k * width).fill(0);
    const turned = this.#memory.singles(this.#turned, this.#padded * width).fill(0);
    for (let c = 0; c < this.#padded; c++) {
      for (let j = 0; j < columns; j++) {
        const value = c < k ? centres[c * columns + j]! : nowhere;
        turned[j * this.#padded + c] = value;
        if (c < k) rows[c * width + j] = value;
      }
    }
    const drift = this.#memory.singles(this.#drift, k);
    const gaps = this.#memory.singles(this.#gaps, k);
    const moved = { far: -1, most: 0, next: 0, total: 0 };
    for (let c = 0; c < k; c++) {
      const apart = before ? squared(centres, c, before, c, columns) : 0;
      moved.total += apart;
      drift[c] = Math.sqrt(apart) * 1.000001;
      if (moved.far < 0 || drift[c]! > moved.most) {
        moved.next = moved.most;
        moved.most = drift[c]!;
        moved.far = c;
      } else if (drift[c]! > moved.next) moved.next = drift[c]!;
      let gap = Infinity;
      for (let other = 0; other < k; other++) {
        if (other !== c) gap = Math.min(gap, squared(centres, c, centres, other, columns));
      }
      gaps[c] = Math.sqrt(gap) / 2 * 0.999999;
    }
    return moved;
  }

  /** Sums and counts by label in double precision and row order, free of what many small updates leave behind. */
  #exact(labels: Uint16Array): { sums: Float64Array; counts: Float64Array } {
    const { rows, columns, width, data } = this.#matrix;
    const weights = this.#weights ? this.#memory.doubles(this.#weights, rows) : null;
    const sums = new Float64Array(this.#k * width);
    const counts = new Float64Array(this.#k);
    for (let i = 0; i < rows; i++) {
      const weight = weights ? weights[i]! : 1;
      const at = labels[i]! * width;
      counts[labels[i]!]! += weight;
      for (let j = 0; j < columns; j++) sums[at + j]! += weight * data[i * width + j]!;
    }
    return { sums, counts };
  }

  #within(labels: Uint16Array, centres: Float64Array): number {
    const { rows, columns, width, data } = this.#matrix;
    const weights = this.#weights ? this.#memory.doubles(this.#weights, rows) : null;
    let total = 0;
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) {
        const t = data[i * width + j]! - centres[labels[i]! * columns + j]!;
        sum += t * t;
      }
      total += sum * (weights ? weights[i]! : 1);
    }
    return total;
  }
}

interface Moved {
  /** The centre that moved most, how far, how far the next, and the sum of squares. */
  readonly far: number;
  readonly most: number;
  readonly next: number;
  readonly total: number;
}

function squared(a: Float64Array, i: number, b: Float64Array, j: number, columns: number): number {
  let sum = 0;
  for (let x = 0; x < columns; x++) {
    const t = a[i * columns + x]! - b[j * columns + x]!;
    sum += t * t;
  }
  return sum;
}

/** A row drawn with chance in proportion to `share(i)`. */
function draw(random: () => number, rows: number, share: (i: number) => number, total?: number): number {
  let sum = total ?? 0;
  if (total === undefined) { for (let i = 0; i < rows; i++) sum += share(i); }
  let left = random() * sum;
  let last = 0;
  for (let i = 0; i < rows; i++) {
    const s = share(i);
    if (s <= 0) continue;
    last = i;
    left -= s;
    if (left < 0) return i;
  }
  return last;
}
