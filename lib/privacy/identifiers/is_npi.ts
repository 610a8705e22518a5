import { luhn } from "./_check_digits.ts";

/**
 * Whether the text is a National Provider Identifier: ten digits, the first 1 or 2, the last the Luhn check digit of
 * 80840 and the other nine (45 CFR 162.406; the CMS check-digit rule).
 *
 * @example
 * ```ts
 * import { isNpi } from "./is_npi.ts";
 * if (!isNpi("1234567893") || isNpi("1234567898") || isNpi("0000000006")) throw new Error();
 * ```
 */
export function isNpi(text: string): boolean {
  return /^[12]\d{9}$/.test(text) && luhn(`80840${text}`);
}
