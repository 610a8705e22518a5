import type { Shown } from "../segments/mod.ts";

/** The one word for a number that may not be shown. */
export const hidden = "hidden";

/**
 * A count with a comma every three digits; "hidden" stays hidden.
 *
 * @example
 * ```ts
 * import { count } from "./numbers.ts";
 * if (count(21215) !== "21,215" || count("hidden") !== "hidden") throw new Error();
 * ```
 */
export function count(value: Shown): string {
  return value === hidden ? hidden : group(value, 0);
}

/**
 * A number of any kind: whole from 100 up, one decimal from 10, two below, no trailing zeros, a true minus.
 *
 * @example
 * ```ts
 * import { number } from "./numbers.ts";
 * if (number(1204.4) !== "1,204" || number(12.25) !== "12.3" || number(-0.5) !== "−0.5") throw new Error();
 * ```
 */
export function number(value: Shown): string {
  if (value === hidden) return hidden;
  const size = Math.abs(value);
  return group(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** By decimals, made when first asked for: making one takes milliseconds, using it none. */
const formats: Intl.NumberFormat[] = [];

/** A number in English with at most so many decimals. */
function group(value: number, decimals: 0 | 1 | 2): string {
  const format = formats[decimals] ??= new Intl.NumberFormat("en-US", { maximumFractionDigits: decimals });
  const text = format.format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
