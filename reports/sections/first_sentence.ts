/** The first sentence of a text; all of it when it has no end. */
export function firstSentence(text: string): string {
  return /^.*?[.!?]\*{0,2}(?=\s|$)/s.exec(text)?.[0] ?? text;
}
