/** Whether a number is a count that may not be shown: above nobody and below the minimum. */
export function isSmall(value: number, minimum: number): boolean {
  return value > 1e-9 && value < minimum - 1e-9;
}

/** Whether a count must stay unknown: a small one, unless it is known to be one that must, or no count at all. */
export function isSecret(
  cell: { readonly value: number; readonly secret: boolean | null },
  minimum: number,
): boolean {
  return cell.secret ?? isSmall(cell.value, minimum);
}

/** Whether a number in the middle of `n` people says too much of single ones: a median of fewer than two minimums. */
export function tooFewForMiddle(n: number, minimum: number): boolean {
  return n > 0 && n < 2 * minimum;
}
