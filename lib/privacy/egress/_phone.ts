import { callingCodes, trunkPrefixes } from "./_calling_codes.ts";

/**
 * A phone number as digits with its country code and without the plus: `(650)555-1212` → `16505551212`. Null when it
 * cannot be one (ITU-T E.164: at most 15 digits, the first not 0).
 *
 * A plus, a leading 00 or 011 says that the country code is there. Without them a number of that country is assumed;
 * two letters beside the number (`(800)555-0100 US`) name another. Extensions are dropped.
 */
export function phoneDigits(text: string, country: string): string | null {
  const plain = text.normalize("NFKC").replace(/(?:\bext(?:ension)?\b|\bx|#)\.?\s*\d{1,6}\s*$/i, "");
  const named = /(?:^|[^a-z])([a-z]{2})\s*$/i.exec(plain) ?? /^\s*([a-z]{2})(?![a-z])/i.exec(plain);
  const hint = named?.[1]?.toUpperCase();
  const home = hint !== undefined && callingCodes.has(hint) ? hint : country.toUpperCase();
  const code = callingCodes.get(home);
  if (code === undefined) return null;
  const abroad = /^[^\d]*\+/.test(plain);
  // "+44 (0)20 …": the bracketed zero is dialled inside the country only.
  const digits = plain.replace(/\(0\)/g, abroad || /^\s*00/.test(plain) ? "" : "0").replace(/\D/g, "");
  const whole = abroad || digits.startsWith("00")
    ? digits.replace(/^0+/, "")
    : code === "1"
    ? northAmerican(digits)
    : national(digits, home, code);
  return whole !== null && /^[1-9]\d{6,14}$/.test(whole) ? whole : null;
}

function northAmerican(digits: string): string | null {
  const bare = digits.startsWith("011") && digits.length > 11 ? digits.slice(3) : digits.replace(/^0+/, "");
  if (bare.length === 10) return `1${bare}`;
  // Eleven digits or more already hold a country code; fewer than ten lack the area code.
  return bare.length > 10 ? bare : null;
}

function national(digits: string, country: string, code: string): string {
  const trunk = trunkPrefixes[country] ?? "0";
  if (trunk !== "" && digits.startsWith(trunk)) return code + digits.slice(trunk.length);
  return digits.startsWith(code) && digits.length >= code.length + 8 ? digits : code + digits;
}
