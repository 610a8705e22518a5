import type { Shown } from "../segments/mod.ts";

/** An axis from 0 to `max` with round ticks. */
export interface Scale {
  /** Its end. */
  readonly max: number;
  /** From 0 upwards, at most six. */
  readonly ticks: readonly number[];
  /** Where a value stands, in percent of the width, between 0 and 100. */
  readonly at: (value: number) => number;
}

/**
 * An axis that holds every value shown, starting at 0. Values that may not be shown are left out before anything is
 * measured, so they cannot move a mark. Ticks are 1, 2, 2.5 or 5 times a power of ten.
 *
 * @param most The end of the scale is never above this (1 for rates).
 *
 * @example
 * ```ts
 * import { scale } from "./scale.ts";
 * const rates = scale([0.12, 0.83, "hidden", null], { most: 1 });
 * if (rates.max !== 1 || rates.ticks.join() !== "0,0.25,0.5,0.75,1") throw new Error(rates.ticks.join());
 * ```
 */
export function scale(values: readonly (Shown | null)[], options: { readonly most?: number } = {}): Scale {
  const numbers = values.filter((value): value is number =>
    typeof value === "number" && Number.isFinite(value)
  );
  const most = Math.min(options.most ?? Infinity, Math.max(0, ...numbers));
  const highest = most > smallest ? most : options.most ?? 1;
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999_999) ?? 10;
  const step = factor * power;
  const count = Math.max(1, Math.ceil(highest / step - 1e-9));
  const max = Math.min(options.most ?? Infinity, clean(count * step));
  const ticks = Array.from({ length: count + 1 }, (_, i) => clean(i * step)).filter((tick) => tick <= max);
  return { max, ticks, at: (value) => clean(Math.min(100, Math.max(0, 100 * value / max))) };
}

/** Values below it are nothing, so that an axis never ends in dust. */
const smallest = 1e-9;

/** Removes the dust of binary fractions, so that coordinates are short and the same everywhere. */
function clean(value: number): number {
  return Number(value.toPrecision(6));
}
