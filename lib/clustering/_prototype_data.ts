import { collapse } from "./_compact.ts";
import { distinctRows } from "./_distinct.ts";
import { scaleOf } from "./_learn_encodings.ts";
import { codesOf } from "./_mixed_space.ts";
import type { Scaling } from "./feature_encoding.ts";
import type { MixedData, MixedVariable } from "./mixed_data.ts";

/** A variable of numbers or ranks; NaN is missing. */
export interface NumberPart {
  readonly variable: MixedVariable;
  /** Scaled: (value − offset) / scale. */
  readonly values: Float64Array;
  readonly offset: number;
  readonly scale: number;
}

/** A variable of words; −1 is missing. */
export interface WordPart {
  readonly variable: MixedVariable;
  readonly codes: Int32Array;
  readonly words: number;
}

/** The different rows of mixed data in an order that depends on their values alone. */
export interface PrototypeData {
  readonly rows: number;
  readonly numbers: readonly NumberPart[];
  readonly words: readonly WordPart[];
  /** The same by row: `values[i * numbers + j]` and `codes[i * words + j]`. */
  readonly values: Float64Array;
  readonly codes: Int32Array;
  /** Weight of each different row. */
  readonly weights: Float64Array;
  /** The different row of each row of the data. */
  readonly of: Uint32Array;
}

/** Takes mixed data apart into numbers and words. */
export function prototypeData(
  data: MixedData,
  scaling: Scaling,
  weights: Float64Array | null,
): PrototypeData {
  const byName = data.variables.toSorted((a, b) => a.name < b.name ? -1 : 1);
  const { count, of, first } = distinctRows(byName.map(({ values }) => codesOf(values)), data.rows);
  const numeric = ({ kind }: MixedVariable) => kind === "interval" || kind === "ordinal";
  const numbers = byName.filter(numeric).map((variable): NumberPart => {
    const known = (value: number) => !Number.isNaN(value);
    const { offset, scale } = scaleOf(
      variable.values.filter(known),
      weights?.filter((_, row) => known(variable.values[row]!)) ?? null,
      scaling,
    );
    return {
      ...{ variable, offset, scale },
      values: Float64Array.from(first, (row) => (variable.values[row]! - offset) / scale),
    };
  });
  const words = byName.filter((variable) => !numeric(variable)).map((variable): WordPart => ({
    variable,
    codes: Int32Array.from(first, (row) => Number.isNaN(variable.values[row]) ? -1 : variable.values[row]!),
    words: Math.max(variable.words?.length ?? 0, 2),
  }));
  const values = new Float64Array(count * numbers.length);
  numbers.forEach((part, j) => part.values.forEach((value, i) => values[i * numbers.length + j] = value));
  const codes = new Int32Array(count * words.length);
  words.forEach((part, j) => part.codes.forEach((code, i) => codes[i * words.length + j] = code));
  return { rows: count, of, weights: collapse(of, count, weights), numbers, words, values, codes };
}

/**
 * Huang's weight of words against numbers (1998): half the mean over the numeric variables of their standard deviations,
 * each of its own variable. 1 where numbers do not vary or there are none.
 */
export function huangGamma({ numbers, weights }: PrototypeData): number {
  const deviations = numbers.map(({ values }) => {
    let [mass, sum, squares] = [0, 0, 0];
    values.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      mass += weights[i]!;
      sum += weights[i]! * value;
    });
    const mean = sum / mass;
    values.forEach((value, i) => {
      if (!Number.isNaN(value)) squares += weights[i]! * (value - mean) ** 2;
    });
    return mass > 0 ? Math.sqrt(squares / mass) : 0;
  });
  const total = deviations.reduce((sum, deviation) => sum + deviation, 0);
  return total > 0 ? total / deviations.length / 2 : 1;
}
