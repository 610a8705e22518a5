/**
 * The value that would stand at place `k` (from 0) were `values` sorted. Reorders `values`: afterwards nothing
 * before place `k` is larger and nothing after it is smaller.
 *
 * Hoare (1961), "Algorithm 65: Find", Commun. ACM 4:321, with the median of three as the pivot: linear time
 * on average; equal values are split evenly, so many ties cost nothing extra.
 *
 * @throws {RangeError} `k` is not a place in `values`.
 *
 * @example
 * ```ts
 * import { quickselect } from "./quickselect.ts";
 * if (quickselect(Float64Array.of(5, 1, 4, 2), 1) !== 2) throw new Error();
 * ```
 */
export function quickselect(values: Float64Array, k: number): number {
  if (!Number.isInteger(k) || k < 0 || k >= values.length) {
    throw new RangeError(`Cannot select place ${k} of ${values.length} values`);
  }
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swap = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swap;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
}

/**
 * The median of `values`, the mean of the two middle ones when their number is even; `null` of none. Reorders
 * `values`. Exact, in linear time on average.
 *
 * @example
 * ```ts
 * import { median } from "./quickselect.ts";
 * if (median(Float64Array.of(9, 1, 4, 2)) !== 3) throw new Error();
 * ```
 */
export function median(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const middle = values.length >>> 1;
  const upper = quickselect(values, middle);
  if (values.length % 2 === 1) return upper;
  let lower = -Infinity;
  for (let i = 0; i < middle; i++) if (values[i]! > lower) lower = values[i]!;
  return (lower + upper) / 2;
}
