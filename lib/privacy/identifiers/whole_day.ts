const month =
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|" +
  "Nov(?:ember)?|Dec(?:ember)?)";
/**
 * A whole day in the ways people write one, as the source of a regular expression: "1962-03-14", "3/14/62",
 * "March 14, 1962", "14 Mar 1962".
 *
 * @example
 * ```ts
 * import { wholeDay } from "./whole_day.ts";
 * const day = new RegExp(`^${wholeDay}$`, "i");
 * if (!day.test("14 March 1962") || day.test("1962")) throw new Error();
 * ```
 */
export const wholeDay: string =
  "(?:(?:18|19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:(?:18|19|20)\\d\\d|\\d\\d)|" +
  `${month}\\.? \\d{1,2}(?:st|nd|rd|th)?,? (?:18|19|20)\\d\\d|\\d{1,2}(?:st|nd|rd|th)?[ -]${month}\\.?,?[ -](?:18|19|20)\\d\\d)`;
