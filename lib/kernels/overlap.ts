import { both, memory } from "./overlap.wasm";

/**
 * How many people every two groups share: `result[i][j]` people are in both group `i` and group `j`, and
 * `result[i][i]` in group `i`.
 *
 * A member is marked by exactly 1, so that lists of rule values (2 for unknown) can be passed as they are.
 * Groups²/2 passes of WebAssembly SIMD over the marks.
 *
 * @param groups Lists of equal length, one mark a person.
 * @throws {RangeError} The lists differ in length.
 *
 * @example
 * ```ts
 * import { overlaps } from "./overlap.ts";
 * const shared = overlaps([new Uint8Array([1, 1, 0, 2]), new Uint8Array([0, 1, 1, 1])]);
 * if (shared[0]?.[0] !== 2 || shared[0]?.[1] !== 1 || shared[1]?.[1] !== 3) throw new Error();
 * ```
 */
export function overlaps(groups: readonly Uint8Array[]): number[][] {
  const length = groups[0]?.length ?? 0;
  if (groups.some((group) => group.length !== length)) {
    throw new RangeError("Cannot compare groups of different numbers of people");
  }
  const from = 1024;
  const needed = from + groups.length * length;
  const missing = needed - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
  const bytes = new Uint8Array(memory.buffer);
  groups.forEach((group, i) => bytes.set(group, from + i * length));
  return groups.map((_, i) =>
    groups.map((_, j) => i > j ? 0 : both(from + i * length, from + j * length, length))
  ).map((row, i, all) => row.map((count, j) => i > j ? all[j]![i]! : count));
}
