/** Likeliest classes, the classes in the order they are shown in. */
export interface Classified {
  /** 1 to k in the order of falling size. */
  readonly labels: Uint16Array;
  /** `posterior[i * k + c]` in the new order. */
  readonly posterior: Float64Array;
  /** `order[c]`: which of the old classes the new class `c` was. */
  readonly order: readonly number[];
  /** People of each new class; 0 is possible. */
  readonly sizes: readonly number[];
}

/**
 * Puts rows with their likeliest class and orders classes by falling size (equal sizes: by estimated share).
 *
 * @param chances `chances[i * k + c]`; changed in place to the new order.
 * @param shares Estimated share of each class.
 * @param people How many people a row is.
 */
export function classify(
  chances: Float64Array,
  k: number,
  shares: readonly number[],
  people: (row: number) => number,
): Classified {
  const rows = chances.length / k;
  const bySize = shares.map((_, c) => c).sort((a, b) => shares[b]! - shares[a]!);
  const labels = new Uint16Array(rows);
  const sizes = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    let best = bySize[0]!;
    for (const c of bySize) if (chances[i * k + c]! > chances[i * k + best]!) best = c;
    labels[i] = best;
    sizes[best]! += people(i);
  }
  const order = bySize.toSorted((a, b) => sizes[b]! - sizes[a]!);
  const place = new Uint16Array(k);
  order.forEach((old, c) => place[old] = c);
  const row = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) row[c] = chances[i * k + order[c]!]!;
    for (let c = 0; c < k; c++) chances[i * k + c] = row[c]!;
    labels[i] = place[labels[i]!]! + 1;
  }
  return { labels, posterior: chances, order, sizes: order.map((c) => sizes[c]!) };
}
