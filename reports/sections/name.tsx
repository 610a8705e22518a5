import type { JSX } from "preact";
import { type ColourToken, Swatch } from "../../lib/charts/mod.ts";

/** A group's swatch and name. The name keeps its own writing direction, whatever it is. */
export function Name(
  { name, colour, strong = false }: {
    readonly name: string;
    readonly colour: ColourToken;
    readonly strong?: boolean;
  },
): JSX.Element {
  return (
    <>
      <Swatch colour={colour} />
      {strong
        ? (
          <b>
            <bdi>{name}</bdi>
          </b>
        )
        : <bdi>{name}</bdi>}
    </>
  );
}
