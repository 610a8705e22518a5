import { allocateMatrix, KMeansKernel, type Matrix, random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { drawRows } from "./_draw_rows.ts";
import { principalAxes } from "./_principal_axes.ts";
import { rowsOf } from "./_rows_of.ts";
import type { Features } from "./features.ts";

/** How to measure gaps. */
export interface GapOptions {
  /** Numbers of clusters, rising; 1 belongs to them. Default 1 to 8. */
  readonly k?: readonly number[];
  /** Data sets without clusters to compare with. Default 20. */
  readonly references?: number;
  /** Starts of each k-means. Default 3. */
  readonly restarts?: number;
  /** Beyond this many people, a random sample of them. Default 2,000. */
  readonly sample?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/** The gap at one number of clusters. */
export interface Gap {
  /** Number of clusters. */
  readonly k: number;
  /** ln of the sum of squares within. */
  readonly logWithin: number;
  /** The same, on average of data without clusters. */
  readonly reference: number;
  /** reference − logWithin: how much tighter the clusters are than those of data without any. */
  readonly gap: number;
  /** Of the gap, the simulation's share in it included. */
  readonly standardError: number;
}

/** Gaps for a range of numbers of clusters. */
export interface GapStatistic {
  /** One for each number of clusters, in the order asked for. */
  readonly gaps: readonly Gap[];
  /** The smallest k whose gap is within one standard error of the largest. */
  readonly k: number;
  /** People measured. */
  readonly n: number;
}

/**
 * Gap statistic (Tibshirani, Walther & Hastie 2001) of k-means: compares the sum of squares within with that of points
 * spread evenly over the box around the data along its principal axes. Rows × k × columns × references.
 *
 * The number of clusters is read by the rule of Dudoit & Fridlyand (2002): that of the first paper stops at 1 when two
 * clusters are no better than one but three are.
 *
 * Data of few answers (yes/no) are no points in a box: their gaps rise with k whatever there is to find.
 *
 * @throws {InputError} A k is not a whole number from 1 to the number of people, or there is no reference.
 *
 * @example
 * ```ts
 * import { matrixOf, random } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * import { gapStatistic } from "./gap_statistic.ts";
 * const next = random(1);
 * const column = (apart: number) => Array.from({ length: 90 }, (_, i) => i % 3 * apart + next());
 * const data = featuresOfMatrix(matrixOf([column(9), column(0)]));
 * if ((await gapStatistic(data)).k !== 3) throw new Error();
 * ```
 */
export async function gapStatistic(features: Features, options: GapOptions = {}): Promise<GapStatistic> {
  const { k = [1, 2, 3, 4, 5, 6, 7, 8], references = 20, restarts = 3, sample = 2000, seed = 1, signal } =
    options;
  const { rows } = features.matrix;
  const drawn = rows > sample ? drawRows(rows, sample, seed) : null;
  const matrix = drawn
    ? rowsOf(features.matrix, drawn)
    : rowsOf(features.matrix, Uint32Array.from({ length: rows }, (_, i) => i));
  const wrong = k.find((clusters) => !Number.isInteger(clusters) || clusters < 1 || clusters > matrix.rows);
  if (k.length === 0 || wrong !== undefined) {
    throw new InputError(`Cannot measure the gap of ${wrong ?? "no"} clusters of ${matrix.rows} people`);
  }
  if (!Number.isInteger(references) || references < 1) {
    throw new InputError(`Cannot compare with ${references} data sets: give a whole number from 1`);
  }
  const weights = features.weights &&
    (drawn ? Float64Array.from(drawn, (row) => features.weights![row]!) : features.weights);
  const next = random(seed);
  const box = boxAround(matrix);
  const own = await logWithins(matrix, weights, k, restarts, next);
  const others: number[][] = [];
  for (let reference = 0; reference < references; reference++) {
    signal?.throwIfAborted();
    others.push(await logWithins(evenly(matrix.rows, box, next), weights, k, restarts, next));
  }
  const gaps = k.map((clusters, i): Gap => {
    const values = others.map((other) => other[i]!);
    const reference = values.reduce((sum, value) => sum + value, 0) / references;
    const variance = values.reduce((sum, value) => sum + (value - reference) ** 2, 0) / references;
    return {
      k: clusters,
      logWithin: own[i]!,
      reference,
      gap: reference - own[i]!,
      standardError: Math.sqrt(variance * (1 + 1 / references)),
    };
  });
  const largest = gaps.reduce((best, other) => other.gap > best.gap ? other : best);
  return { gaps, k: gaps.find(({ gap }) => gap >= largest.gap - largest.standardError)!.k, n: matrix.rows };
}

const quick = { tolerance: 1e-4, maxIterations: 100 };

/** Least and largest coordinate of the data along each of its principal axes. */
function boxAround(matrix: Matrix): readonly { readonly low: number; readonly high: number }[] {
  const { data, rows, columns, width } = matrix;
  return principalAxes(matrix).map((axis) => {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < rows; i++) {
      let at = 0;
      for (let j = 0; j < columns; j++) at += axis[j]! * data[i * width + j]!;
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    return { low, high };
  });
}

/** Points spread evenly over a box. It stays turned: distances do not mind. */
function evenly(
  rows: number,
  box: readonly { readonly low: number; readonly high: number }[],
  next: () => number,
): Matrix {
  const matrix = allocateMatrix(rows, box.length);
  for (let i = 0; i < rows; i++) {
    box.forEach(({ low, high }, j) => matrix.data[i * matrix.width + j] = low + (high - low) * next());
  }
  return matrix;
}

/** ln of the sum of squares within for each k, by the same k-means for data and references. */
async function logWithins(
  matrix: Matrix,
  weights: Float64Array | null,
  k: readonly number[],
  restarts: number,
  next: () => number,
): Promise<number[]> {
  const out: number[] = [];
  for (const clusters of k) {
    using kernel = await KMeansKernel.over(matrix, clusters, { weights: weights ?? undefined });
    let least = Infinity;
    for (let restart = 0; restart < restarts; restart++) {
      least = Math.min(least, kernel.run(kernel.plusPlus(next), quick).withinSS);
    }
    // Nothing left within is as tight as single precision can tell.
    out.push(Math.log(Math.max(least, kernel.totalSS() * 1e-14, Number.MIN_VALUE)));
  }
  return out;
}
