/**
 * A date of birth as YYYYMMDD: from `2/16/1997`, `1997-02-16`, `16.2.1997`, `19970216`. Where both could be the month,
 * it stands first. Null when it is no day of the calendar, or its year has two digits.
 */
export function birthDate(text: string): string | null {
  const groups = text.normalize("NFKC").match(/\d+/g) ?? [];
  const [one, two, three] = groups.length === 1 && groups[0]!.length === 8
    ? [groups[0]!.slice(0, 4), groups[0]!.slice(4, 6), groups[0]!.slice(6)]
    : groups;
  if (one === undefined || two === undefined || three === undefined) return null;
  const [year, first, second] = one.length === 4 ? [one, two, three] : [three, one, two];
  if (year.length !== 4) return null;
  const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
  try {
    const date = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, {
      overflow: "reject",
    });
    return date.year < 1800 ? null : date.toString().replaceAll("-", "");
  } catch {
    return null;
  }
}
