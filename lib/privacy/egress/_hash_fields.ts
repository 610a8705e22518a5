import { birthDate } from "./_birth_date.ts";
import { countryCode } from "./_countries.ts";
import type { Platform } from "./hash_value.ts";
import { phoneDigits } from "./_phone.ts";
import { stateLetters } from "./_states.ts";

/** How a platform wants one field. */
export interface Rule {
  /** Whether the platform takes its hash; guessable: it does, but so few values are possible that none may leave. */
  readonly hash: "sha256" | "never" | "guessable";
  /** The value as the platform's rules want it; null when it cannot be one. */
  readonly normalise: (text: string, country: string) => string | null;
  /** What to say then. */
  readonly fails: string;
}

const lower = (text: string) => text.normalize("NFC").trim().toLowerCase();

function address(text: string): string | null {
  return /^[^\s@<>,;:"]+@[^\s@<>,;".]+(\.[^\s@<>,;".]+)+$/.test(text) ? text : null;
}

/** Dots and everything from a plus on mean nothing in a Gmail address. */
function googleAddress(text: string): string | null {
  const plain = lower(text).replace(/\s+/g, "");
  const at = plain.lastIndexOf("@");
  const [user, domain] = [plain.slice(0, at), plain.slice(at + 1)];
  if (domain !== "gmail.com" && domain !== "googlemail.com") return address(plain);
  return address(`${user.replace(/\+.*$/, "").replaceAll(".", "")}@${domain}`);
}

const letters = (text: string) => lower(text).replace(/[\s\p{P}\p{S}]+/gu, "");

/** Titles before a name and marks of generation after it. */
const titles = /^(?:(?:mr|mrs|ms|miss|mx|dr|prof)\b\.?\s+)+|(?:[\s,]+(?:jr|sr|ii|iii|iv|md|phd|esq)\b\.?)+$/g;
const googleName = (text: string) => lower(text).replace(/\s+/g, " ").replace(titles, "").trim();

function gender(text: string): string | null {
  const word = letters(text);
  return ["f", "female", "woman"].includes(word) ? "f" : ["m", "male", "man"].includes(word) ? "m" : null;
}

/** US ZIP+4 loses its four; elsewhere blanks and dashes go. */
function metaPostalCode(text: string): string {
  const plain = lower(text).replace(/\s+/g, "");
  const zip = /^(\d{5})(?:-?\d{4})?$/.exec(plain);
  return zip ? zip[1]! : plain.replaceAll("-", "");
}

const hashed = (normalise: Rule["normalise"], fails: string): Rule => ({ hash: "sha256", normalise, fails });
const raw: Rule = { hash: "never", normalise: (text) => text.trim(), fails: "empty" };

const email = "not an e-mail address";
const phone = "not a whole phone number: write it with its country or area code";
const country = "not a country";
const name = "no letters in it";

/** By platform and field. */
export const fields: Readonly<Record<Platform, ReadonlyMap<string, Rule>>> = {
  meta: new Map<string, Rule>([
    ["em", hashed((text) => address(lower(text)), email)],
    ["ph", hashed(phoneDigits, phone)],
    ["fn", hashed(letters, name)],
    ["ln", hashed(letters, name)],
    ["ge", { hash: "guessable", normalise: gender, fails: "neither f nor m" }],
    ["db", hashed(birthDate, "not a day with a year of four digits")],
    ["ct", hashed((text) => letters(text).replace(/\d/g, ""), name)],
    ["st", hashed(stateLetters, name)],
    ["zp", hashed(metaPostalCode, "not a postal code")],
    ["country", hashed((text) => countryCode(text)?.toLowerCase() ?? null, country)],
    ["external_id", hashed(lower, "empty")],
    ...["client_ip_address", "client_user_agent", "fbc", "fbp", "lead_id"].map((one) => [one, raw] as const),
  ]),
  google: new Map<string, Rule>([
    ["em", hashed(googleAddress, email)],
    [
      "ph",
      hashed((text, home) => {
        const digits = phoneDigits(text, home);
        return digits === null ? null : `+${digits}`;
      }, phone),
    ],
    ["fn", hashed(googleName, name)],
    ["ln", hashed(googleName, name)],
    ["street", hashed(lower, "empty")],
    ["country", { hash: "never", normalise: countryCode, fails: country }],
    ["st", { hash: "never", normalise: (text) => text.trim(), fails: name }],
    ["ct", { hash: "never", normalise: (text) => text.trim(), fails: name }],
    ["zp", { hash: "never", normalise: (text) => text.trim(), fails: "not a postal code" }],
    ["gclid", raw],
    ["gbraid", raw],
    ["wbraid", raw],
  ]),
};
