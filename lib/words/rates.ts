import type { Shown } from "../segments/mod.ts";
import { hidden } from "./numbers.ts";

/** The ends of an interval of a rate, in [0, 1]; null or hidden where there is none to show. */
export interface RateInterval {
  /** Lower end, in [0, 1]. */
  readonly low: Shown | null;
  /** Upper end, in [0, 1]. */
  readonly high: Shown | null;
}

/**
 * A rate as a whole percentage; with its interval given, one decimal when it is under 10 % and the interval is
 * under 2 points wide. A rate above 0 is never called 0 %, and one below 1 never 100 %.
 *
 * @param rate In [0, 1].
 *
 * @example
 * ```ts
 * import { percent } from "./rates.ts";
 * if (percent(0.684) !== "68%" || percent(0.001) !== "<1%") throw new Error();
 * if (percent(0.029, { low: 0.026, high: 0.032 }) !== "2.9%") throw new Error();
 * ```
 */
export function percent(rate: Shown, interval?: RateInterval): string {
  if (rate === hidden) return hidden;
  const decimals = precision(rate, interval);
  const text = (100 * rate).toFixed(decimals);
  if (rate > 0 && Number(text) === 0) return `<${decimals === 1 ? "0.1" : "1"}%`;
  if (rate < 1 && Number(text) === 100) return ">99%";
  return `${text}%`;
}

/**
 * A rate as a sentence says it: "68 of every 100", with the precision of {@linkcode percent}. Rates that would read
 * 0 or 100 and are not, are told of every 1,000, or as fewer than 1.
 *
 * @example
 * ```ts
 * import { ofEvery100 } from "./rates.ts";
 * if (ofEvery100(0.684) !== "68 of every 100" || ofEvery100(0.003) !== "3 of every 1,000") throw new Error();
 * ```
 */
export function ofEvery100(rate: Shown, interval?: RateInterval): string {
  if (rate === hidden) return hidden;
  if (precision(rate, interval) === 1 && rate >= 0.001) return `${(100 * rate).toFixed(1)} of every 100`;
  const whole = Math.round(100 * rate);
  if ((rate > 0 && whole === 0) || (rate < 1 && whole === 100)) {
    const fine = Math.round(1000 * rate);
    if (fine === 0) return "fewer than 1 of every 1,000";
    return fine === 1000 ? "more than 999 of every 1,000" : `${fine} of every 1,000`;
  }
  return `${whole} of every 100`;
}

/**
 * The interval of a rate, in percent without the sign: "66 to 71" in sentences, "66–71" in tables. Its precision
 * is that of {@linkcode percent}. Empty when an end is missing or hidden.
 *
 * @param options.rate The rate between; decides the precision. Default: whole numbers.
 * @param options.dash Write "66–71". Default false: "66 to 71".
 *
 * @example
 * ```ts
 * import { interval } from "./rates.ts";
 * if (interval({ low: 0.662, high: 0.706 }) !== "66 to 71") throw new Error();
 * if (interval({ low: 0.662, high: 0.706 }, { dash: true }) !== "66–71") throw new Error();
 * ```
 */
export function interval(
  { low, high }: RateInterval,
  options: { readonly rate?: Shown | null; readonly dash?: boolean } = {},
): string {
  if (typeof low !== "number" || typeof high !== "number") return "";
  const decimals = typeof options.rate === "number" ? precision(options.rate, { low, high }) : 0;
  return [low, high].map((end) => (100 * end).toFixed(decimals)).join(options.dash ? "–" : " to ");
}

/**
 * A difference of two rates in points: one decimal, always signed, with a true minus.
 *
 * @example
 * ```ts
 * import { points } from "./rates.ts";
 * if (points(-0.0164) !== "−1.6 pts" || points(0.012) !== "+1.2 pts") throw new Error();
 * ```
 */
export function points(difference: Shown): string {
  return difference === hidden ? hidden : `${signed(difference)} pts`;
}

/**
 * The interval of a difference of two rates, in points: "−0.4 to +3.8". Empty when an end is missing or hidden.
 *
 * @example
 * ```ts
 * import { pointsInterval } from "./rates.ts";
 * if (pointsInterval({ low: -0.004, high: 0.038 }) !== "−0.4 to +3.8") throw new Error();
 * ```
 */
export function pointsInterval({ low, high }: RateInterval): string {
  return typeof low === "number" && typeof high === "number" ? `${signed(low)} to ${signed(high)}` : "";
}

function signed(difference: number): string {
  const text = (100 * Math.abs(difference)).toFixed(1);
  return `${text === "0.0" ? "" : difference < 0 ? "−" : "+"}${text}`;
}

function precision(rate: number, interval: RateInterval | undefined): 0 | 1 {
  const { low, high } = interval ?? {};
  return rate < 0.1 && typeof low === "number" && typeof high === "number" && high - low < 0.02 ? 1 : 0;
}
