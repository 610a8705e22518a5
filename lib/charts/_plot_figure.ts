import type { Plot, PlotAxis, PlotMark } from "./_plot.ts";
import type { PlotlyFigure, Style } from "./figure.ts";
import { label, styled } from "./_plotly.ts";

const apart = 0.08;

/** A plot as a plotly figure: scatter traces only, each panel with axes of its own. */
export function plotFigure({ columns, height, panels }: Plot, style: Style): PlotlyFigure {
  const across = Math.max(1, Math.min(columns, panels.length));
  const down = Math.max(1, Math.ceil(panels.length / across));
  const layout: Record<string, unknown> = { height: down * (height + 80), showlegend: false };
  const annotations: Record<string, unknown>[] = [];
  const data = panels.flatMap(({ title, x, y, marks }, i) => {
    const [column, row] = [i % across, Math.floor(i / across)];
    const number = i === 0 ? "" : String(i + 1);
    layout[`xaxis${number}`] = axisOf(x, share(column, across), `y${number}`, style);
    layout[`yaxis${number}`] = axisOf(y, share(down - 1 - row, down), `x${number}`, style);
    annotations.push({
      ...{ text: label(title), showarrow: false, xanchor: "left", yanchor: "bottom" },
      ...{ x: share(column, across)[0], y: share(down - 1 - row, down)[1], xref: "paper", yref: "paper" },
    });
    for (const mark of marks) {
      if (mark.kind !== "text") continue;
      annotations.push({
        ...{ x: mark.x, y: mark.y, xref: `x${number}`, yref: `y${number}`, text: label(mark.text) },
        ...{ showarrow: false, xanchor: "left", xshift: 6 },
      });
    }
    return marks.flatMap((mark) => traceOf(mark, `x${number}`, `y${number}`, style));
  });
  return styled(data, { ...layout, annotations }, style);
}

function share(place: number, of: number): [number, number] {
  const size = (1 - apart * (of - 1)) / of;
  const from = place * (size + apart);
  return [Number(from.toFixed(4)), Number((from + size).toFixed(4))];
}

function axisOf(axis: PlotAxis, domain: readonly [number, number], anchor: string, { palette }: Style) {
  return {
    domain,
    anchor,
    range: [axis.min, axis.max],
    tickvals: axis.ticks.map(({ at }) => at),
    ticktext: axis.ticks.map((tick) => label(tick.label)),
    ...(axis.title !== undefined && { title: { text: label(axis.title) } }),
    ...{ gridcolor: palette.rule, zeroline: false, automargin: true },
  };
}

function traceOf(
  mark: PlotMark,
  xaxis: string,
  yaxis: string,
  { palette }: Style,
): Record<string, unknown>[] {
  const base = { type: "scatter", xaxis, yaxis };
  switch (mark.kind) {
    case "bar": {
      const [[x0, x1], [y0, y1]] = [mark.x, mark.y];
      return [{
        ...{ ...base, mode: "lines", fill: "toself", x: [x0, x1, x1, x0, x0], y: [y0, y0, y1, y1, y0] },
        ...{ line: { width: 0, color: palette[mark.colour] }, fillcolor: palette[mark.colour] },
        ...said(mark.says),
      }];
    }
    case "dot":
      return [{
        ...{ ...base, mode: "markers", x: [mark.x], y: [mark.y] },
        marker: { color: palette[mark.colour], size: 2 * (mark.size ?? 3) },
        ...said(mark.says),
      }];
    case "line":
      return [{
        ...{ ...base, mode: "lines", x: mark.points.map(([x]) => x), y: mark.points.map(([, y]) => y) },
        line: { color: palette[mark.colour], width: mark.width ?? 1.5, dash: mark.dashed ? "dash" : "solid" },
        ...(mark.filled && { fill: "toself", fillcolor: `${palette[mark.colour]}40` }),
        hoverinfo: "skip",
      }];
    case "text":
      return [];
  }
}

function said(says: string | undefined): Record<string, unknown> {
  return says === undefined ? { hoverinfo: "skip" } : { text: label(says), hoverinfo: "text" };
}
