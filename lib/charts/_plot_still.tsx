import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { round, StillFrame } from "./_paint.tsx";
import type { Plot, PlotAxis, PlotMark, PlotPanel } from "./_plot.ts";
import { clip } from "./clip.ts";
import { light } from "./tokens.ts";

const width = 640;
const gap = 16;
const titleHeight = 20;
const axisHeight = 34;

/** A plot as one self-contained `<svg>` element. Text takes the colour of its surroundings. */
export function plotStill({ columns, height, panels }: Plot): string {
  const across = Math.max(1, Math.min(columns, panels.length));
  const wide = (width - gap * (across - 1)) / across;
  const tall = titleHeight + height + axisHeight;
  const whole = Math.ceil(panels.length / across) * tall;
  const heard = panels.map(({ title, marks }) => {
    const said = marks.flatMap((mark) => "says" in mark && mark.says !== undefined ? [mark.says] : []);
    return [title, ...said].filter((part) => part !== "").join(": ");
  }).join("; ");
  return renderToString(
    <StillFrame width={width} height={whole} label={heard}>
      {panels.map((panel, i) => (
        <g
          key={i}
          transform={`translate(${round((i % across) * (wide + gap))} ${Math.floor(i / across) * tall})`}
        >
          <Panel panel={panel} wide={wide} height={height} />
        </g>
      ))}
    </StillFrame>,
  );
}

function Panel(
  { panel: { title, x, y, marks }, wide, height }: {
    readonly panel: PlotPanel;
    readonly wide: number;
    readonly height: number;
  },
): JSX.Element {
  const longest = Math.max(0, ...y.ticks.map(({ label }) => label.length));
  const left = Math.min(wide * 0.45, 10 + longest * 5.8);
  const letters = Math.max(4, Math.floor((left - 8) / 5.6));
  const at = {
    x: (value: number) => round(left + part(x, value) * (wide - left - 18)),
    y: (value: number) => round(titleHeight + (1 - part(y, value)) * height),
  };
  const foot = titleHeight + height;
  return (
    <>
      <text x="0" y="13" fill="currentColor" font-weight="650">{clip(title, Math.floor(wide / 6.2))}</text>
      {x.ticks.map((tick) => (
        <g key={`x${tick.at}`}>
          <line x1={at.x(tick.at)} x2={at.x(tick.at)} y1={titleHeight} y2={foot} stroke={light.rule} />
          <text x={at.x(tick.at)} y={foot + 13} text-anchor="middle" fill="currentColor">
            {clip(tick.label, 14)}
          </text>
        </g>
      ))}
      {y.ticks.map((tick) => (
        <text key={`y${tick.at}`} x={left - 6} y={at.y(tick.at) + 4} text-anchor="end" fill="currentColor">
          {clip(tick.label, letters)}
        </text>
      ))}
      {x.title !== undefined && (
        <text x={round((left + wide) / 2)} y={foot + 27} text-anchor="middle" fill="currentColor">
          {clip(x.title, Math.floor(wide / 6.2))}
        </text>
      )}
      {marks.map((mark, i) => <Mark key={i} mark={mark} at={at} />)}
    </>
  );
}

interface Places {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function Mark({ mark, at }: { readonly mark: PlotMark; readonly at: Places }): JSX.Element {
  switch (mark.kind) {
    case "bar": {
      const [xs, ys] = [mark.x.map(at.x).sort(order), mark.y.map(at.y).sort(order)] as [number[], number[]];
      return (
        <rect
          x={xs[0]}
          y={ys[0]}
          width={round(Math.max(0, xs[1]! - xs[0]!))}
          height={round(Math.max(0, ys[1]! - ys[0]!))}
          fill={light[mark.colour]}
        />
      );
    }
    case "dot":
      return <circle cx={at.x(mark.x)} cy={at.y(mark.y)} r={mark.size ?? 3} fill={light[mark.colour]} />;
    case "line":
      return (
        <polyline
          points={mark.points.map(([x, y]) => `${at.x(x)},${at.y(y)}`).join(" ")}
          fill={mark.filled ? light[mark.colour] : "none"}
          fill-opacity={mark.filled ? 0.25 : undefined}
          stroke={light[mark.colour]}
          stroke-width={mark.width ?? 1.5}
          stroke-dasharray={mark.dashed ? "4 3" : undefined}
        />
      );
    case "text":
      return <text x={at.x(mark.x) + 6} y={at.y(mark.y) + 4} fill="currentColor">{clip(mark.text, 24)}</text>;
  }
}

function order(a: number, b: number): number {
  return a - b;
}

function part({ min, max }: PlotAxis, value: number): number {
  return max === min ? 0.5 : Math.min(1, Math.max(0, (value - min) / (max - min)));
}
