import type { JSX } from "preact";
import type { ConversionWindowResult, TimingResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { duration, number, percent } from "../words/mod.ts";
import { ink, round, StillFrame } from "./_paint.tsx";
import { clip } from "./clip.ts";
import { scale } from "./scale.ts";
import type { ColourToken } from "./tokens.ts";

/** A point from which on a share holds. */
export interface StepPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One group's curve. */
export interface StepCurve {
  readonly group: string;
  readonly name: string;
  /** Share before the first point: 1 of people still waiting, 0 of people converted. */
  readonly from: 0 | 1;
  /** In order; points that may not be shown are left out. */
  readonly points: readonly StepPoint[];
  /** Where it ends, where it goes on for longer than the last point. */
  readonly until: number | null;
  /** Marked on the time axis, such as the suggested window or the median. */
  readonly mark: { readonly x: number; readonly text: string } | null;
}

/** What panels of curves are drawn of. */
export interface StepCurvesProps {
  readonly curves: readonly StepCurve[];
  readonly colours: ReadonlyMap<string, ColourToken>;
  /** How to write a time on the axis. */
  readonly format: (x: number) => string;
  /** Most points of a curve that are drawn. Default 120. */
  readonly mostPoints?: number;
}

const [panelWidth, panelHeight, gapX, gapY, heading, foot] = [300, 96, 26, 16, 18, 18];
const columns = 2;

/**
 * Step curves as small multiples on shared scales: each group's curve with its interval in its colour, the others as
 * grey ghosts behind it.
 */
export function StepCurves({ curves, colours, format, mostPoints = 120 }: StepCurvesProps): JSX.Element {
  const ends = curves.flatMap((
    { points, until, mark },
  ) => [points.at(-1)?.x ?? null, until, mark?.x ?? null]);
  const axis = scale(ends);
  const rows = Math.ceil(curves.length / columns);
  const one = heading + panelHeight + foot + gapY;
  const across = Math.min(columns, curves.length);
  const width = across * panelWidth + (across - 1) * gapX;
  const x = (value: number) => round(axis.at(value) / 100 * panelWidth);
  const y = (share: number) => round((1 - share) * panelHeight);
  const thinned = curves.map((curve) => thin(curve, mostPoints));
  return (
    <StillFrame width={width} height={rows * one} label={curves.map(curveWords).join(" ")}>
      {thinned.map((curve, i) => {
        const colour = ink(colours.get(curve.group) ?? "data");
        const band = bandOf(curve, x, y);
        return (
          <g
            key={curve.group}
            transform={`translate(${(i % columns) * (panelWidth + gapX)} ${
              Math.floor(i / columns) * one + heading
            })`}
          >
            <text x="0" y="-6" fill="currentColor" font-weight="650">{clip(curve.name, 42)}</text>
            {[0, .5, 1].map((share) => (
              <g key={share}>
                <line x1="0" x2={panelWidth} y1={y(share)} y2={y(share)} style={`stroke:${ink("rule")}`} />
                {share > 0 && share < 1 && (
                  <text x="2" y={y(share) - 3} style={`fill:${ink("ink-3")}`}>{percent(share)}</text>
                )}
              </g>
            ))}
            {thinned.map((other, j) =>
              j !== i && (
                <path
                  key={other.group}
                  d={lineOf(other, x, y)}
                  fill="none"
                  style={`stroke:${ink("ghost")};stroke-width:1.2`}
                />
              )
            )}
            {band !== null && <path d={band} style={`fill:${colour};fill-opacity:.16`} />}
            <path d={lineOf(curve, x, y)} fill="none" style={`stroke:${colour};stroke-width:1.8`} />
            {curve.mark && (
              <g>
                <line
                  x1={x(curve.mark.x)}
                  x2={x(curve.mark.x)}
                  y1="0"
                  y2={panelHeight}
                  stroke-dasharray="3 3"
                  style={`stroke:${ink("ink-3")}`}
                />
                <text
                  x={x(curve.mark.x) + (curve.mark.x > axis.max * .7 ? -4 : 4)}
                  y={curve.from === 1 ? 10 : panelHeight - 5}
                  text-anchor={curve.mark.x > axis.max * .7 ? "end" : "start"}
                  fill="currentColor"
                >
                  {curve.mark.text}
                </text>
              </g>
            )}
            {axis.ticks.map((tick, t) => (
              <text
                key={tick}
                x={x(tick)}
                y={panelHeight + 13}
                text-anchor={t === 0 ? "start" : tick === axis.max ? "end" : "middle"}
                style={`fill:${ink("ink-3")}`}
              >
                {format(tick)}
              </text>
            ))}
          </g>
        );
      })}
    </StillFrame>
  );
}

/** The curves of a timing result: people still waiting, with the median marked. */
export function timingCurves({ groups, unit }: TimingResult<Shown>): StepCurve[] {
  return groups.map(({ group, curve, median, until }) => ({
    group,
    name: group,
    from: 1,
    points: curve.flatMap((p) => pointOf(p.time, p.survival, p.low, p.high)),
    until: typeof until === "number" ? until : null,
    mark: typeof median === "number"
      ? { x: median, text: `median ${number(median)}${unit === null ? "" : ` ${clip(unit, 12)}`}` }
      : null,
  }));
}

const secondsPerDay = 86_400;

/** The curves of a window result in days: people who have converted, with the suggested window marked. */
export function windowCurves({ groups }: ConversionWindowResult<Shown>): StepCurve[] {
  const days = (seconds: Shown) => typeof seconds === "number" ? seconds / secondsPerDay : seconds;
  return groups.map(({ group, name, curve, suggested }) => ({
    group,
    name,
    from: 0,
    points: curve.flatMap((p) => pointOf(days(p.seconds), p.converted, p.low, p.high)),
    until: null,
    mark: typeof suggested?.seconds === "number"
      ? { x: suggested.seconds / secondsPerDay, text: duration(suggested.seconds) }
      : null,
  }));
}

function pointOf(x: Shown, y: Shown, low: Shown | null, high: Shown | null): StepPoint[] {
  if (typeof x !== "number" || typeof y !== "number") return [];
  return [{ x, y, low: typeof low === "number" ? low : null, high: typeof high === "number" ? high : null }];
}

/** A curve in words. */
function curveWords({ name, points, mark }: StepCurve): string {
  const last = points.at(-1);
  if (!last) return `${name}: nothing to show.`;
  return `${name}: ${percent(last.y)} at the end${mark ? `, ${mark.text}` : ""}.`;
}

function thin(curve: StepCurve, most: number): StepCurve {
  const { points } = curve;
  if (points.length <= most) return curve;
  return {
    ...curve,
    points: Array.from({ length: most }, (_, k) => points[Math.round(k * (points.length - 1) / (most - 1))]!),
  };
}

type Place = (value: number) => number;

function stepsOf(curve: StepCurve, x: Place, y: Place, read: (point: StepPoint) => number | null): string[] {
  const places: string[] = [`${x(0)} ${y(curve.from)}`];
  let level = y(curve.from);
  let last = 0;
  for (const point of curve.points) {
    const share = read(point);
    if (share === null) continue;
    places.push(`${x(point.x)} ${level}`, `${x(point.x)} ${y(share)}`);
    level = y(share);
    last = point.x;
  }
  if (curve.until !== null && curve.until > last) places.push(`${x(curve.until)} ${level}`);
  return places;
}

function lineOf(curve: StepCurve, x: Place, y: Place): string {
  return `M${stepsOf(curve, x, y, (point) => point.y).join(" ")}`;
}

function bandOf(curve: StepCurve, x: Place, y: Place): string | null {
  const known = { ...curve, points: curve.points.filter(({ low, high }) => low !== null && high !== null) };
  if (known.points.length < 2) return null;
  const upper = stepsOf(known, x, y, ({ high }) => high);
  const lower = stepsOf(known, x, y, ({ low }) => low);
  return `M${[...upper, ...lower.reverse()].join(" ")}Z`;
}
