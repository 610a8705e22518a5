import { callingCodeOf, callingCodes, withoutTrunk } from "./_calling_codes.ts";

/**
 * A phone number as digits with its country code and without the plus: `(650)555-1212` → `16505551212`. Null when it
 * cannot be one (ITU-T E.164: at most 15 digits, the first not 0).
 *
 * A plus, a leading 00 or 011 says that the country code is there. Without them a number of that country is assumed;
 * two letters beside the number (`(800)555-0100 US`) name another. Extensions are dropped, and so is what is dialled
 * inside the country only: `+44 (0)20 …`, `+44 020 …`.
 */
export function phoneDigits(text: string, country: string): string | null {
  const plain = text.normalize("NFKC").replace(/(?:\bext(?:ension)?\b|\bx|#)\.?\s*\d{1,6}\s*$/i, "");
  const named = /(?:^|[^a-z])([a-z]{2})\s*$/i.exec(plain) ?? /^\s*([a-z]{2})(?![a-z])/i.exec(plain);
  const hint = named?.[1]?.toUpperCase();
  const home = hint !== undefined && callingCodes.has(hint) ? hint : country.toUpperCase();
  const code = callingCodes.get(home);
  if (code === undefined) return null;
  const abroad = /^[^\d]*\+/.test(plain);
  const digits = plain.replace(/\D/g, "");
  const whole = abroad || digits.startsWith("00")
    ? international(digits.replace(/^0+/, ""))
    : code === "1"
    ? northAmerican(digits)
    : national(digits, code);
  return whole !== null && /^[1-9]\d{6,14}$/.test(whole) ? whole : null;
}

/** Fewest digits with the calling code, where numbers inside the country may begin with the same digits. */
const shortestWhole: Readonly<Record<string, number>> = { 7: 11, 39: 11, 52: 12, 55: 12, 91: 12 };

function northAmerican(digits: string): string | null {
  const bare = digits.startsWith("011") && digits.length > 11 ? digits.slice(3) : digits.replace(/^0+/, "");
  if (bare.length === 10) return `1${bare}`;
  // Eleven digits or more already hold a country code; fewer than ten lack the area code.
  return bare.length > 10 ? international(bare) : null;
}

function international(digits: string): string {
  const code = callingCodeOf(digits);
  return code === null ? digits : code + withoutTrunk(digits.slice(code.length), code);
}

function national(digits: string, code: string): string {
  const number = withoutTrunk(digits, code);
  const whole = number === digits && digits.startsWith(code) &&
    digits.length >= (shortestWhole[code] ?? code.length + 8);
  return whole ? international(digits) : code + number;
}
