/** The first second of a FHIR dateTime, or the first after it: 2024, 2024-05, 2024-05-06 or with a time; NaN: none. */
export function fhirMoment(value: unknown, side: "start" | "end"): number {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.+)?)?)?$/.exec(String(value));
  if (!match) return NaN;
  const [, year, month, day, time] = match;
  try {
    if (time !== undefined) {
      const { epochMilliseconds } = Temporal.Instant.from(String(value));
      // The end of a period is part of it.
      return epochMilliseconds / 1000 + (side === "end" ? 1 : 0);
    }
    const first = Temporal.PlainDate.from(`${year}-${month ?? "01"}-${day ?? "01"}`, { overflow: "reject" });
    const after = side === "start"
      ? first
      : first.add(day !== undefined ? { days: 1 } : month !== undefined ? { months: 1 } : { years: 1 });
    return after.toZonedDateTime("UTC").epochMilliseconds / 1000;
  } catch {
    return NaN;
  }
}
