import { Team } from "./_team.ts";
import { type Matrix, Scratch } from "./matrix.ts";

/** Straight-line distance, or the sum of absolute differences. */
export type MatrixMetric = "euclidean" | "manhattan";

let compiled: Promise<WebAssembly.Module> | undefined;

function distancesModule(): Promise<WebAssembly.Module> {
  return compiled ??= Deno.readFile(new URL("./distances.wasm", import.meta.url)).then((bytes) =>
    WebAssembly.compile(bytes)
  );
}

/**
 * Measures distances between the rows of a matrix, one row to a stretch of others at a time, in double precision
 * (the numbers themselves are single). Nothing is kept.
 *
 * @example
 * ```ts
 * import { DistanceKernel, matrixOf } from "./mod.ts";
 * const kernel = await DistanceKernel.over(matrixOf([[0, 3, 6], [0, 4, 8]]), "euclidean");
 * if (kernel.from(0, 0, 3).join() !== "0,5,10") throw new Error();
 * ```
 */
export class DistanceKernel {
  readonly #matrix: Matrix;
  readonly #metric: MatrixMetric;
  readonly #team: Team;
  readonly #at: number;

  private constructor(module: WebAssembly.Module, matrix: Matrix, metric: MatrixMetric) {
    this.#matrix = matrix;
    this.#metric = metric;
    this.#at = new Scratch(matrix).take(matrix.rows * 8);
    this.#team = new Team(module, matrix.memory);
  }

  /** Makes a kernel ready for a matrix. It works behind the matrix: nothing else may at the same time. */
  static async over(matrix: Matrix, metric: MatrixMetric): Promise<DistanceKernel> {
    return new DistanceKernel(await distancesModule(), matrix, metric);
  }

  /**
   * Distances of one row to those from `start` to before `stop`.
   *
   * @returns A view that the next call overwrites.
   */
  from(row: number, start: number, stop: number): Float64Array {
    const { offset, width, memory } = this.#matrix;
    this.#team.run(this.#metric, [[offset, width, row, start, stop, this.#at]]);
    return new Float64Array(memory.buffer, this.#at, stop - start);
  }
}
