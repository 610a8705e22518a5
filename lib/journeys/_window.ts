import { durationSeconds } from "../workspace/mod.ts";

/**
 * A conversion window in seconds: a number of seconds, or text as for `durationSeconds` and also "90s", "30min" and "30m".
 *
 * @throws {RangeError} It is not readable, or not longer than 0.
 */
export function windowSeconds(within: string | number): number {
  const short = typeof within === "string" ? /^(\d{1,9})(s|m|min)$/.exec(within) : null;
  const seconds = short
    ? Number(short[1]) * (short[2] === "s" ? 1 : 60)
    : typeof within === "string"
    ? durationSeconds(within)
    : within;
  if (!(seconds > 0 && seconds < Infinity)) {
    throw new RangeError(`Cannot use a window of ${within}: it must be longer than 0, such as "56d"`);
  }
  return seconds;
}
