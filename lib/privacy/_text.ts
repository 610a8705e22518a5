/**
 * A warning without small counts: a whole number of 1 up to `minimum` − 1 that counts something ("3 of 20,123
 * events", "7 people") becomes "fewer than 11". Numbers that name, measure or date something stay.
 */
export function withoutSmallCounts(text: string, minimum: number): string {
  return text.replaceAll(
    /(?<![\w.,:/#−–-])(\d{1,3})(?= (?:of|rows?|people|persons?|events?|visits?|appointments?|values?|records?|lines?)\b)/g,
    (digits) => Number(digits) > 0 && Number(digits) < minimum ? `fewer than ${minimum}` : digits,
  );
}
