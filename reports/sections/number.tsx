import type { JSX } from "preact";
import { HiddenWord } from "../../lib/charts/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";

/** A number in words by `format`; the hidden mark when it may not be shown; a dash when there is none. */
export function Num(
  { value, format }: { readonly value: Shown | null; readonly format: (value: number) => string },
): JSX.Element {
  if (value === "hidden") return <HiddenWord />;
  return <>{value === null ? "–" : format(value)}</>;
}
