const units = { h: 3600, d: 86_400, w: 604_800 } as const;

/**
 * A window such as "12h", "30d" or "8w" in seconds. Days are 24 hours: windows are lengths of time, not calendar days.
 *
 * @throws {RangeError} It is not a whole number followed by h, d or w.
 *
 * @example
 * ```ts
 * import { durationSeconds } from "./duration.ts";
 * if (durationSeconds("2w") !== 1_209_600) throw new Error();
 * ```
 */
export function durationSeconds(text: string): number {
  const match = /^(\d{1,6})([hdw])$/.exec(text);
  if (!match) {
    throw new RangeError(
      `Cannot read "${text}" as a length of time: write hours, days or weeks as "12h", "30d" or "8w"`,
    );
  }
  return Number(match[1]) * units[match[2] as keyof typeof units];
}
