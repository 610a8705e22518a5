import type { Columns } from "../engine/mod.ts";
import type { Matrix } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { chooseColumns } from "./_choose_columns.ts";
import { dropRows } from "./_drop_rows.ts";
import { encodeRows } from "./_encode_rows.ts";
import { learnEncodings } from "./_learn_encodings.ts";
import { readColumn } from "./_read_column.ts";
import { readWeights } from "./_read_weights.ts";
import type { FeatureEncoding, MissingRule, Scaling } from "./feature_encoding.ts";
import { type FeatureReport, featureReport } from "./feature_report.ts";

/** One column to cluster on, where the defaults do not fit it. */
export interface FeatureChoice {
  /** Name of the column. */
  readonly column: string;
  /**
   * How to read it. Default: numbers as numbers; yes/no as 0 and 1; other words as categories, one 0/1 feature a word
   * (one for two words).
   */
  readonly as?: "number" | "category" | "ordinal";
  /** For `as: "ordinal"`: the words from low to high; they become 1, 2, 3 … */
  readonly order?: readonly string[];
  /** As in the options; default what they say. */
  readonly scale?: Scaling;
  /** Take ln(1 + value) first; values must not be negative. Default false. */
  readonly log?: boolean;
  /** Pull this share at either end, in [0, 0.5), to the value where it begins. Default 0. */
  readonly winsorise?: number;
  /** As in the options; default what they say. */
  readonly missing?: MissingRule;
}

/** How people become numbers. */
export interface FeatureOptions {
  /** Columns to use. Default: all but row numbers and keys, and but the weights. */
  readonly columns?: readonly (string | FeatureChoice)[];
  /**
   * `none` (default): as they are. `z`: mean 0, standard deviation 1. `robust`: median 0, interquartile range 1.
   * `min-max`: from 0 to 1. Categories stay 0 and 1.
   */
  readonly scale?: Scaling;
  /**
   * `refuse` (default): an error that names column and row. `median`: the median (of words, the commonest) stands
   * in. `indicator`: the median, and a further 0/1 feature says where. `drop`: people with any missing value are left
   * out, and counted.
   */
  readonly missing?: MissingRule;
  /** Pull this share at either end of every column of numbers to the value where it begins. Default 0. */
  readonly winsorise?: number;
  /** Survey weights: a column of the table, or one number a row. Every weight is above 0. */
  readonly weights?: string | Float64Array;
}

/** People as rows of numbers: what clustering methods take. */
export interface Features {
  /** One row a person, one column a feature. */
  readonly matrix: Matrix;
  /** Names of the matrix's columns. */
  readonly names: readonly string[];
  /** What the columns of the matrix mean. */
  readonly encodings: readonly FeatureEncoding[];
  /** Row of the table behind each row of the matrix; null: the same. */
  readonly rows: Uint32Array | null;
  /** How many rows the table has. */
  readonly tableRows: number;
  /** One number above 0 a row of the matrix, or null. */
  readonly weights: Float64Array | null;
  /** Which variables are worth their place. */
  readonly report: FeatureReport;
}

/**
 * Makes features of a table: one row a person, one column of numbers a feature.
 *
 * Nothing is done that was not asked for: no scaling, no filling in. The report says which variables are strong
 * enough to segment on, which say nearly the same, and how many people there are for them.
 *
 * @throws {InputError} A column is absent, entirely missing, or holds text, infinite or missing values where numbers
 * are needed (column and row are named, the first row of data being 1); a weight is not above 0; no rows are left.
 *
 * @example
 * ```ts
 * import { features } from "./features.ts";
 * const table = {
 *   rows: 3,
 *   columns: new Map([["age", Float64Array.of(20, 40, 60)], ["visits", Float64Array.of(0, 2, 1)]]),
 *   nulls: new Map(),
 * };
 * const { matrix, names } = features(table, { scale: "z" });
 * if (names.join() !== "age,visits" || matrix.data[0] !== -1) throw new Error();
 * ```
 */
export function features(table: Columns, options: FeatureOptions = {}): Features {
  if (table.rows === 0) throw new InputError("Cannot cluster: the table has no rows");
  const { choices, leftOut } = chooseColumns(table, options);
  if (choices.length === 0) throw new InputError("Cannot cluster: there is no column to cluster on");
  const all = readWeights(table, options.weights);
  const { kept: used, rows } = dropRows(table, choices);
  const weights = rows && all ? Float64Array.from(rows, (row) => all[row]!) : all;
  const encodings = choices.flatMap((chosen) =>
    learnEncodings(readColumn(used, chosen.column, chosen.as === "number"), chosen, weights)
  );
  const twice = encodings.find(({ name }, i) => encodings.findIndex((other) => other.name === name) < i);
  if (twice) throw new InputError(`Cannot cluster: column "${twice.column}" is named twice`);
  const matrix = encodeRows(used, encodings);
  const report = featureReport({ matrix, encodings, weights, tableRows: table.rows, table: used, leftOut });
  return {
    matrix,
    names: encodings.map(({ name }) => name),
    encodings,
    rows,
    tableRows: table.rows,
    weights,
    report,
  };
}
