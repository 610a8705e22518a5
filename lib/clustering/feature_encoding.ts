/** How the numbers of a column are put on one scale; see {@linkcode FeatureOptions}. */
export type Scaling = "none" | "z" | "robust" | "min-max";

/** What is done with people of whom a value is not known. */
export type MissingRule = "refuse" | "median" | "indicator" | "drop";

/**
 * What one column of the matrix means, so that new people can be put on the same scale and centres read in the units
 * of the input. Plain data.
 */
export interface FeatureEncoding {
  /** Name of the feature: the column's, or `column = word` for one of several words. */
  readonly name: string;
  /** The column it was made from. */
  readonly column: string;
  /** A number, a yes/no in words, one word of several, the rank of a word, or whether the value is missing. */
  readonly kind: "number" | "yes-no" | "category" | "ordinal" | "missing";
  /** The word that counts as 1 (`yes-no`, `category`). */
  readonly word: string | null;
  /** All words, from low to high for ranks; null for numbers. */
  readonly words: readonly string[] | null;
  /** Whether ln(1 + value) was taken. */
  readonly log: boolean;
  /** Values below were pulled up to this limit (winsorised), in the column's units; null: no limit. */
  readonly low: number | null;
  /** Values above were pulled down to this limit; null: no limit. */
  readonly high: number | null;
  /** What was done about missing values. */
  readonly missing: MissingRule;
  /** What stands for a missing value, in the column's units. */
  readonly fill: number | null;
  /** The matrix holds (value − offset) / scale, the value after the logarithm. */
  readonly offset: number;
  /** See `offset`; never 0. */
  readonly scale: number;
}

/**
 * The value in the units of the input behind a number of the matrix. A centre of logarithms comes back as their
 * geometric kind of middle, e^mean − 1.
 *
 * @example
 * ```ts
 * import { decodeFeature, type FeatureEncoding } from "./feature_encoding.ts";
 * const age = { name: "age", column: "age", kind: "number", log: false, offset: 40, scale: 10 } as FeatureEncoding;
 * if (decodeFeature(age, 1.5) !== 55) throw new Error();
 * ```
 */
export function decodeFeature(encoding: FeatureEncoding, stored: number): number {
  const value = stored * encoding.scale + encoding.offset;
  return encoding.log ? Math.expm1(value) : value;
}

/** The number the matrix holds for a value in the units of the input. */
export function encodeFeature(encoding: FeatureEncoding, value: number): number {
  let x = value;
  if (encoding.low !== null && x < encoding.low) x = encoding.low;
  if (encoding.high !== null && x > encoding.high) x = encoding.high;
  return ((encoding.log ? Math.log1p(x) : x) - encoding.offset) / encoding.scale;
}
