import type { JSX } from "preact";

/** Text in which `**two stars**` mark bold, and nothing else is markup. */
export function Rich({ text }: { readonly text: string }): JSX.Element {
  const parts = text.split("**");
  if (parts.length % 2 === 0) return <>{text}</>;
  return <>{parts.map((part, i) => i % 2 === 1 ? <b key={i}>{part}</b> : part)}</>;
}
