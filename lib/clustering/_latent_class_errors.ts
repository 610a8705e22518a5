import type { PatternTable } from "./_answer_patterns.ts";
import type { Probabilities } from "./_latent_class_measures.ts";
import type { Design } from "./_membership_logit.ts";
import { pseudoInverse } from "./_pseudo_inverse.ts";

/** A fitted model over its patterns; arrays without padding. */
export interface FittedClasses {
  readonly table: PatternTable;
  readonly k: number;
  readonly probabilities: Probabilities;
  /** `posterior[p * k + c]`. */
  readonly posterior: Float64Array;
  /** `priors[g * k + c]`. */
  readonly priors: Float64Array;
  /** Covariates in the units of the result; a single 1 without. */
  readonly design: Design;
  /** Whether weights are of a sample: then the errors are the sandwich's. */
  readonly sandwich: boolean;
}

/** Standard errors, in the shape of what they belong to. */
export interface FittedErrors {
  readonly probabilities: number[][][];
  readonly shares: number[];
  /** `coefficients[class − 1][column]`, zeros for the first class. */
  readonly coefficients: number[][];
}

/**
 * Standard errors by the outer product of the scores (as poLCA): parameters are log odds, and errors of chances follow
 * by the delta method. Parameters on the boundary (chances of 0 or 1) have no score and get 0. Patterns × parameters².
 */
export function latentClassErrors(fitted: FittedClasses): FittedErrors {
  const { table, k, design, probabilities } = fitted;
  const places: number[][] = [];
  let size = 0;
  for (let c = 0; c < k; c++) {
    places.push(probabilities[c]!.map((chances) => (size += chances.length - 1) - chances.length + 1));
  }
  const membership = size;
  size += (k - 1) * design.columns;
  const information = new Float64Array(size * size);
  const meat = fitted.sandwich ? new Float64Array(size * size) : null;
  const score = new Float64Array(size);
  for (let p = 0; p < table.patterns; p++) {
    scoreOf(fitted, p, places, membership, score);
    add(information, score, table.weights[p]!);
    if (meat) add(meat, score, table.squares[p]!);
  }
  const inverse = pseudoInverse(information, size);
  const variance = meat ? product(product(inverse, meat, size), inverse, size) : inverse;
  return {
    probabilities: probabilities.map((items, c) =>
      items.map((chances, j) =>
        chances.map((_, a) => errorOfChance(variance, size, places[c]![j]!, chances, a))
      )
    ),
    ...membershipErrors(fitted, variance, size, membership),
  };
}

function scoreOf(
  { table, k, probabilities, posterior, priors, design }: FittedClasses,
  p: number,
  places: readonly (readonly number[])[],
  membership: number,
  score: Float64Array,
): void {
  const { cells, items, first, answers } = table;
  const g = table.group[p]!;
  for (let c = 0; c < k; c++) {
    const chance = posterior[p * k + c]!;
    for (let j = 0; j < items; j++) {
      const given = cells[p * items + j]!;
      const chances = probabilities[c]![j]!;
      for (let a = 1; a < chances.length; a++) {
        const own = given === first[j]! + a ? 1 : 0;
        score[places[c]![j]! + a - 1] = given === answers ? 0 : chance * (own - chances[a]!);
      }
    }
    if (c === 0) continue;
    for (let x = 0; x < design.columns; x++) {
      score[membership + (c - 1) * design.columns + x] = (chance - priors[g * k + c]!) *
        design.x[g * design.columns + x]!;
    }
  }
}

function add(matrix: Float64Array, score: Float64Array, weight: number): void {
  const size = score.length;
  for (let i = 0; i < size; i++) {
    const si = weight * score[i]!;
    if (si !== 0) { for (let j = 0; j < size; j++) matrix[i * size + j]! += si * score[j]!; }
  }
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let m = 0; m < size; m++) {
      const x = a[i * size + m]!;
      for (let j = 0; j < size; j++) out[i * size + j]! += x * b[m * size + j]!;
    }
  }
  return out;
}

function errorOfChance(
  variance: Float64Array,
  size: number,
  place: number,
  chances: readonly number[],
  a: number,
): number {
  const slope = chances.map((chance, b) => chances[a]! * ((a === b ? 1 : 0) - chance));
  let sum = 0;
  for (let x = 1; x < chances.length; x++) {
    for (let y = 1; y < chances.length; y++) {
      sum += slope[x]! * slope[y]! * variance[(place + x - 1) * size + place + y - 1]!;
    }
  }
  return Math.sqrt(Math.max(0, sum));
}

function membershipErrors(
  { table, k, priors, design }: FittedClasses,
  variance: Float64Array,
  size: number,
  membership: number,
): Pick<FittedErrors, "shares" | "coefficients"> {
  const { columns, x } = design;
  const slopes = Array.from({ length: k }, () => new Float64Array((k - 1) * columns));
  const people = table.weights.reduce((sum, weight) => sum + weight, 0);
  for (let p = 0; p < table.patterns; p++) {
    const g = table.group[p]!;
    for (let r = 0; r < k; r++) {
      for (let c = 1; c < k; c++) {
        const slope = priors[g * k + r]! * ((r === c ? 1 : 0) - priors[g * k + c]!) * table.weights[p]! /
          people;
        for (let j = 0; j < columns; j++) slopes[r]![(c - 1) * columns + j]! += slope * x[g * columns + j]!;
      }
    }
  }
  const at = (i: number, j: number) => variance[(membership + i) * size + membership + j]!;
  const shares = slopes.map((slope) => {
    let sum = 0;
    slope.forEach((si, i) => slope.forEach((sj, j) => sum += si * sj * at(i, j)));
    return Math.sqrt(Math.max(0, sum));
  });
  const coefficients = Array.from({ length: k }, (_, c) =>
    Array.from(
      { length: columns },
      (_, j) => c === 0 ? 0 : Math.sqrt(Math.max(0, at((c - 1) * columns + j, (c - 1) * columns + j))),
    ));
  return { shares, coefficients };
}
