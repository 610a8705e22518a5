import type { JSX } from "preact";
import type { Scale } from "./scale.ts";

/** Letters of all labels together that still fit a small figure. */
const mostLetters = 14;

/**
 * Tick labels along a scale. The first starts at the edge and a long last one stops there, so that no label leaves the
 * figure. Long labels leave only the first and last; in a narrow figure the page hides the others (class `mid`).
 *
 * @param format How to write a tick.
 */
export function Axis(
  { scale, format }: { readonly scale: Scale; readonly format: (tick: number) => string },
): JSX.Element {
  const { ticks } = scale;
  const ends = (i: number) => i === 0 || i === ticks.length - 1;
  const roomy = ticks.map(format).join("").length <= mostLetters;
  return (
    <svg class="ax" width="100%" height="16" aria-hidden="true">
      {ticks.map((tick, i) => {
        if (!roomy && !ends(i)) return null;
        const x = scale.at(tick);
        const label = format(tick);
        const anchor = x === 0 ? "start" : x > 92 && label.length > 3 ? "end" : "middle";
        return (
          <text key={tick} class={ends(i) ? undefined : "mid"} x={`${x}%`} y="11" text-anchor={anchor}>
            {label}
          </text>
        );
      })}
    </svg>
  );
}
