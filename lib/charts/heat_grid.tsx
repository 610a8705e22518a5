import type { JSX } from "preact";
import type { PathsResult, RetentionCohort } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, hidden, percent } from "../words/mod.ts";
import { Hatch, ink, round, StillFrame } from "./_paint.tsx";
import { clip } from "./clip.ts";

/** One cell: a share in [0, 1], the word "hidden", or null where there is nothing to show. */
export interface HeatCell {
  readonly share: Shown | null;
  /** Default: the share in percent. */
  readonly text?: string;
}

/** A grid of shares. */
export interface HeatGridProps {
  /** Distinguishes the hatchings of one page. */
  readonly id: string;
  /** Over the first column. */
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly note?: string;
    readonly cells: readonly HeatCell[];
  }[];
  /** What the grid says to those who cannot see it. */
  readonly label: string;
}

const [labelWidth, noteWidth, cellWidth, cellHeight, headHeight] = [150, 52, 46, 22, 20];

/**
 * Shares as a grid, darker where larger: who came back, or who is where at each step. What may not be shown is hatched
 * and says so; its place, and every colour, come from numbers that are shown.
 */
export function HeatGrid({ id, head, columns, rows, label }: HeatGridProps): JSX.Element {
  const notes = rows.some(({ note }) => note !== undefined) ? noteWidth : 0;
  const left = labelWidth + notes;
  const width = left + columns.length * cellWidth;
  const height = headHeight + rows.length * cellHeight;
  return (
    <StillFrame width={width} height={height} label={label}>
      <Hatch id={id} />
      <text x="0" y="13" fill="currentColor" font-weight="650">{head}</text>
      {columns.map((name, c) => (
        <text key={c} x={left + (c + .5) * cellWidth} y="13" text-anchor="middle" fill="currentColor">
          {clip(name, 8)}
        </text>
      ))}
      {rows.map((row, r) => {
        const y = headHeight + r * cellHeight;
        return (
          <g key={r}>
            <text x="0" y={y + 15} fill="currentColor">{clip(row.label, 24)}</text>
            {row.note !== undefined && (
              <text x={left - 8} y={y + 15} text-anchor="end" fill="currentColor">{row.note}</text>
            )}
            {row.cells.map((cell, c) => <Cell key={c} cell={cell} id={id} x={left + c * cellWidth} y={y} />)}
          </g>
        );
      })}
    </StillFrame>
  );
}

interface CellProps {
  readonly cell: HeatCell;
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

function Cell({ cell: { share, text }, id, x, y }: CellProps): JSX.Element | null {
  if (share === null) return null;
  const [wide, high] = [cellWidth - 2, cellHeight - 2];
  const strength = share === hidden ? 0 : Math.min(1, Math.max(0, share));
  return (
    <g>
      <rect
        x={x + 1}
        y={y + 1}
        width={wide}
        height={high}
        style={share === hidden
          ? `fill:url(#${id})`
          : `fill:${ink("data")};fill-opacity:${round(.9 * strength + .05)}`}
      />
      <text
        x={x + cellWidth / 2}
        y={y + 15}
        text-anchor="middle"
        style={strength > .55 ? `fill:${ink("paper")}` : "fill:currentColor"}
      >
        {text ?? (share === hidden ? hidden : percent(share))}
      </text>
    </g>
  );
}

/** What a grid of cohorts is drawn of. */
export interface RetentionGridProps {
  readonly id: string;
  readonly cohorts: readonly RetentionCohort<Shown>[];
  /** Names of the brackets after the start. */
  readonly brackets: readonly string[];
  /** What the grid says to those who cannot see it. */
  readonly label: string;
}

/** Who came back, a row a cohort: the share of its people in each bracket; empty where it cannot be seen yet. */
export function RetentionGrid({ id, cohorts, brackets, label }: RetentionGridProps): JSX.Element {
  return (
    <HeatGrid
      id={id}
      head="Started"
      columns={brackets}
      label={label}
      rows={cohorts.map(({ cohort, people, returned }) => ({
        label: cohort,
        note: count(people),
        cells: returned.slice(1).map((n): HeatCell => ({
          share: n === null || people === 0
            ? null
            : typeof n === "number" && typeof people === "number"
            ? n / people
            : hidden,
        })),
      }))}
    />
  );
}

/** Who is where at each step: a row an event. Differences of two groups are signed, and as dark as they are large. */
export function StepMatrixGrid(
  { id, result: { stepMatrix } }: {
    readonly id: string;
    readonly result: Pick<PathsResult<Shown>, "stepMatrix">;
  },
): JSX.Element {
  const { steps, events, share, counts } = stepMatrix;
  return (
    <HeatGrid
      id={id}
      head="Event"
      columns={steps.map(String)}
      label={counts
        ? "Share of people at each event, by step"
        : "Difference of shares at each event, by step"}
      rows={events.map((event, i) => ({
        label: event,
        cells: share[i]!.map((one): HeatCell => {
          if (one === hidden) return { share: hidden };
          if (one === 0) return { share: null };
          return counts
            ? { share: one }
            : { share: Math.abs(one), text: `${one < 0 ? "−" : "+"}${Math.round(100 * Math.abs(one))}` };
        }),
      }))}
    />
  );
}
