import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ConversionWindowResult, FunnelResult, RetentionResult, TimingResult } from "../journeys/mod.ts";
import type { MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import { count, hidden, number, percent } from "../words/mod.ts";
import {
  afterDropOffRows,
  associationRows,
  attemptRows,
  dropOffRows,
  flowRows,
  pathRows,
  stageRows,
  type StillRow as Row,
  type StillRows as Rows,
  transitionRows,
} from "./_still_rows.ts";
import { round, StillFrame } from "./_paint.tsx";
import { clip } from "./clip.ts";
import { clusterPlot, isClusterDrawable } from "./_cluster_plots.ts";
import { CreditSpans } from "./credit_spans.tsx";
import { plotStill } from "./_plot_still.tsx";
import type { BarDrawable, Drawable } from "./figure.ts";
import { RetentionGrid } from "./heat_grid.tsx";
import { scale } from "./scale.ts";
import { segmentColours } from "./segment_colours.ts";
import { StepCurves, timingCurves, windowCurves } from "./step_curves.tsx";
import { light } from "./tokens.ts";

/** A picture of its own, or rows of bars. */
type Maker<K extends BarDrawable["kind"]> = (result: Extract<BarDrawable, { kind: K }>) => JSX.Element | Rows;

const makers: { readonly [K in BarDrawable["kind"]]: Maker<K> } = {
  segments: segmentRows,
  funnel: funnelRows,
  measure: measureRows,
  reach: reachRows,
  window: windowPicture,
  timing: timingPicture,
  paths: pathRows,
  transitions: transitionRows,
  flow: flowRows,
  attempts: attemptRows,
  stages: stageRows,
  attribution: (result) => <CreditSpans result={result} id="still-credit" />,
  retention: retentionPicture,
  associations: associationRows,
  afterDropOff: afterDropOffRows,
  dropOff: dropOffRows,
};

const width = 640;
const labelWidth = 200;
const textWidth = 110;
const rowHeight = 22;

/**
 * A result as one self-contained picture, for places that have neither our style sheet nor plotly: labelled bars, with
 * whiskers where there are intervals; curves, a grid of cohorts or spans of credit where these say more. Text takes the colour of its surroundings, so it reads on dark pages too.
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
  const make = makers[result.kind] as (result: BarDrawable) => JSX.Element | Rows;
  const made = make(result);
  if (!("rows" in made)) return renderToString(made);
  const { rows, most } = made;
  const axis = scale(
    rows.flatMap(({ bar }) => bar ? [bar.value, bar.high ?? null] : []),
    most === undefined ? {} : { most },
  );
  const x = (value: number) => round(labelWidth + axis.at(value) / 100 * (width - labelWidth - textWidth));
  const height = rows.length * rowHeight;
  return renderToString(
    <StillFrame
      width={width}
      height={height}
      label={rows.map(({ label, text }) => text === "" ? `${label}:` : `${label} ${text}`).join("; ")}
      fontSize={12}
    >
      {rows.map((row, i) => <RowMark key={i} row={row} y={i * rowHeight} x={x} />)}
    </StillFrame>,
  );
}

function RowMark(
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

function windowPicture(result: ConversionWindowResult<Shown>): JSX.Element {
  const curves = windowCurves(result);
  return <StepCurves curves={curves} colours={coloursOf(curves)} format={(day) => `${number(day)} d`} />;
}

function timingPicture(result: TimingResult<Shown>): JSX.Element {
  const curves = timingCurves(result);
  return <StepCurves curves={curves} colours={coloursOf(curves)} format={number} />;
}

function coloursOf(curves: readonly { readonly group: string }[]): ReturnType<typeof segmentColours> {
  return segmentColours(
    curves.map(({ group }) => ({
      id: group,
      kind: group === "all" || group === "none" || group === "unknown" ? group : "segment",
    })),
  );
}

function retentionPicture(result: RetentionResult<Shown>): JSX.Element {
  const names = result.brackets.slice(1).map(({ from, to }) =>
    to - from === 1 ? String(from) : `${from}–${to - 1}`
  );
  return (
    <RetentionGrid
      id="still-retention"
      cohorts={result.cohorts}
      brackets={names}
      label={`Share of people who came back, by the ${result.cohortBy} they started in and periods since`}
    />
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
