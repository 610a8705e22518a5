import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import type { FunnelResult } from "../journeys/mod.ts";
import type { MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import { count, hidden, number, percent } from "../words/mod.ts";
import { clip } from "./clip.ts";
import { clusterPlot, isClusterDrawable } from "./_cluster_plots.ts";
import { plotStill } from "./_plot_still.tsx";
import type { BarDrawable, Drawable } from "./figure.ts";
import { scale } from "./scale.ts";
import { light } from "./tokens.ts";

/** One labelled bar; without a value a heading. */
interface Row {
  readonly label: string;
  readonly bar:
    | { readonly value: Shown | null; readonly low?: Shown | null; readonly high?: Shown | null }
    | null;
  readonly text: string;
}

/** Rows, and the end of their common scale where it is fixed. */
interface Rows {
  readonly rows: readonly Row[];
  readonly most?: number;
}

const makers: { readonly [K in BarDrawable["kind"]]: (result: Extract<BarDrawable, { kind: K }>) => Rows } = {
  segments: segmentRows,
  funnel: funnelRows,
  measure: measureRows,
  reach: reachRows,
};

const width = 640;
const labelWidth = 200;
const textWidth = 110;
const rowHeight = 22;

/**
 * A result as one self-contained picture, for places that have neither our style sheet nor plotly: labelled bars, with
 * whiskers where there are intervals. Text takes the colour of its surroundings, so it reads on dark pages too.
 *
 * @returns An `<svg>` element.
 *
 * @example
 * ```ts
 * import { still } from "./still.tsx";
 * const svg = still({
 *   kind: "reach",
 *   channels: [],
 *   groups: [{ group: "a", name: "<A>", people: 100, any: 60, byChannel: [] }],
 *   warnings: [],
 * });
 * if (!svg.startsWith("<svg") || !svg.includes("&lt;A>")) throw new Error(svg);
 * ```
 */
export function still(result: Drawable): string {
  if (isClusterDrawable(result)) return plotStill(clusterPlot(result));
  const make = makers[result.kind] as (result: BarDrawable) => Rows;
  const { rows, most } = make(result);
  const axis = scale(
    rows.flatMap(({ bar }) => bar ? [bar.value, bar.high ?? null] : []),
    most === undefined ? {} : { most },
  );
  const x = (value: number) => round(labelWidth + axis.at(value) / 100 * (width - labelWidth - textWidth));
  const height = rows.length * rowHeight;
  return renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={rows.map(({ label, text }) => text === "" ? `${label}:` : `${label} ${text}`).join("; ")}
      font-family="system-ui, sans-serif"
      font-size="12"
    >
      {rows.map((row, i) => <StillRow key={i} row={row} y={i * rowHeight} x={x} />)}
    </svg>,
  );
}

function StillRow(
  { row, y, x }: { readonly row: Row; readonly y: number; readonly x: (value: number) => number },
): JSX.Element {
  const { label, bar, text } = row;
  const base = y + 15;
  if (bar === null) {
    return <text x="0" y={base} fill="currentColor" font-weight="650">{clip(label, 90)}</text>;
  }
  const { value, low, high } = bar;
  const middle = y + rowHeight / 2;
  const end = typeof value === "number" ? x(Math.max(0, value)) : labelWidth;
  const whisker = typeof low === "number" && typeof high === "number" ? { from: x(low), to: x(high) } : null;
  return (
    <g>
      <text x={labelWidth - 8} y={base} text-anchor="end" fill="currentColor">{clip(label, 30)}</text>
      <rect
        x={labelWidth}
        y={y + 5}
        width={round(end - labelWidth)}
        height={rowHeight - 10}
        fill={light["data-soft"]}
      />
      {whisker && (
        <line
          x1={whisker.from}
          x2={whisker.to}
          y1={middle}
          y2={middle}
          stroke={light.data}
          stroke-width="2"
        />
      )}
      <text x={(whisker ? Math.max(end, whisker.to) : end) + 6} y={base} fill="currentColor">{text}</text>
    </g>
  );
}

function segmentRows(result: SegmentsResult<Shown>): Rows {
  const row = (label: string, value: Shown, share: Shown | null): Row => ({
    label,
    bar: { value },
    text: share === null ? count(value) : `${count(value)} (${percent(share)})`,
  });
  return {
    rows: [
      ...result.segments.map(({ name, people, share }) => row(name, people, share)),
      row("In no segment", result.unsegmented, null),
      row("Cannot be placed", result.unknown, null),
    ],
  };
}

function funnelRows(result: FunnelResult<Shown>): Rows {
  const groups = result.groups ?? [{ name: "Everybody", steps: result.steps }];
  return {
    most: 1,
    rows: groups.flatMap(({ name, steps }) => [
      { label: name, bar: null, text: "" },
      ...steps.map((step): Row => ({
        label: step.name,
        bar: { value: step.rateFromFirst },
        text: step.rateFromFirst === null
          ? count(step.people)
          : `${count(step.people)} (${percent(step.rateFromFirst)})`,
      })),
    ]),
  };
}

function measureRows({ type, groups }: MeasureResult<Shown>): Rows {
  const format = type === "rate" ? percent : number;
  return {
    ...(type === "rate" ? { most: 1 } : {}),
    rows: groups.map(({ name, value, low, high }) => ({
      label: name,
      bar: { value, low, high },
      text: shown(value, format),
    })),
  };
}

function reachRows({ groups }: ReachResult<Shown>): Rows {
  return {
    most: 1,
    rows: groups.map(({ name, people, any }) => {
      const known = typeof people === "number" && typeof any === "number" && people > 0;
      return {
        label: name,
        bar: { value: known ? any / people : any === "hidden" || people === "hidden" ? "hidden" : null },
        text: `${count(any)} of ${count(people)}`,
      };
    }),
  };
}

function shown(value: Shown | null, format: (value: number) => string): string {
  return value === null ? "–" : value === hidden ? hidden : format(value);
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
