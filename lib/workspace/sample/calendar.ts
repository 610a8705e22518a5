/**
 * Time in the sample. Everything is worked out in Chicago wall-clock seconds (as if the wall clock were UTC) and
 * turned into UTC when an event is written. Nothing happens between midnight and 6 a.m., so no wall-clock time is
 * skipped or doubled by daylight saving.
 */

/** Seconds in a day. */
export const day = 86_400;

/** Day number (days since 1970-01-01) of a calendar day. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000 / day;
}

/** First day of the sample. */
export const firstDay = dayOf("2025-05-01");
/** The as-of day, the last one of the sample. */
export const lastDay = dayOf("2026-10-31");
/** Last wall-clock second of the as-of day. */
export const lastSecond = (lastDay + 1) * day - 1;

/** First days of the 18 months, and the day after the last. */
export const months: readonly number[] = [
  ...Array.from(
    { length: 18 },
    (_, i) => dayOf(`${2025 + Math.floor((i + 4) / 12)}-${String((i + 4) % 12 + 1).padStart(2, "0")}-01`),
  ),
  lastDay + 1,
];

const winterStarts = dayOf("2025-11-02") * day;
const winterEnds = dayOf("2026-03-08") * day;

/** Wall-clock seconds in Chicago as seconds since 1970 UTC: five hours behind, six in the one winter of the sample. */
export function toUtc(wallClock: number): number {
  return wallClock + (wallClock >= winterStarts && wallClock < winterEnds ? 6 : 5) * 3600;
}
