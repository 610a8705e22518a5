import type { Shown } from "../segments/mod.ts";
import { count, hidden } from "./numbers.ts";

const minute = 60;
const hour = 60 * minute;
const dayLength = 24 * hour;
const units = { s: "second", m: "minute", min: "minute", h: "hour", d: "day", w: "day" } as const;

/**
 * A calendar day: "31 October 2026".
 *
 * @param date `YYYY-MM-DD`.
 * @throws {RangeError} There is no such day.
 *
 * @example
 * ```ts
 * import { day } from "./times.ts";
 * if (day("2026-10-31") !== "31 October 2026") throw new Error();
 * ```
 */
export function day(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

/**
 * A length of time in the largest unit of which there are at least two, whole: "11 days", "36 hours", "5 minutes".
 * Days are the largest: weeks would need decimals.
 *
 * @example
 * ```ts
 * import { duration } from "./times.ts";
 * if (duration(950400) !== "11 days" || duration(129600) !== "36 hours" || duration(0) !== "0 seconds") {
 *   throw new Error();
 * }
 * ```
 */
export function duration(seconds: Shown): string {
  if (seconds === hidden) return hidden;
  const [unit, length] = seconds >= 2 * dayLength
    ? ["day", dayLength] as const
    : seconds >= 2 * hour
    ? ["hour", hour] as const
    : seconds >= 2 * minute
    ? ["minute", minute] as const
    : ["second", 1] as const;
  const whole = Math.round(seconds / length);
  return `${count(whole)} ${unit}${whole === 1 ? "" : "s"}`;
}

/**
 * A window as it is written in definitions, in words: "56d" → "56 days".
 *
 * @example
 * ```ts
 * import { windowWords } from "./times.ts";
 * if (windowWords("8w") !== "56 days" || windowWords("1d") !== "1 day") throw new Error();
 * ```
 */
export function windowWords(within: string): string {
  const match = /^(\d+)(s|m|min|h|d|w)$/.exec(within);
  if (!match) return within;
  const n = Number(match[1]) * (match[2] === "w" ? 7 : 1);
  return `${count(n)} ${units[match[2] as keyof typeof units]}${n === 1 ? "" : "s"}`;
}
