/** JSON inside a script element: nothing in it can end the element or start a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll(
    "\u2029",
    "\\u2029",
  );
}

/** A CSS string with its quotes: letters, digits and a few plain marks as they are, everything else by code point. */
export function cssString(text: string): string {
  return `"${text.replace(/[^A-Za-z0-9 .,:·-]/gu, (letter) => `\\${letter.codePointAt(0)!.toString(16)} `)}"`;
}

/**
 * A value of strings with characters removed that could turn the text around them (bidirectional embeddings and
 * overrides), cannot stand in HTML (control characters), or are half a character (lone surrogates).
 */
export function tame<T>(value: T): T {
  if (typeof value === "string") {
    return value.toWellFormed().replace(unruly, "") as T;
  }
  if (Array.isArray(value)) return value.map(tame) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tame(inner)])) as T;
}

// deno-lint-ignore no-control-regex -- control characters are what is being removed
const unruly = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
