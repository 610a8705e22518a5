/**
 * A row drawn with chance in proportion to `share(i)`, which must not be negative; −1 where all shares are 0.
 *
 * @param total Sum of the shares, where it is known. Rounding in it is forgiven.
 */
export function drawRow(
  random: () => number,
  rows: number,
  share: (i: number) => number,
  total?: number,
): number {
  let sum = total ?? 0;
  if (total === undefined) { for (let i = 0; i < rows; i++) sum += share(i); }
  let left = random() * sum;
  let last = -1;
  for (let i = 0; i < rows; i++) {
    const s = share(i);
    if (s <= 0) continue;
    last = i;
    left -= s;
    if (left < 0) return i;
  }
  return last;
}
