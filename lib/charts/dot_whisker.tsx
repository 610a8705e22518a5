import type { JSX } from "preact";
import type { Shown } from "../segments/mod.ts";
import { HiddenMark } from "./hidden_mark.tsx";
import type { Scale } from "./scale.ts";
import { colourClass } from "./swatch.tsx";
import type { ColourToken } from "./tokens.ts";

/** A value with its interval. */
export interface DotWhiskerProps {
  /** In units of the scale. */
  readonly value: Shown | null;
  /** Ends of the interval; null draws the dot alone. */
  readonly low: Shown | null;
  /** Upper end. */
  readonly high: Shown | null;
  /** The scale it shares with its neighbours. */
  readonly scale: Scale;
  /** Usually the group's. */
  readonly colour: ColourToken;
  /** What a person who cannot see the mark is told. */
  readonly sentence: string;
  /** Pixels; default 24. */
  readonly height?: number;
}

/**
 * A dot for the value on a pale bar and line for its interval. x stretches in percent, y stays in pixels. A value that
 * may not be shown is the hidden mark at the start of the scale; without a value nothing is drawn.
 */
export function DotWhisker(
  { value, low, high, scale, colour, sentence, height = 24 }: DotWhiskerProps,
): JSX.Element {
  const y = height / 2;
  const interval = typeof low === "number" && typeof high === "number"
    ? { x1: `${scale.at(low)}%`, x2: `${scale.at(high)}%`, y1: y, y2: y }
    : null;
  return (
    <svg class={`dw ${colourClass(colour)}`} width="100%" height={height} role="img" aria-label={sentence}>
      {value === "hidden" && <HiddenMark x={0} y={y - 5} height={10} />}
      {typeof value === "number" && interval && (
        <>
          <line class="wb" {...interval} />
          <line class="wl" {...interval} />
        </>
      )}
      {typeof value === "number" && <circle class="wd" cx={`${scale.at(value)}%`} cy={y} r="3.4" />}
    </svg>
  );
}
