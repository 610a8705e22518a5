import type { JSX } from "preact";
import type { ConversionWindowGroup } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { hidden, percent } from "../words/mod.ts";
import type { Scale } from "./scale.ts";
import { colourClass } from "./swatch.tsx";
import type { ColourToken } from "./tokens.ts";

/** One group's time to the last step. */
export type CurveGroup = ConversionWindowGroup<Shown>;

/** The common ground of all panels of a trellis of curves. */
export interface CurveFrame {
  /** Distinguishes the curves of one page from those of another figure. */
  readonly id: string;
  /** Where the time axis ends, in days. */
  readonly days: number;
  /** Share of people, the same in every panel. */
  readonly scale: Scale;
}

const secondsPerDay = 86_400;
const height = 108;
const labelLift = 8;

/**
 * The curves of all groups, once in a page: panels draw them by reference, each its own in colour and the others as
 * ghosts. Points that may not be shown are left out and the line goes straight on.
 */
export function Curves(
  { groups, frame }: { readonly groups: readonly CurveGroup[]; readonly frame: CurveFrame },
): JSX.Element {
  return (
    <svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false">
      <defs>
        {groups.map((group, i) => (
          <path key={group.group} id={`${frame.id}-${i}`} class="cv" d={lineOf(group, frame)} />
        ))}
      </defs>
    </svg>
  );
}

/** What a panel of curves is drawn of. */
export interface CurvePanelProps {
  /** As given to {@linkcode Curves}. */
  readonly groups: readonly CurveGroup[];
  /** Which of them this panel is about. */
  readonly index: number;
  /** The common ground. */
  readonly frame: CurveFrame;
  /** The group's. */
  readonly colour: ColourToken;
  /** Whether to draw the other groups behind it. Default: true. */
  readonly ghosts?: boolean;
}

/**
 * The share of one group that has reached the last step, by days since the first: line and interval in its colour,
 * the other groups as grey ghosts, and its shares at the usual lengths of time written beside their dots.
 */
export function CurvePanel({ groups, index, frame, colour, ghosts = true }: CurvePanelProps): JSX.Element {
  const group = groups[index]!;
  const { days, scale } = frame;
  const marks = marksOf(group, days);
  const band = bandOf(group, frame);
  const x = (day: number) => Math.round(10_000 * day / days) / 100;
  const y = (share: number) => Math.round(height * (100 - scale.at(share))) / 100;
  const half = scale.ticks.find((tick) => tick > 0 && tick < scale.max && tick >= scale.max / 2) ?? scale.max;
  return (
    <svg
      class={`cp ${colourClass(colour)}`}
      width="100%"
      height={height + 18}
      role="img"
      aria-label={curveSentence(group, days)}
    >
      <line class="gd" x1="0" x2="100%" y1={y(half)} y2={y(half)} />
      {marks.map(({ day }) => (
        <line key={day} class="gd" x1={`${x(day)}%`} x2={`${x(day)}%`} y1="0" y2={height} />
      ))}
      <text class="tk" x="0" y={y(half) - 4}>{percent(half)}</text>
      <svg
        x="0"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        width="100%"
        height={height}
        overflow="hidden"
      >
        {ghosts && groups.map((other, i) =>
          i !== index && <use key={other.group} href={`#${frame.id}-${i}`} class="gh" />
        )}
        {band && <path class="bd" d={band} />}
        <use href={`#${frame.id}-${index}`} class="me" />
      </svg>
      <line class="base" x1="0" x2="100%" y1={height} y2={height} />
      <text class="tk" x="0" y={height + 14}>day 0</text>
      {marks.map(({ day, rate }) => (
        <g key={day}>
          <text class="tk" x={`${x(day)}%`} y={height + 14} text-anchor={day === days ? "end" : "middle"}>
            {day}
          </text>
          {typeof rate === "number" && <circle class="cd" cx={`${x(day)}%`} cy={y(rate)} r="3.2" />}
          {rate !== null && (
            <text
              class={rate === hidden ? "tk" : "cl"}
              x={`${x(day)}%`}
              y={rate === hidden ? height - labelLift : Math.max(11, y(rate) - labelLift)}
              text-anchor={day === days ? "end" : "middle"}
            >
              {rate === hidden ? hidden : percent(rate)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** A group's curve in words: "Evaluating: 8% by day 14, 17% by day 28, 22% by day 56". */
export function curveSentence(group: CurveGroup, days: number): string {
  const read = marksOf(group, days).flatMap(({ day, rate }) =>
    rate === null ? [] : [`${rate === hidden ? hidden : percent(rate)} by day ${day}`]
  );
  return `${group.name}: ${read.length === 0 ? "nobody started" : read.join(", ")}.`;
}

/** The lengths of time of the result that fit the axis and are not too close to be labelled. */
function marksOf(group: CurveGroup, days: number): { readonly day: number; readonly rate: Shown | null }[] {
  const all = group.at.map(({ seconds, rate }) => ({ day: Math.round(seconds / secondsPerDay), rate }));
  return all.filter(({ day }) => day <= days && day / days >= .2);
}

interface Point {
  readonly day: number;
  readonly share: number;
}

function pointsOf(
  group: CurveGroup,
  frame: CurveFrame,
  of: (point: CurveGroup["curve"][number]) => Shown | null,
) {
  const points: Point[] = [{ day: 0, share: 0 }];
  for (const point of group.curve) {
    const share = of(point);
    if (typeof point.seconds !== "number" || typeof share !== "number") continue;
    const day = point.seconds / secondsPerDay;
    if (day > frame.days) break;
    points.push({ day, share });
  }
  const last = points.at(-1)!;
  if (last.day < frame.days && points.length > 1) points.push({ day: frame.days, share: last.share });
  return points;
}

function place({ day, share }: Point, { days, scale }: CurveFrame): string {
  return `${round(100 * day / days)} ${round(100 - scale.at(share))}`;
}

function lineOf(group: CurveGroup, frame: CurveFrame): string {
  return `M${
    pointsOf(group, frame, ({ converted }) => converted).map((point) => place(point, frame)).join(" ")
  }`;
}

function bandOf(group: CurveGroup, frame: CurveFrame): string | null {
  const low = pointsOf(group, frame, ({ low }) => low);
  const high = pointsOf(group, frame, ({ high }) => high);
  if (low.length < 2 || high.length < 2) return null;
  return `M${[...high, ...low.reverse()].map((point) => place(point, frame)).join(" ")}Z`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
