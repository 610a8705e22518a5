/** Rows of covariates, one a group of people with equal ones. The first column is 1. */
export interface Design {
  readonly groups: number;
  readonly columns: number;
  /** `x[g * columns + j]`. */
  readonly x: Float64Array;
}

/**
 * Chances of membership by a multinomial logit whose first class is the reference.
 *
 * @param coefficients `coefficients[(c - 1) * columns + j]` for the classes after the first.
 * @param priors Written: `priors[g * width + c]`.
 */
export function membershipChances(
  { groups, columns, x }: Design,
  coefficients: Float64Array,
  k: number,
  width: number,
  priors: Float64Array,
): void {
  const logits = new Float64Array(k);
  for (let g = 0; g < groups; g++) {
    let most = 0;
    for (let c = 1; c < k; c++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += coefficients[(c - 1) * columns + j]! * x[g * columns + j]!;
      logits[c] = sum;
      most = Math.max(most, sum);
    }
    let total = 0;
    for (let c = 0; c < k; c++) total += logits[c] = Math.exp((c === 0 ? 0 : logits[c]!) - most);
    for (let c = 0; c < k; c++) priors[g * width + c] = Math.max(logits[c]! / total, 1e-30);
  }
}

/**
 * One Newton step of the multinomial logit towards expected memberships, halved until it gains: with it, EM is
 * generalised EM and its likelihood does not fall.
 *
 * @param sums `sums[g * width + c]`: expected people of each class in each group.
 * @param priors Chances under `coefficients`.
 * @param out The new coefficients.
 */
export function newtonStep(
  design: Design,
  coefficients: Float64Array,
  k: number,
  width: number,
  sums: Float64Array,
  priors: Float64Array,
  out: Float64Array,
): void {
  const { groups, columns, x } = design;
  const size = coefficients.length;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  let reached = 0;
  for (let g = 0; g < groups; g++) {
    let people = 0;
    for (let c = 0; c < k; c++) {
      people += sums[g * width + c]!;
      reached += sums[g * width + c]! * Math.log(priors[g * width + c]!);
    }
    for (let c = 1; c < k; c++) {
      const p = priors[g * width + c]!;
      for (let j = 0; j < columns; j++) {
        const row = (c - 1) * columns + j;
        const xj = x[g * columns + j]!;
        gradient[row]! += xj * (sums[g * width + c]! - people * p);
        for (let d = 1; d <= c; d++) {
          const q = people * p * ((c === d ? 1 : 0) - priors[g * width + d]!) * xj;
          for (let i = 0; i < columns; i++) {
            curvature[row * size + (d - 1) * columns + i]! += q * x[g * columns + i]!;
          }
        }
      }
    }
  }
  const direction = solve(curvature, gradient);
  const next = new Float64Array(priors.length);
  for (let share = 1; share > 1e-6; share /= 2) {
    for (let i = 0; i < size; i++) out[i] = coefficients[i]! + share * direction[i]!;
    membershipChances(design, out, k, width, next);
    let gained = -reached;
    for (let g = 0; g < groups; g++) {
      for (let c = 0; c < k; c++) gained += sums[g * width + c]! * Math.log(next[g * width + c]!);
    }
    if (gained >= 0) return;
  }
  out.set(coefficients);
}

/** Solves a symmetric system given by its lower triangle; directions without curvature get no step. */
function solve(lower: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, lower[i * n + i]!);
  const factor = lower.slice();
  for (let j = 0; j < n; j++) {
    let pivot = factor[j * n + j]! + 1e-12 * most;
    for (let m = 0; m < j; m++) pivot -= factor[j * n + m]! ** 2;
    const diagonal = pivot > 1e-14 * most ? Math.sqrt(pivot) : Infinity;
    factor[j * n + j] = diagonal;
    for (let i = j + 1; i < n; i++) {
      let sum = factor[i * n + j]!;
      for (let m = 0; m < j; m++) sum -= factor[i * n + m]! * factor[j * n + m]!;
      factor[i * n + j] = sum / diagonal;
    }
  }
  const out = right.slice();
  for (let i = 0; i < n; i++) {
    for (let m = 0; m < i; m++) out[i]! -= factor[i * n + m]! * out[m]!;
    out[i]! /= factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let m = i + 1; m < n; m++) out[i]! -= factor[m * n + i]! * out[m]!;
    out[i]! /= factor[i * n + i]!;
  }
  return out;
}
