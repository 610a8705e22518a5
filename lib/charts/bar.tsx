import type { JSX } from "preact";
import type { Shown } from "../segments/mod.ts";
import { HiddenMark } from "./hidden_mark.tsx";
import type { Scale } from "./scale.ts";
import { colourClass } from "./swatch.tsx";
import type { ColourToken } from "./tokens.ts";

/** A bar from zero, for shares and totals. */
export interface BarProps {
  /** In units of the scale. */
  readonly value: Shown | null;
  /** The scale it shares with its neighbours. */
  readonly scale: Scale;
  /** Default: the colour of data. */
  readonly colour?: ColourToken;
  /** What a person who cannot see the mark is told; null when the number stands beside it in the text. */
  readonly sentence: string | null;
  /** Pixels; default 9. */
  readonly height?: number;
}

/** A bar from zero to the value; the hidden mark when the value may not be shown. */
export function Bar({ value, scale, colour = "data", sentence, height = 9 }: BarProps): JSX.Element {
  const words = sentence === null
    ? { "aria-hidden": "true" as const }
    : { role: "img" as const, "aria-label": sentence };
  return (
    <svg class={`bar ${colourClass(colour)}`} width="100%" height={height} {...words}>
      <line class="base" x1="0" x2="0" y1="0" y2={height} />
      {value === "hidden" && <HiddenMark x={0} y={0} height={height} />}
      {typeof value === "number" && <rect class="br" width={`${scale.at(value)}%`} height={height} />}
    </svg>
  );
}
