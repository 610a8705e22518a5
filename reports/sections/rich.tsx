import type { JSX } from "preact";
import { spans } from "../../lib/words/mod.ts";

/** A sentence in which `**two stars**` mark bold, and nothing else is markup. */
export function Rich({ text }: { readonly text: string }): JSX.Element {
  return <>{spans(text).map(({ text, bold }, i) => bold ? <b key={i}>{text}</b> : text)}</>;
}
