const epoch = Temporal.PlainDate.from("1970-01-01");

/** Microseconds in a second: instants in rules are whole microseconds since 1970 UTC. */
export const microseconds = 1_000_000;

/** A calendar day as days since 1970-01-01, or null when there is no such day. */
export function readDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return epoch.until(Temporal.PlainDate.from(text, { overflow: "reject" })).days;
  } catch {
    return null;
  }
}

/** Days since 1970-01-01 as `YYYY-MM-DD`. */
export function writeDay(day: number): string {
  return epoch.add({ days: day }).toString();
}

/** The instant at which a day begins in a time zone, in microseconds. */
export function startOfDay(day: number, timeZone: string): number {
  return epoch.add({ days: day }).toZonedDateTime(timeZone).epochMilliseconds * 1000;
}

/** The day it is in a time zone at an instant given in microseconds. */
export function dayOf(instant: number, timeZone: string): number {
  const milliseconds = Math.floor(instant / 1000);
  return epoch.until(
    Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone).toPlainDate(),
  ).days;
}
