import type { Shown } from "../segments/mod.ts";
import { type Scale, scale } from "./scale.ts";

/**
 * An axis with zero in the middle and the same round number at both ends: for changes, which may be up or down.
 * Values that may not be shown are left out before anything is measured.
 *
 * @param most The ends are never beyond this (1 for differences of rates).
 *
 * @example
 * ```ts
 * import { changeScale } from "./change_scale.ts";
 * const points = changeScale([-0.04, 0.08, "hidden", null], { most: 1 });
 * if (points.ticks.join() !== "-0.08,0,0.08" || points.at(0) !== 50) throw new Error(points.ticks.join());
 * ```
 */
export function changeScale(
  values: readonly (Shown | null)[],
  options: { readonly most?: number } = {},
): Scale {
  const sizes = values.map((value) => typeof value === "number" ? Math.abs(value) : value);
  const { max } = scale(sizes, options);
  return {
    max,
    ticks: [-max, 0, max],
    at: (value) => Number(Math.min(100, Math.max(0, 50 + 50 * value / max)).toPrecision(6)),
  };
}
