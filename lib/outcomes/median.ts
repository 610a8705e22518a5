import type { Group } from "../segments/mod.ts";
import { medianInterval } from "./median_interval.ts";
import type { MeasureInGroup } from "./result.ts";

/**
 * The median of a number in each group, among the people who have one, with the 95 % interval between order
 * statistics. O(people + values · log values) per group.
 *
 * @param values By pid; `NaN` where a person has none.
 * @param groups They may overlap.
 *
 * @example
 * ```ts
 * import { medians } from "./median.ts";
 * const everybody = { id: "all", name: "All", kind: "all" as const, members: Uint8Array.of(1, 1, 1), size: 3 };
 * const [median] = medians(Float64Array.of(4, NaN, 6), [everybody]);
 * if (median!.value !== 5 || median!.n !== 2 || median!.unknown !== 1) throw new Error();
 * ```
 */
export function medians(values: Float64Array, groups: readonly Group[]): MeasureInGroup[] {
  return groups.map(({ id, name, members, size }) => {
    const sorted = new Float64Array(size);
    let n = 0;
    for (let pid = 0; pid < members.length; pid++) {
      if (members[pid] === 1 && !Number.isNaN(values[pid]!)) sorted[n++] = values[pid]!;
    }
    const found = medianInterval(sorted.subarray(0, n).sort());
    return {
      group: id,
      name,
      n,
      of: size,
      value: found?.median ?? null,
      low: found?.low ?? null,
      high: found?.high ?? null,
      unknown: size - n,
    };
  });
}
