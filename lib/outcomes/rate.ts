import { wilson } from "../kernels/mod.ts";
import type { Group } from "../segments/mod.ts";
import type { MeasureInGroup } from "./result.ts";

/** The values of a rate's two rules by pid: 0 no, 1 yes, 2 unknown. */
export interface RateTruths {
  /** People for whom it is true. */
  readonly who: Uint8Array;
  /** People it could be true for. Default: everybody. */
  readonly of?: Uint8Array;
}

/**
 * A rate in each group: of the people it could be true for, how many it is true for, with the Wilson 95 %
 * interval. People for whom either rule is unknown are counted apart and left out of both numbers; people it
 * could not be true for are left out of all three. One pass over the people per group.
 *
 * @param groups They may overlap.
 *
 * @example
 * ```ts
 * import { rates } from "./rate.ts";
 * const everybody = { id: "all", name: "All", kind: "all" as const, members: Uint8Array.of(1, 1, 1, 1), size: 4 };
 * const [rate] = rates({ who: Uint8Array.of(1, 0, 1, 2) }, [everybody]);
 * if (rate!.n !== 2 || rate!.of !== 3 || rate!.unknown !== 1) throw new Error();
 * ```
 */
export function rates(truths: RateTruths, groups: readonly Group[]): MeasureInGroup[] {
  return groups.map(({ id, name, members }) => {
    let n = 0;
    let of = 0;
    let unknown = 0;
    for (let pid = 0; pid < members.length; pid++) {
      if (members[pid] !== 1) continue;
      const could = truths.of === undefined ? 1 : truths.of[pid];
      if (could === 0) continue;
      const is = truths.who[pid];
      if (could === 2 || is === 2) unknown++;
      else {
        of++;
        n += is!;
      }
    }
    const { low, high } = of === 0 ? { low: null, high: null } : wilson(n, of);
    return { group: id, name, n, of, value: of === 0 ? null : n / of, low, high, unknown };
  });
}
