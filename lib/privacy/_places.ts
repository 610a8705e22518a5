/** Fields that tell the elements of a list apart, the first that an element has; several stand for one. */
const keys: readonly (readonly string[])[] = [
  ["table", "field"],
  ["from", "to", "step"],
  ["from", "to"],
  ["step", "event"],
  ["id"],
  ["group"],
  ["channel"],
  ["stage"],
  ["cohort"],
  ["cluster"],
  ["within"],
  ["file", "column", "code"],
  ["code"],
  ["path"],
  ["event"],
  ["journey"],
  ["name"],
  ["seconds"],
  ["time"],
];

/**
 * Every value in a result with its place, such as `measures[booked].groups[a].n`. Elements of lists go by their own
 * name and not by their number, so that the same count has the same place in next month's report.
 */
export function* valuesByPlace(
  value: unknown,
  place = "",
): Generator<readonly [place: string, value: unknown]> {
  if (Array.isArray(value)) {
    const used = new Map<string, number>();
    for (const [i, one] of value.entries()) {
      const name = nameOf(one) ?? String(i);
      const times = used.get(name) ?? 0;
      used.set(name, times + 1);
      yield* valuesByPlace(one, `${place}[${name}${times === 0 ? "" : `#${times + 1}`}]`);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      yield* valuesByPlace(one, place === "" ? key : `${place}.${key}`);
    }
  } else yield [place, value];
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const names of keys) {
    if (!names.every((name) => fields[name] !== undefined)) continue;
    return names.map((name) => JSON.stringify(fields[name])).join(",");
  }
  return undefined;
}
