/** A pattern in which `*` stands for any characters and `?` for one; letters A to Z match in either case. */
export interface Wildcard {
  /** Each a single character, folded; `null` stands for any one character. Stars are the ends of pieces. */
  readonly tokens: readonly (string | null | typeof star)[];
}

/** Any number of characters. A private-use object would not survive JSON; a two-letter token cannot be a character. */
export const star = "**";

/** Reads a pattern; runs of stars become one. */
export function readWildcard(text: string): Wildcard {
  const tokens: (string | null)[] = [];
  for (const character of text) {
    if (character === "*") {
      if (tokens.at(-1) !== star) tokens.push(star);
    } else tokens.push(character === "?" ? null : fold(character));
  }
  return { tokens };
}

/**
 * Whether the whole text fits the pattern. Two pointers and one point of return: at most
 * pattern length × text length steps, whatever the pattern.
 */
export function fits(pattern: Wildcard, text: string): boolean {
  const { tokens } = pattern;
  const characters = Array.from(text, fold);
  let at = 0, token = 0, starToken = -1, starAt = 0;
  while (at < characters.length) {
    if (tokens[token] === star) {
      starToken = token++;
      starAt = at;
    } else if (token < tokens.length && (tokens[token] === null || tokens[token] === characters[at])) {
      token++;
      at++;
    } else if (starToken >= 0) {
      token = starToken + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token] === star) token++;
  return token === tokens.length;
}

/** The pattern as a regular expression for RE2 (linear time), in printable ASCII only. */
export function toRegex(pattern: Wildcard): string {
  return pattern.tokens.map((token) => {
    if (token === star) return ".*";
    if (token === null) return ".";
    if (/^[a-z]$/.test(token)) return `[${token}${token.toUpperCase()}]`;
    return `\\x{${token.codePointAt(0)!.toString(16)}}`;
  }).join("");
}

function fold(character: string): string {
  return /^[A-Z]$/.test(character) ? character.toLowerCase() : character;
}
