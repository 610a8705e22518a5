import { InputError } from "../workspace/mod.ts";
import type { PatternTable } from "./_answer_patterns.ts";
import type { Design } from "./_membership_logit.ts";

/** A number about everybody that may go with membership; NaN where it is missing. Words become 0/1 columns first. */
export interface Covariate {
  /** What messages and results call it. */
  readonly name: string;
  /** One number a person. */
  readonly values: ArrayLike<number>;
}

/** Covariates by group of equal people, as they are and centred on 0 with deviation 1 (for a steady climb). */
export interface CovariateDesign {
  readonly names: readonly string[];
  readonly own: Design;
  readonly standard: Design;
  /** Mean and deviation of each covariate. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** @throws {InputError} A covariate does not fit the rows, or has an infinite value, or is named twice. */
export function checkCovariates(covariates: readonly Covariate[], rows: number): void {
  const names = new Set<string>();
  for (const { name, values } of covariates) {
    if (names.has(name)) throw new InputError(`Cannot use covariates: two are named "${name}"`);
    names.add(name);
    if (values.length !== rows) {
      throw new InputError(
        `Cannot use the covariate "${name}": it has ${values.length} rows, the items have ${rows}`,
      );
    }
    for (let i = 0; i < rows; i++) {
      if (Math.abs(values[i]!) === Infinity) {
        throw new InputError(`Cannot use the covariate "${name}": row ${i + 1} is ${values[i]}`);
      }
    }
  }
}

/**
 * The design of a table's groups.
 *
 * @throws {InputError} A covariate is constant, or a sum of others.
 */
export function covariateDesign(covariates: readonly Covariate[], table: PatternTable): CovariateDesign {
  const { groups, groupRow, group } = table;
  const weights = new Float64Array(groups);
  table.weights.forEach((weight, p) => weights[group[p]!]! += weight);
  const columns = covariates.length + 1;
  const x = new Float64Array(groups * columns).fill(1);
  const standard = x.slice();
  const people = weights.reduce((sum, weight) => sum + weight, 0);
  const means: number[] = [];
  const deviations: number[] = [];
  covariates.forEach(({ name, values }, j) => {
    const own = Float64Array.from(groupRow, (row) => values[row]!);
    const mean = own.reduce((sum, value, g) => sum + weights[g]! * value, 0) / people;
    const deviation = Math.sqrt(
      own.reduce((sum, value, g) => sum + weights[g]! * (value - mean) ** 2, 0) / people,
    );
    if (!(deviation > 1e-12 * (1 + Math.abs(mean)))) {
      throw new InputError(`Cannot use the covariate "${name}": it is the same for everybody used`);
    }
    means.push(mean);
    deviations.push(deviation);
    own.forEach((value, g) => {
      x[g * columns + j + 1] = value;
      standard[g * columns + j + 1] = (value - mean) / deviation;
    });
  });
  const centred = { groups, columns, x: standard };
  const repeated = dependent(centred, weights, people);
  if (repeated > 0) {
    throw new InputError(
      `Cannot use the covariate "${
        covariates[repeated - 1]!.name
      }": it follows from the covariates before it`,
    );
  }
  const names = ["(intercept)", ...covariates.map(({ name }) => name)];
  return { names, own: { groups, columns, x }, standard: centred, means, deviations };
}

/** First column that is a combination of those before it, or −1 (pivots of the correlation matrix). */
function dependent({ groups, columns, x }: Design, weights: Float64Array, people: number): number {
  const factor = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let g = 0; g < groups; g++) sum += weights[g]! * x[g * columns + i]! * x[g * columns + j]!;
      sum /= people;
      for (let m = 0; m < j; m++) sum -= factor[i * columns + m]! * factor[j * columns + m]!;
      if (i === j && sum < 1e-9) return i;
      factor[i * columns + j] = i === j ? Math.sqrt(sum) : sum / factor[j * columns + j]!;
    }
  }
  return -1;
}

/**
 * Coefficients of the standard design in the units of the covariates, against the first class.
 *
 * @param coefficients `[(c - 1) * columns + j]` of the classes as they were fitted.
 * @param order Which of those each class shown is.
 */
export function membershipOf(
  coefficients: Float64Array,
  { names, means, deviations }: CovariateDesign,
  order: readonly number[],
): { names: readonly string[]; coefficients: number[][] } {
  const all = order.map((c) => {
    const at = (j: number) => c === 0 ? 0 : coefficients[(c - 1) * names.length + j]!;
    const slopes = deviations.map((deviation, j) => at(j + 1) / deviation);
    return [slopes.reduce((sum, slope, j) => sum - slope * means[j]!, at(0)), ...slopes];
  });
  return { names, coefficients: all.map((row) => row.map((value, j) => value - all[0]![j]!)) };
}
