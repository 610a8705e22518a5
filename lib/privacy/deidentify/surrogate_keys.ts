const letters = "abcdefghjkmnpqrstvwxyz0123456789";
const length = 16;

/**
 * A giver of surrogate keys: random, so that nothing of a person can be worked out from them (45 CFR 164.514(c) allows
 * no code derived from information about the person, so neither a hash of an e-mail address nor of a record number).
 * The same key gets the same surrogate from one giver, and another from the next one.
 *
 * @param random Fills bytes at random. Default: the system's cryptographic source; a test may pass another.
 *
 * @example
 * ```ts
 * import { surrogateKeys } from "./surrogate_keys.ts";
 * const [one, other] = [surrogateKeys(), surrogateKeys()];
 * if (one("MRN 7") !== one("MRN 7") || one("MRN 7") === other("MRN 7")) throw new Error();
 * ```
 */
export function surrogateKeys(
  random: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => void crypto.getRandomValues(bytes),
): (key: string) => string {
  const given = new Map<string, string>();
  const used = new Set<string>();
  return (key) => {
    let surrogate = given.get(key);
    while (surrogate === undefined) {
      const bytes = new Uint8Array(length);
      random(bytes);
      // 32 letters: five bits of each byte, all equally likely.
      const made = Array.from(bytes, (byte) => letters[byte & 31]).join("");
      if (used.has(made)) continue;
      used.add(made);
      given.set(key, surrogate = made);
    }
    return surrogate;
  };
}
