/**
 * Text of at most so many characters, the last an ellipsis when something was left out. Counts what a reader sees as
 * one character as one (a letter with its accents, a flag), and never cuts through it.
 *
 * @example
 * ```ts
 * import { clip } from "./clip.ts";
 * if (clip("Learning basics", 9) !== "Learning…") throw new Error();
 * if (clip("Ready", 9) !== "Ready") throw new Error();
 * ```
 */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = "";
  let count = 0;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment, index } of graphemes.segment(text.slice(0, 32 * most))) {
    if (++count < most) kept += segment;
    else if (count === most && index + segment.length === text.length) return text;
  }
  return count < most && kept.length === text.length ? text : `${kept.trimEnd()}…`;
}

/** Made when a text is too long for the first time: it takes longer than all else here. */
let graphemes: Intl.Segmenter | undefined;
