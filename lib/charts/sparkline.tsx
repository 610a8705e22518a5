import type { JSX } from "preact";
import type { Shown } from "../segments/mod.ts";

/** A series in the size of a word. */
export interface SparklineProps {
  /** Oldest first. A value that may not be shown, or is missing, breaks the line. */
  readonly values: readonly (Shown | null)[];
  /** Height of the drawing in units of the values, the same in every row, so that slopes can be compared. */
  readonly span: number;
  /** Places in `values` at which a new definition begins: the line breaks there, with a dotted line before it. */
  readonly breaks?: readonly number[];
  /** What a person who cannot see the line is told. */
  readonly sentence: string;
}

/** A line of past values ending in a dot for the newest; the newest or nearest shown value stands in the middle. */
export function Sparkline({ values, span, breaks = [], sentence }: SparklineProps): JSX.Element {
  const width = 52, height = 26, inset = 4;
  const shown = values.filter((value) => typeof value === "number");
  const middle = shown.length > 0 ? (Math.max(...shown) + Math.min(...shown)) / 2 : 0;
  const step = (width - 2 * inset) / Math.max(1, values.length - 1);
  const x = (i: number) => (inset + i * step).toFixed(1);
  const y = (value: number) => (height / 2 - (value - middle) / span * (height - 2 * inset)).toFixed(1);
  const runs: string[][] = [[]];
  values.forEach((value, i) => {
    if (breaks.includes(i)) runs.push([]);
    if (typeof value === "number") runs.at(-1)!.push(`${x(i)},${y(value)}`);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  });
  const last = values.at(-1);
  return (
    <svg
      class="spark"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={sentence}
    >
      {breaks.filter((i) => i > 0).map((i) => {
        const middle = (inset + (i - .5) * step).toFixed(1);
        return <line key={i} class="sb" x1={middle} x2={middle} y1="3" y2={height - 3} />;
      })}
      {runs.filter((run) => run.length > 1).map((run) => (
        <polyline key={run[0]} class="sl" points={run.join(" ")} />
      ))}
      {typeof last === "number" && <circle class="sd" cx={x(values.length - 1)} cy={y(last)} r="2.5" />}
    </svg>
  );
}
