// Control characters, and the marks that turn the direction of writing.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text from a file made safe for a terminal: control characters and direction marks are written out as `\u001b`,
 * so that a name can neither move the cursor nor turn the line round.
 *
 * @example
 * ```ts
 * import { plain } from "./plain.ts";
 * if (plain("a\x1b[2Jb") !== "a\\u001b[2Jb") throw new Error();
 * ```
 */
export function plain(text: string): string {
  return text.replace(unsafe, (mark) => `\\u${mark.codePointAt(0)!.toString(16).padStart(4, "0")}`);
}
