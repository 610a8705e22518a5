/** A stretch of a sentence. */
export interface Span {
  /** Its text, without marks. */
  readonly text: string;
  /** Whether it stood between marks. */
  readonly bold: boolean;
}

/**
 * A sentence taken apart at its `**bold**` marks. With an odd mark, all of it is plain text.
 *
 * @example
 * ```ts
 * import { spans } from "./sentence.ts";
 * const [first, second] = spans("**68 of every 100** leave");
 * if (!first!.bold || second!.text !== " leave") throw new Error();
 * ```
 */
export function spans(sentence: string): readonly Span[] {
  const parts = sentence.split("**");
  if (parts.length % 2 === 0) return [{ text: sentence, bold: false }];
  return parts.map((text, i) => ({ text, bold: i % 2 === 1 })).filter(({ text }) => text !== "");
}

/**
 * A sentence without its `**bold**` marks, for `aria-label`, terminals and plain text.
 *
 * @example
 * ```ts
 * import { plainText } from "./sentence.ts";
 * if (plainText("**68 of every 100** leave") !== "68 of every 100 leave") throw new Error();
 * ```
 */
export function plainText(sentence: string): string {
  return spans(sentence).map(({ text }) => text).join("");
}
