import { type Columns, hasBit } from "../../engine/mod.ts";
import type { Classes } from "./_classes.ts";

/**
 * For each class, how many rows (or how much weight) it could be: a missing value matches every value, on either side
 * (sdcMicro's frequencies). Quadratic only in the classes that hold missing values.
 */
export function matches(
  table: Columns,
  names: readonly string[],
  classes: Classes,
  codes: readonly { codes: Uint32Array }[],
  weights?: ArrayLike<number>,
): Float64Array {
  const count = classes.sizes.length;
  const first = new Int32Array(count).fill(-1);
  const own = new Float64Array(count);
  for (let i = 0; i < table.rows; i++) {
    const code = classes.of[i]!;
    if (first[code] === -1) first[code] = i;
    own[code]! += weights === undefined ? 1 : weights[i]!;
  }
  const nulls = names.map((name) => table.nulls.get(name));
  const open = Array.from({ length: count }, (_, c) => nulls.some((bits) => hasBit(bits, first[c]!)));
  const withMissing = Array.from(open.keys()).filter((c) => open[c]);
  const sums = own.slice();
  for (const a of withMissing) {
    for (let b = 0; b < count; b++) {
      // Two classes with missing values meet once from each side; another meets this one only here.
      if (a === b) continue;
      const alike = names.every((_, j) =>
        hasBit(nulls[j], first[a]!) || hasBit(nulls[j], first[b]!) ||
        codes[j]!.codes[first[a]!] === codes[j]!.codes[first[b]!]
      );
      if (!alike) continue;
      sums[a]! += own[b]!;
      if (!open[b]) sums[b]! += own[a]!;
    }
  }
  return sums;
}
