/** What weights stand for, see `MixtureOptions.weightsAre`. */
export type WeightMeaning = "sample" | "counts";

/** Weights ready for use. */
export interface CaseWeights {
  /** Undefined where everybody counts once. */
  readonly weights: Float64Array | undefined;
  /** Rows used (of weight above 0), or the sum of counts. */
  readonly people: number;
  /** How many people a row is in sizes. */
  readonly peopleOf: (row: number) => number;
  readonly warnings: readonly string[];
}

/**
 * Scales weights of samples to mean 1.
 *
 * @param weights Checked already.
 * @param use 1 for rows that count.
 */
export function caseWeights(
  weights: Float64Array | null,
  use: Uint8Array,
  meaning: WeightMeaning,
): CaseWeights {
  let rows = 0;
  let sum = 0;
  let whole = true;
  use.forEach((used, i) => {
    const weight = weights ? weights[i]! : 1;
    if (!used || weight === 0) return;
    rows++;
    sum += weight;
    whole &&= Number.isInteger(weight);
  });
  if (!weights) return { weights: undefined, people: rows, peopleOf: (i) => use[i]!, warnings: [] };
  if (meaning === "counts") {
    return { weights, people: sum, peopleOf: (i) => use[i]! * weights[i]!, warnings: [] };
  }
  return {
    weights: weights.map((weight) => weight * rows / sum),
    people: rows,
    peopleOf: (i) => weights[i]! > 0 ? use[i]! : 0,
    warnings: whole && sum > rows
      ? [
        'All weights are whole numbers and were scaled to mean 1. If they count people, use weightsAre: "counts".',
      ]
      : [],
  };
}
