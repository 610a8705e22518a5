import type { CalendarUnit } from "./retention_result.ts";

/** Periods of the calendar side by side, and where a time falls among them. */
export interface CalendarPeriods {
  /** Start of each in seconds since 1970 UTC, ascending; one more than there are, for the end of the last. */
  readonly starts: Float64Array;
  /** First day, `YYYY-MM-DD`; of a month `YYYY-MM`. */
  readonly labels: readonly string[];
  /** Number of the period that holds a time between the first start and the last. */
  indexOf(at: number): number;
}

/** The periods from the one holding `from` to the one holding `to`, and `more` after it. Weeks start on Monday. */
export function calendarPeriods(
  from: number,
  to: number,
  unit: CalendarUnit,
  timeZone: string,
  more = 0,
): CalendarPeriods {
  const seconds = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds / 1000;
  const step = unit === "day" ? { days: 1 } : unit === "week" ? { weeks: 1 } : { months: 1 };
  let date = Temporal.Instant.fromEpochMilliseconds(from * 1000).toZonedDateTimeISO(timeZone).toPlainDate();
  if (unit === "week") date = date.subtract({ days: date.dayOfWeek - 1 });
  if (unit === "month") date = date.with({ day: 1 });
  const starts = [seconds(date)];
  const labels: string[] = [];
  for (let after = -1; after < more;) {
    labels.push(unit === "month" ? date.toString().slice(0, 7) : date.toString());
    date = date.add(step);
    starts.push(seconds(date));
    if (starts.at(-1)! > to) after++;
  }
  const edges = Float64Array.from(starts);
  const mean = (edges.at(-1)! - edges[0]!) / labels.length;
  return {
    starts: edges,
    labels,
    indexOf(at) {
      let i = Math.min(labels.length - 1, Math.max(0, Math.floor((at - edges[0]!) / mean)));
      while (edges[i]! > at) i--;
      while (edges[i + 1]! <= at) i++;
      return i;
    },
  };
}
