import { fields, type Rule } from "./_hash_fields.ts";
import { parameterOf } from "./_parameters.ts";
import { sha256 } from "./_sha256.ts";

/** An ad platform whose rules of normalisation and hashing are known. */
export type Platform = "meta" | "google";

/** One value, as a platform would be given it. */
export interface HashedValue {
  /** The field, as it was named. */
  readonly field: string;
  /** The value as the platform's rules want it, before hashing; null when there is none, or it is already a hash. */
  readonly normalised: string | null;
  /** SHA-256 of the normalised value, lower-case hexadecimal; null when this is never hashed, or must not leave. */
  readonly hashed: string | null;
  /** Why a value is missing, or what to know about it; absent when all is well. */
  readonly note?: string;
}

/** What {@linkcode hashValue} may be told. */
export interface HashOptions {
  /** ISO code of the country that phone numbers without a country code belong to. Default "US". */
  readonly country?: string;
}

/** A hash with these inputs tells nothing or gives itself away: they are never printed and never sent. */
const forbidden = new Map([
  [sha256(""), "the hash of nothing"],
  ...["m", "f", "male", "female"].map((word) =>
    [sha256(word), "the hash of a gender, which anybody can guess"] as const
  ),
]);

/**
 * A value as an ad platform's published rules normalise and hash it.
 *
 * Meta (Conversions API, customer information parameters) hashes em, ph, fn, ln, ge, db, ct, st, zp, country and
 * external_id and never client_ip_address, client_user_agent, fbc, fbp and lead_id. Google (Data Manager and enhanced
 * conversions) hashes e-mail, phone, names and street, and never country, region, city and postal code. The two differ:
 * dots and +tags of Gmail addresses go for Google and stay for Meta; phone numbers have a plus for Google only.
 *
 * Never hashed: an empty value; a value that already is a SHA-256 (it is passed on in lower case); gender, which has
 * so few values that its hash is the value. Hashing is not anonymity: it lets two parties match the same person.
 *
 * @param field The platform's name (`em`, `ph`, …) or a usual one (`email`, `first_name`, …).
 *
 * @example The vectors Meta publishes, and the same address for Google
 * ```ts
 * import { hashValue } from "./hash_value.ts";
 * const { normalised, hashed } = hashValue("meta", "em", " John_Smith@gmail.com ");
 * if (normalised !== "john_smith@gmail.com" || !hashed?.startsWith("62a14e44")) throw new Error();
 * if (hashValue("google", "email", "jane.doe+x@gmail.com").normalised !== "janedoe@gmail.com") throw new Error();
 * if (hashValue("meta", "ph", "").hashed !== null) throw new Error();
 * ```
 */
export function hashValue(
  platform: Platform,
  field: string,
  value: string | null,
  { country = "US" }: HashOptions = {},
): HashedValue {
  const parameter = parameterOf(field);
  const rule: Rule | undefined = parameter === null ? undefined : fields[platform].get(parameter);
  const none = (note: string): HashedValue => ({ field, normalised: null, hashed: null, note });
  if (!rule) return none(`${platform === "meta" ? "Meta" : "Google"} does not take this field`);
  const text = value ?? "";
  if (text.trim() === "") return none("empty");
  if (rule.hash === "never") {
    const plain = rule.normalise(text, country);
    if (/^[0-9a-f]{64}$/i.test(text.trim())) return none("a hash where the plain value is expected");
    if (plain === null || plain === "") return none(rule.fails);
    return { field, normalised: plain, hashed: null, note: "sent as it is, never hashed" };
  }
  const given = text.trim();
  if (/^[0-9a-f]{64}$/i.test(given)) {
    const hashed = given.toLowerCase();
    const why = forbidden.get(hashed);
    if (why !== undefined) return none(`${why}: it must not leave`);
    if (rule.hash === "guessable") {
      return none("anybody can guess what is behind this hash: it must not leave");
    }
    return { field, normalised: null, hashed, note: "already a hash: not hashed again" };
  }
  if (/^[0-9a-f]{32}$/i.test(given) || /^[0-9a-f]{40}$/i.test(given)) {
    return none("a hash of another kind than SHA-256");
  }
  const normalised = rule.normalise(text, country);
  if (normalised === null || normalised === "") return none(rule.fails);
  if (rule.hash === "guessable") {
    return {
      field,
      normalised,
      hashed: null,
      note: "anybody can guess what is behind its hash: it must not leave",
    };
  }
  const hashed = sha256(normalised);
  const why = forbidden.get(hashed);
  return why === undefined
    ? { field, normalised, hashed }
    : { field, normalised, hashed: null, note: `${why}: it must not leave` };
}
