import { type AsOf, InputError } from "../workspace/mod.ts";

/**
 * The moment a workspace is true at: the last second of a calendar day in its time zone.
 *
 * @param config The day of the exports and their time zone.
 * @param wanted An earlier day, `YYYY-MM-DD`; default: the day of the exports.
 * @throws {InputError} `wanted` is not a day, or is later than the exports.
 *
 * @example
 * ```ts
 * import { asOfMoment } from "./as_of.ts";
 * const moment = asOfMoment({ asOf: "2026-10-31", timeZone: "America/Chicago" });
 * // Midnight in Chicago is 05:00 UTC on 1 November, a second earlier is the last of October.
 * if (moment.seconds !== Date.UTC(2026, 10, 1, 5) / 1000 - 1) throw new Error();
 * ```
 */
export function asOfMoment(
  config: { readonly asOf: string; readonly timeZone: string },
  wanted: string = config.asOf,
): AsOf {
  let day: Temporal.PlainDate;
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(wanted)) throw new RangeError();
    day = Temporal.PlainDate.from(wanted, { overflow: "reject" });
  } catch {
    throw new InputError(`Cannot look at the as-of day "${wanted}": write a day as YYYY-MM-DD`);
  }
  if (Temporal.PlainDate.compare(day, config.asOf) > 0) {
    throw new InputError(
      `Cannot look at the as-of day ${wanted}: the exports are true at ${config.asOf} (asOf in workspace.yaml). ` +
        `Choose that day or an earlier one.`,
    );
  }
  const end = day.add({ days: 1 }).toZonedDateTime({ timeZone: config.timeZone }).epochMilliseconds;
  return { date: wanted, timeZone: config.timeZone, seconds: end / 1000 - 1 };
}
