import type { Matrix } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import type { Features } from "./features.ts";

/** What goes with a matrix. */
export interface MatrixOptions {
  /** One name a column. Default x1, x2, … */
  readonly names?: readonly string[];
  /** One number above 0 a row. */
  readonly weights?: Float64Array;
}

/**
 * Features from a matrix that is already filled, without a copy: for numbers that come from elsewhere, and for tens of
 * millions of rows. The report holds no judgement of the variables.
 *
 * @throws {InputError} Names or weights do not fit the matrix, or it has no rows.
 *
 * @example
 * ```ts
 * import { matrixOf } from "../kernels/mod.ts";
 * import { featuresOfMatrix } from "./features_of_matrix.ts";
 * const { names } = featuresOfMatrix(matrixOf([[1, 2], [3, 4]]));
 * if (names.join() !== "x1,x2") throw new Error();
 * ```
 */
export function featuresOfMatrix(matrix: Matrix, { names, weights }: MatrixOptions = {}): Features {
  const { rows, columns } = matrix;
  if (rows === 0 || columns === 0) {
    throw new InputError(`Cannot cluster a matrix of ${rows} rows and ${columns} columns`);
  }
  const used = names ?? Array.from({ length: columns }, (_, j) => `x${j + 1}`);
  if (used.length !== columns) {
    throw new InputError(`Cannot name ${columns} columns by ${used.length} names`);
  }
  if (weights && weights.length !== rows) {
    throw new InputError(`Cannot weigh: there are ${weights.length} weights for ${rows} rows`);
  }
  return {
    matrix,
    names: used,
    encodings: used.map((name) => ({
      name,
      column: name,
      kind: "number",
      word: null,
      words: null,
      log: false,
      low: null,
      high: null,
      missing: "refuse",
      fill: null,
      offset: 0,
      scale: 1,
    })),
    rows: null,
    tableRows: rows,
    weights: weights ?? null,
    report: { kind: "features", n: rows, dropped: 0, variables: [], duplicates: [], leftOut: [], advice: [] },
  };
}
