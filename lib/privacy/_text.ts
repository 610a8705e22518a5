const counted =
  "(?:rows?|records?|lines?|values?|people|persons?|patients?|events?|visits?|appointments?|accounts?)";
const small = new RegExp(`(?<![\\w.,:/#−–-])\\d{1,3}(?= (?:of [\\d,]+ )?${counted}\\b)`, "g");

/**
 * A warning without small counts: a whole number of 1 up to `minimum` − 1 that counts something ("3 of 20,123
 * events", "7 people") becomes "fewer than 11". Numbers that name, measure or date something stay.
 */
export function withoutSmallCounts(text: string, minimum: number): string {
  return text.replaceAll(
    small,
    (digits) => Number(digits) > 0 && Number(digits) < minimum ? `fewer than ${minimum}` : digits,
  );
}
