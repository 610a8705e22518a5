import type { ComponentChildren, JSX } from "preact";
import { type ColourToken, light } from "./tokens.ts";

/** A colour of the design: the page's own where it has one, else that of the light palette. */
export function ink(token: ColourToken): string {
  return `var(--${token},${light[token]})`;
}

/** Rounded to a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(10 * value) / 10;
}

/** The hatching of cells that may not be shown; refer to it as `url(#id)`. */
export function Hatch({ id }: { readonly id: string }): JSX.Element {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <rect width="1" height="5" style={`fill:${ink("rule-2")}`} />
      </pattern>
    </defs>
  );
}

/** The frame of a still picture: its size, the words it is read aloud as, and its letters. */
export function StillFrame(
  { width, height, label, fontSize = 11, children }: {
    readonly width: number;
    readonly height: number;
    readonly label: string;
    readonly fontSize?: number;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      font-family="system-ui, sans-serif"
      font-size={fontSize}
    >
      {children}
    </svg>
  );
}
