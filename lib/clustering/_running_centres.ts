import { inTurn, KMeansKernel } from "../kernels/mod.ts";
import type { Features } from "./features.ts";

/** Centres that batches of people move, and the sums behind the result. */
export class RunningCentres {
  readonly #k: number;
  readonly #centres: Float64Array;
  /** Weight of the people each centre has seen. */
  readonly #seen: Float64Array;
  readonly #labels: Uint16Array[] = [];
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #counts: Float64Array;

  /** @param centres `centres[c * columns + j]`; they are copied. */
  constructor(centres: Float64Array, seen: Float64Array, readonly columns: number) {
    this.#k = seen.length;
    this.#centres = centres.slice();
    this.#seen = seen.slice();
    this.#sums = new Float64Array(centres.length);
    this.#squares = new Float64Array(columns);
    this.#counts = new Float64Array(this.#k);
  }

  /** Moves each centre towards the batch's mean of it. */
  async move(batch: Features): Promise<void> {
    const { centres, sizes } = await this.#assign(batch);
    for (let c = 0; c < this.#k; c++) {
      if (sizes[c] === 0) continue;
      this.#seen[c]! += sizes[c]!;
      const share = sizes[c]! / this.#seen[c]!;
      for (let j = c * this.columns; j < (c + 1) * this.columns; j++) {
        this.#centres[j]! += (centres[j]! - this.#centres[j]!) * share;
      }
    }
  }

  /** Labels the people of a batch for good and adds them up. */
  async label(batch: Features): Promise<void> {
    const { labels, centres, sizes } = await this.#assign(batch);
    this.#labels.push(labels);
    for (let c = 0; c < this.#k; c++) {
      this.#counts[c]! += sizes[c]!;
      for (let j = c * this.columns; j < (c + 1) * this.columns; j++) {
        this.#sums[j]! += sizes[c]! * centres[j]!;
      }
    }
    const { data, width, rows } = batch.matrix;
    for (let i = 0; i < rows; i++) {
      const weight = batch.weights?.[i] ?? 1;
      for (let j = 0; j < this.columns; j++) this.#squares[j]! += weight * data[i * width + j]! ** 2;
    }
  }

  /** Labels, means of the labelled people, their sizes and sums of squares. */
  measured(): {
    labels: Uint16Array;
    centres: Float64Array;
    sizes: Float64Array;
    withinSS: number;
    totalSS: number;
  } {
    const { columns } = this;
    const centres = this.#centres.slice();
    const all = this.#counts.reduce((sum, count) => sum + count, 0);
    let squares = 0;
    let middle = 0;
    let between = 0;
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      squares += this.#squares[j]!;
      for (let c = 0; c < this.#k; c++) {
        const own = this.#sums[c * columns + j]!;
        sum += own;
        if (this.#counts[c]! === 0) continue;
        centres[c * columns + j] = own / this.#counts[c]!;
        between += own * own / this.#counts[c]!;
      }
      middle += sum * sum / all;
    }
    const labels = new Uint16Array(this.#labels.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#labels) {
      labels.set(part, at);
      at += part.length;
    }
    return {
      labels,
      centres,
      sizes: this.#counts,
      withinSS: Math.max(0, squares - between),
      totalSS: Math.max(0, squares - middle),
    };
  }

  /** Nearest centre of each person, and the batch's mean and weight of each centre. */
  #assign({ matrix, weights }: Features): Promise<{
    labels: Uint16Array;
    centres: Float64Array;
    sizes: Float64Array;
  }> {
    return inTurn(matrix, async () => {
      const helpers = KMeansKernel.helpers(matrix.rows);
      using kernel = await KMeansKernel.over(matrix, this.#k, { weights: weights ?? undefined, helpers });
      const { centres, sizes } = kernel.run(this.#centres, { maxIterations: 0 });
      return { labels: kernel.labels(), centres, sizes };
    });
  }
}
