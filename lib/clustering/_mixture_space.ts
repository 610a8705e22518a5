import { sortOrder } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { cholesky, invertLower } from "./_cholesky.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";

/**
 * Rows made alike in all directions, as far as the shape of components allows: fits are the same in any units, and
 * "small" means the same everywhere. z = factor⁻¹ (x − centre).
 */
export interface MixtureSpace {
  /** One list a column, in the order of `order`. */
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array;
  /** Which row each of these is: sorted by their values, so that the order of rows changes nothing. */
  readonly order: Uint32Array;
  readonly centre: readonly number[];
  /** Lower triangle, row by row. */
  readonly factor: Float64Array;
  /** ln of the factor's determinant: a density in x is the density in z divided by it. */
  readonly logVolume: number;
}

/**
 * Whitens rows by their covariance (full, tied), scales each column (diagonal), or all alike (spherical).
 *
 * @param given One list a column.
 * @param names What to call the columns.
 * @throws {InputError} A column is constant, or follows from those before it.
 */
export function mixtureSpace(
  given: readonly ArrayLike<number>[],
  names: readonly string[],
  weights: Float64Array,
  shape: CovarianceShape,
): MixtureSpace {
  const width = given.length;
  const order = rowOrder(given);
  const sorted = gather(weights, order);
  const columns = given.map((column) => gather(column, order));
  const people = sorted.reduce((sum, weight) => sum + weight, 0);
  const centre = columns.map((column) => column.reduce((sum, x, i) => sum + sorted[i]! * x, 0) / people);
  columns.forEach((column, j) => {
    for (let i = 0; i < column.length; i++) column[i]! -= centre[j]!;
  });
  const total = new Float64Array(width * (width + 1) / 2);
  for (let i = 0, at = 0; i < width; i++) {
    for (let j = 0; j <= i; j++, at++) {
      let sum = 0;
      for (let row = 0; row < order.length; row++) {
        sum += sorted[row]! * columns[i]![row]! * columns[j]![row]!;
      }
      total[at] = sum / people;
    }
  }
  const variances = columns.map((_, j) => total[j * (j + 3) / 2]!);
  variances.forEach((variance, j) => {
    if (!(variance > 1e-24 * centre[j]! ** 2)) {
      throw new InputError(`Cannot fit a mixture: "${names[j]}" is the same for everybody. Leave it out.`);
    }
  });
  const factor = new Float64Array(total.length);
  if (shape === "full" || shape === "tied") {
    const deviations = variances.map(Math.sqrt);
    const correlation = Float64Array.from(total);
    for (let i = 0, at = 0; i < width; i++) {
      for (let j = 0; j <= i; j++, at++) correlation[at]! /= deviations[i]! * deviations[j]!;
    }
    const dependent = cholesky(correlation, width, factor, 1e-10);
    if (dependent >= 0) {
      throw new InputError(
        `Cannot fit ${shape} covariances: "${names[dependent]}" follows from the columns before it. ` +
          'Leave it out, or use covariance "diagonal".',
      );
    }
    for (let i = 0, at = 0; i < width; i++) for (let j = 0; j <= i; j++) factor[at++]! *= deviations[i]!;
  } else {
    const common = Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0) / width);
    variances.forEach((variance, j) =>
      factor[j * (j + 3) / 2] = shape === "diagonal" ? Math.sqrt(variance) : common
    );
  }
  const inverse = factor.slice();
  invertLower(inverse, width);
  // From the last row of the factor to the first, so that each column is still as it was when others need it.
  for (let i = width - 1; i >= 0; i--) {
    const out = columns[i]!;
    const row = i * (i + 1) / 2;
    for (let at = 0; at < out.length; at++) out[at]! *= inverse[row + i]!;
    for (let j = 0; j < i; j++) {
      const [other, slope] = [columns[j]!, inverse[row + j]!];
      if (slope !== 0) { for (let at = 0; at < out.length; at++) out[at]! += slope * other[at]!; }
    }
  }
  const logVolume = variances.reduce((sum, _, j) => sum + Math.log(factor[j * (j + 3) / 2]!), 0);
  return { columns, weights: sorted, order, centre, factor, logVolume };
}

/** The order of rows by their first column, then their second, and so on. */
function rowOrder(columns: readonly ArrayLike<number>[]): Uint32Array {
  let order: Uint32Array = Uint32Array.from({ length: columns[0]!.length }, (_, i) => i);
  for (const column of columns.toReversed()) {
    const next = sortOrder(gather(column, order));
    for (let i = 0; i < next.length; i++) next[i] = order[next[i]!]!;
    order = next;
  }
  return order;
}

function gather(values: ArrayLike<number>, order: Uint32Array): Float64Array {
  const out = new Float64Array(order.length);
  for (let i = 0; i < out.length; i++) out[i] = values[order[i]!]!;
  return out;
}

/** A mean in the units of the rows given. */
export function meanInUnits({ centre, factor }: MixtureSpace, mean: ArrayLike<number>): number[] {
  return centre.map((value, i) => {
    let sum = value;
    for (let j = 0; j <= i; j++) sum += factor[i * (i + 1) / 2 + j]! * mean[j]!;
    return sum;
  });
}

/** A covariance (lower triangle row by row) in the units of the rows given, as a whole matrix. */
export function covarianceInUnits({ centre, factor }: MixtureSpace, covariance: Float64Array): number[][] {
  const at = (i: number, j: number) =>
    covariance[Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j)]!;
  const half = centre.map((_, i) =>
    centre.map((_, j) => {
      let sum = 0;
      for (let m = 0; m <= i; m++) sum += factor[i * (i + 1) / 2 + m]! * at(m, j);
      return sum;
    })
  );
  return half.map((row) =>
    centre.map((_, j) => {
      let sum = 0;
      for (let m = 0; m <= j; m++) sum += row[m]! * factor[j * (j + 1) / 2 + m]!;
      return sum;
    })
  );
}
