import type { Shown } from "../segments/mod.ts";
import { hidden } from "../words/mod.ts";
import { clip } from "./clip.ts";
import type { PlotlyFigure, Style } from "./figure.ts";

/** Text for plotly, which reads a little HTML in labels: names must not become markup. */
export function label(text: string): string {
  return clip(text, 48).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A number for plotly; what may not be shown is a gap. */
export function gap(value: Shown | null): number | null {
  return typeof value === "number" ? value : null;
}

/** Intervals from left to right around values: none where an end or the value is not a number. */
export function errorBars(
  intervals: readonly {
    readonly value: Shown | null;
    readonly low: Shown | null;
    readonly high: Shown | null;
  }[],
  color: string,
  thickness = 2,
): Readonly<Record<string, unknown>> {
  const reach = (end: "low" | "high") =>
    intervals.map(({ value, [end]: edge }) =>
      typeof value === "number" && typeof edge === "number" ? Math.abs(edge - value) : null
    );
  return {
    type: "data",
    symmetric: false,
    array: reach("high"),
    arrayminus: reach("low"),
    color,
    thickness,
    width: 0,
  };
}

/** The word "hidden" at the start of a row. */
export function hiddenAt(
  y: string | number,
  style: Style,
  axes: { readonly xref?: string; readonly yref?: string } = {},
): Readonly<Record<string, unknown>> {
  return {
    x: 0,
    y,
    xref: axes.xref ?? "x",
    yref: axes.yref ?? "y",
    text: hidden,
    showarrow: false,
    xanchor: "left",
    xshift: 4,
    font: { size: 12, color: style.palette["ink-3"] },
  };
}

/** A figure with the design's type, colours and margins; `layout` adds to it and wins. */
export function styled(
  data: PlotlyFigure["data"],
  layout: Readonly<Record<string, unknown>>,
  { palette }: Style,
): PlotlyFigure {
  return {
    data,
    layout: {
      font: {
        family: 'system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif',
        size: 13,
        color: palette["ink-2"],
      },
      paper_bgcolor: palette.paper,
      plot_bgcolor: palette.paper,
      margin: { l: 8, r: 16, t: 24, b: 36 },
      hoverlabel: {
        bgcolor: palette.sheet,
        bordercolor: palette["rule-2"],
        font: { color: palette.ink, size: 13 },
      },
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom" },
      ...layout,
    },
  };
}

/** A horizontal axis of values from 0. */
export function valueAxis(
  style: Style,
  options: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    rangemode: "tozero",
    zeroline: true,
    zerolinecolor: style.palette["rule-2"],
    gridcolor: style.palette.rule,
    fixedrange: true,
    ...options,
  };
}

/** A vertical axis of names, the first on top. */
export function nameAxis(options: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    autorange: "reversed",
    automargin: true,
    fixedrange: true,
    showgrid: false,
    zeroline: false,
    ticks: "",
    ...options,
  };
}

/** Rows of names: position, label. Equal names stay apart because rows are numbered. */
export function nameTicks(names: readonly string[]): Record<string, unknown> {
  return { tickmode: "array", tickvals: names.map((_, i) => i), ticktext: names.map(label) };
}
