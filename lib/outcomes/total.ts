import type { Group } from "../segments/mod.ts";
import type { MeasureInGroup } from "./result.ts";

/** What each person adds to a total, by pid. */
export interface Amounts {
  /** How many rows the person has. */
  readonly rows: Float64Array;
  /** What they add up to; `NaN` where the person has rows but no row with a value. */
  readonly sum: Float64Array;
}

/**
 * A total in each group: the sum of what its people add. People with rows but no value in any are counted as
 * unknown and add nothing. Summed in pid order with Neumaier's compensation (1974), so that the order of rows
 * and the number of threads never change a digit.
 *
 * @param groups They may overlap.
 *
 * @example
 * ```ts
 * import { totals } from "./total.ts";
 * const everybody = { id: "all", name: "All", kind: "all" as const, members: Uint8Array.of(1, 1, 1), size: 3 };
 * const amounts = { rows: Float64Array.of(2, 0, 1), sum: Float64Array.of(0.1, 0, 0.2) };
 * const [total] = totals(amounts, [everybody]);
 * if (total!.n !== 2 || Math.abs(total!.value! - 0.3) > 1e-15) throw new Error();
 * ```
 */
export function totals(amounts: Amounts, groups: readonly Group[]): MeasureInGroup[] {
  return groups.map(({ id, name, members, size }) => {
    let n = 0;
    let unknown = 0;
    let sum = 0;
    let lost = 0;
    for (let pid = 0; pid < members.length; pid++) {
      if (members[pid] !== 1 || amounts.rows[pid] === 0) continue;
      const amount = amounts.sum[pid]!;
      if (Number.isNaN(amount)) {
        unknown++;
        continue;
      }
      n++;
      const next = sum + amount;
      lost += Math.abs(sum) >= Math.abs(amount) ? (sum - next) + amount : (amount - next) + sum;
      sum = next;
    }
    return {
      group: id,
      name,
      n,
      of: size,
      value: size === 0 ? null : sum + lost,
      low: null,
      high: null,
      unknown,
    };
  });
}
