/**
 * x′ V⁻ x and the rank of V, for a covariance matrix V whose rows may sum to 0 (differences between groups).
 * Cholesky with the largest pivot first; what is left below rounding is the null space, and is left out.
 */
export function quadraticForm(
  covariance: readonly Float64Array[],
  values: Float64Array,
): { value: number; rank: number } {
  const size = values.length;
  const left = covariance.map((row) => row.slice());
  const x = values.slice();
  const open = new Set(Array.from({ length: size }, (_, i) => i));
  let value = 0;
  let rank = 0;
  let largest = 0;
  for (; rank < size; rank++) {
    let pivot = -1;
    for (const i of open) if (pivot < 0 || left[i]![i]! > left[pivot]![pivot]!) pivot = i;
    const top = left[pivot]!;
    const diagonal = top[pivot]!;
    largest = Math.max(largest, diagonal);
    if (!(diagonal > largest * size * 1e-11)) break;
    open.delete(pivot);
    value += x[pivot]! * x[pivot]! / diagonal;
    for (const i of open) {
      const factor = left[i]![pivot]! / diagonal;
      if (factor === 0) continue;
      for (const j of open) left[i]![j]! -= factor * top[j]!;
      x[i]! -= factor * x[pivot]!;
    }
  }
  return { value, rank };
}
