import type { JSX } from "preact";
import type { ColourToken } from "./tokens.ts";

/** A small square in a group's colour, before its name. Says nothing to a screen reader: the name does. */
export function Swatch({ colour }: { readonly colour: ColourToken }): JSX.Element {
  return <i class={`sw ${colourClass(colour)}`} aria-hidden="true"></i>;
}

/** The CSS class that sets `--c` to a colour: marks below it draw in that colour. */
export function colourClass(colour: ColourToken): string {
  return `c-${colour}`;
}
