import { quickselect } from "../kernels/mod.ts";

/** Quantiles between neighbouring values (type 7 of Hyndman & Fan 1996, R's default). Reorders `values`. */
export function quantiles(values: Float64Array, shares: readonly number[]): number[] {
  return shares.map((share) => {
    const place = (values.length - 1) * share;
    const below = Math.floor(place);
    const low = quickselect(values, below);
    if (place === below) return low;
    let high = Infinity;
    for (let i = below + 1; i < values.length; i++) if (values[i]! < high) high = values[i]!;
    return low + (high - low) * (place - below);
  });
}
