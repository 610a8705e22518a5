import type { JSX } from "preact";
import { hidden } from "../words/mod.ts";

/** Width of the hidden mark in pixels, whatever stands behind it. */
export const hiddenWidth = 28;

/** The hidden mark in text: the word on hatching. Its size never depends on the number behind it. */
export function HiddenWord(): JSX.Element {
  return <span class="hidw">{hidden}</span>;
}

/**
 * The hidden mark inside an SVG of stretching width: a hatched block of fixed size.
 *
 * @param x Left edge in percent, worked out from shown numbers only.
 */
export function HiddenMark(
  { x, y, height }: { readonly x: number; readonly y: number; readonly height: number },
): JSX.Element {
  const shift = x > 80 ? -hiddenWidth : 0;
  return (
    <svg x={`${x}%`} y={y} width="1" height={height} overflow="visible">
      <rect class="hid" x={shift + .5} y=".5" width={hiddenWidth - 1} height={height - 1} />
    </svg>
  );
}

/** Hatchings that marks refer to; put it once in a page, before the first figure. */
export function Patterns(): JSX.Element {
  return (
    <svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="hatch"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" style="fill:var(--paper)" />
          <rect width="1.3" height="5" style="fill:var(--data-soft)" />
        </pattern>
        <pattern
          id="hide"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect width="1" height="5" style="fill:var(--rule-2)" />
        </pattern>
      </defs>
    </svg>
  );
}
