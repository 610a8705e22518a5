import type { FunnelResult } from "../journeys/mod.ts";
import type { MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import { clusterPlot, isClusterDrawable } from "./_cluster_plots.ts";
import type { ClusterDrawable } from "./cluster_drawable.ts";
import { associationsFigure, dropOffFigure, flowFigure, rowsFigure, stagesFigure } from "./_bar_figures.ts";
import { attributionFigure, retentionFigure, timingFigure, windowFigure } from "./_curve_figures.ts";
import { funnelFigure } from "./_funnel_figure.ts";
import { measureFigure } from "./_measure_figure.ts";
import { plotFigure } from "./_plot_figure.ts";
import { reachFigure } from "./_reach_figure.ts";
import { segmentsFigure } from "./_segments_figure.ts";
import { afterDropOffRows, attemptRows, pathRows, transitionRows } from "./_still_rows.ts";
import type { JourneyResult } from "./journey_result.ts";
import { segmentColours } from "./segment_colours.ts";
import { type ColourToken, light, type Palette } from "./tokens.ts";

/** A result a figure can be made of, released (`Shown`) or internal (`number`). */
export type Drawable = BarDrawable | ClusterDrawable;

/** A result drawn as bars or curves. */
export type BarDrawable =
  | SegmentsResult<Shown>
  | MeasureResult<Shown>
  | FunnelResult<Shown>
  | ReachResult<Shown>
  | JourneyResult;

/** A figure for plotly.js: `Plotly.newPlot(element, figure.data, figure.layout)`. Plain JSON; bar and scatter only. */
export interface PlotlyFigure {
  /** plotly traces. */
  readonly data: readonly Readonly<Record<string, unknown>>[];
  /** plotly layout. */
  readonly layout: Readonly<Record<string, unknown>>;
}

/** How to draw a figure. */
export interface FigureOptions {
  /** Default: the light palette. */
  readonly palette?: Palette;
  /** Colour by group id; default: palette slots in the order of the result. */
  readonly colours?: ReadonlyMap<string, ColourToken>;
}

/** What every figure maker is given. */
export interface Style {
  /** Every colour. */
  readonly palette: Palette;
  /** Colour of a group. */
  readonly colour: (group: string) => string;
}

const makers: {
  readonly [K in BarDrawable["kind"]]: (
    result: Extract<BarDrawable, { kind: K }>,
    style: Style,
  ) => PlotlyFigure;
} = {
  segments: segmentsFigure,
  measure: measureFigure,
  funnel: funnelFigure,
  reach: reachFigure,
  window: windowFigure,
  timing: timingFigure,
  paths: (result, style) => rowsFigure(pathRows(result), "share of people", style),
  transitions: (result, style) => rowsFigure(transitionRows(result), "times", style),
  flow: flowFigure,
  attempts: (result, style) => rowsFigure(attemptRows(result), "share of those at the first step", style),
  stages: stagesFigure,
  attribution: attributionFigure,
  retention: retentionFigure,
  associations: associationsFigure,
  afterDropOff: (result, style) => rowsFigure(afterDropOffRows(result), "people", style),
  dropOff: dropOffFigure,
};

/** Whether there is a picture, a figure and a table for a value. */
export function isDrawable(value: unknown): value is Drawable {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  return typeof kind === "string" && (Object.hasOwn(makers, kind) || isClusterDrawable({ kind }));
}

/**
 * The interactive figure of a result, as plotly JSON: the same result gives the same bytes. A number that may not be
 * shown leaves a gap with the word "hidden", and has no part in axis ranges, order or hover texts.
 *
 * @example
 * ```ts
 * import { figure } from "./figure.ts";
 * const { data } = figure({
 *   kind: "reach",
 *   channels: ["email"],
 *   groups: [{ group: "a", name: "A", people: 100, any: 60, byChannel: ["hidden"] }],
 *   warnings: [],
 * });
 * if (JSON.stringify(data[1]?.x) !== "[null]") throw new Error();
 * ```
 */
export function figure(result: Drawable, options: FigureOptions = {}): PlotlyFigure {
  const palette = options.palette ?? light;
  if (isClusterDrawable(result)) {
    return plotFigure(clusterPlot(result), {
      palette,
      colour: () => palette.data,
    });
  }
  const colours = options.colours ?? segmentColours(groupsOf(result).map((id) => ({ id, kind: kindOf(id) })));
  const style: Style = { palette, colour: (group) => palette[colours.get(group) ?? "data"] };
  const make = makers[result.kind] as (result: BarDrawable, style: Style) => PlotlyFigure;
  return make(result, style);
}

function groupsOf(result: BarDrawable): readonly string[] {
  if (result.kind === "segments") return result.segments.map(({ id }) => id);
  const groups: readonly { readonly group: string }[] = "groups" in result ? result.groups ?? [] : [];
  return groups.length > 0 ? groups.map(({ group }) => group) : ["all"];
}

function kindOf(id: string): "segment" | "none" | "unknown" | "all" {
  return id === "none" || id === "unknown" || id === "all" ? id : "segment";
}
