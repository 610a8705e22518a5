/**
 * p-values adjusted so that the chance of any false finding among them stays below the level (Holm 1979): the least
 * times their number, the next times one fewer, and so on, never falling.
 *
 * @param p In [0, 1], in any order.
 * @returns In the same order.
 * @throws {RangeError} A value is not in [0, 1].
 *
 * @example
 * ```ts
 * import { holm } from "./adjust_p.ts";
 * if (holm([0.01, 0.04, 0.03]).join() !== "0.03,0.06,0.06") throw new Error();
 * ```
 */
export function holm(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  let before = 0;
  ascending(p).forEach((i, rank) => {
    before = Math.max(before, Math.min(1, p[i]! * (p.length - rank)));
    adjusted[i] = before;
  });
  return adjusted;
}

/**
 * p-values adjusted so that at most the level's share of findings is expected to be false (Benjamini & Hochberg
 * 1995): each times their number over its rank, never above a larger one's.
 *
 * @param p In [0, 1], in any order.
 * @returns In the same order.
 * @throws {RangeError} A value is not in [0, 1].
 *
 * @example
 * ```ts
 * import { benjaminiHochberg } from "./adjust_p.ts";
 * if (benjaminiHochberg([0.01, 0.04, 0.03]).join() !== "0.03,0.04,0.04") throw new Error();
 * ```
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  let after = 1;
  ascending(p).toReversed().forEach((i, fromLast) => {
    after = Math.min(after, p[i]! * (p.length / (p.length - fromLast)));
    adjusted[i] = after;
  });
  return adjusted;
}

function ascending(p: readonly number[]): number[] {
  const wrong = p.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw new RangeError(`Cannot adjust p-values: ${wrong} is not in [0, 1]`);
  return p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!);
}
