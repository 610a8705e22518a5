import type {
  AttributionResult,
  ConversionWindowResult,
  CreditModel,
  RetentionResult,
  TimingResult,
} from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { gap, hiddenAt, label, nameAxis, nameTicks, styled, valueAxis } from "./_plotly.ts";
import type { PlotlyFigure, Style } from "./figure.ts";

const secondsPerDay = 86_400;

/** A point of a curve with its interval. */
interface CurvePoint {
  readonly x: number | null;
  readonly y: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text?: string;
}

interface Curve {
  readonly group: string;
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

/** Lines of all groups with their intervals; `hv` moves in steps. */
function curves(
  list: readonly Curve[],
  style: Style,
  shape: "hv" | "linear",
  hover: string,
): Record<string, unknown>[] {
  return list.flatMap(({ group, name, points }) => {
    const color = style.colour(group);
    const known = points.filter((point) => point.x !== null && point.y !== null);
    const band = known.filter(({ low, high }) => low !== null && high !== null);
    const edge = (of: "low" | "high", more: Record<string, unknown>) => ({
      type: "scatter",
      mode: "lines",
      x: band.map(({ x }) => x),
      y: band.map((point) => point[of]),
      line: { color, width: 0, shape },
      hoverinfo: "skip",
      showlegend: false,
      legendgroup: group,
      ...more,
    });
    return [
      ...(band.length > 1
        ? [edge("low", {}), edge("high", { fill: "tonexty", fillcolor: `${color}2e` })]
        : []),
      {
        type: "scatter",
        mode: shape === "hv" ? "lines" : "lines+markers",
        name: label(name),
        legendgroup: group,
        x: known.map(({ x }) => x),
        y: known.map(({ y }) => y),
        customdata: known.map(({ text }) => text ?? ""),
        line: { color, width: 2, shape },
        hovertemplate: `${hover}<extra>%{fullData.name}</extra>`,
      },
    ];
  });
}

function share(style: Style, more: Record<string, unknown> = {}): Record<string, unknown> {
  return valueAxis(style, { tickformat: ".0%", ...more });
}

/** The share converted by days, with the suggested window of each group marked. */
export function windowFigure(result: ConversionWindowResult<Shown>, style: Style): PlotlyFigure {
  const days = (seconds: Shown | null) => typeof seconds === "number" ? seconds / secondsPerDay : null;
  const list = result.groups.map(({ group, name, curve }): Curve => ({
    group,
    name,
    points: [
      { x: 0, y: 0, low: null, high: null },
      ...curve.map((point) => ({
        x: days(point.seconds),
        y: gap(point.converted),
        low: gap(point.low),
        high: gap(point.high),
      })),
    ],
  }));
  const marks = result.groups.flatMap(({ group, name, suggested }) => {
    const at = days(suggested?.seconds ?? null);
    return at === null ? [] : [{ group, name, at }];
  });
  return styled([
    ...curves(list, style, "hv", "%{y:.1%} by day %{x:.1f}"),
    {
      type: "scatter",
      mode: "markers",
      name: "suggested window",
      x: marks.map(({ at }) => at),
      y: marks.map(() => 0),
      text: marks.map(({ name }) => label(name)),
      marker: { symbol: "triangle-up", size: 11, color: marks.map(({ group }) => style.colour(group)) },
      hovertemplate: "%{text}: %{x:.0f} days<extra>suggested window</extra>",
    },
  ], {
    height: 380,
    xaxis: valueAxis(style, { title: { text: "days since the first step" } }),
    yaxis: share(style, { title: { text: "converted" } }),
  }, style);
}

/** The share still waiting, in steps; where other events compete, the share of each kind instead. */
export function timingFigure(result: TimingResult<Shown>, style: Style): PlotlyFigure {
  const compete = result.groups.some(({ incidence }) => incidence !== undefined);
  const list = result.groups.flatMap(({ group, curve, incidence = [], until }): Curve[] => {
    const start = { x: 0, low: null, high: null };
    if (compete) {
      return incidence.map((kind) => ({
        group,
        name: result.groups.length > 1 ? `${group}: ${kind.name}` : kind.name,
        points: [
          { ...start, y: 0 },
          ...kind.curve.map((p) => ({
            x: gap(p.time),
            y: gap(p.incidence),
            low: gap(p.low),
            high: gap(p.high),
          })),
        ],
      }));
    }
    const points = curve.map((p) => ({
      x: gap(p.time),
      y: gap(p.survival),
      low: gap(p.low),
      high: gap(p.high),
      text: typeof p.atRisk === "number" ? `, ${p.atRisk} at risk` : "",
    }));
    const last = points.findLast(({ y }) => y !== null);
    const end = typeof until === "number" && last ? [{ ...last, x: until, text: "" }] : [];
    return [{ group, name: group, points: [{ ...start, y: 1 }, ...points, ...end] }];
  });
  const unit = result.unit === null ? "time" : label(result.unit);
  return styled(curves(list, style, "hv", `%{y:.1%} at %{x}%{customdata}`), {
    height: 380,
    xaxis: valueAxis(style, { title: { text: unit } }),
    yaxis: share(style, {
      range: [0, 1.02],
      title: { text: compete ? "it has happened to" : "still waiting" },
    }),
  }, style);
}

/** The share that came back in each bracket, all cohorts together, a line a group. */
export function retentionFigure(result: RetentionResult<Shown>, style: Style): PlotlyFigure {
  const groups = result.groups ?? [{ group: "all", name: "Everybody", overall: result.overall }];
  const list = groups.map(({ group, name, overall }): Curve => ({
    group,
    name,
    points: overall.slice(1).map((one, b) => ({
      x: result.brackets[b + 1]!.from,
      y: gap(one?.rate ?? null),
      low: gap(one?.low ?? null),
      high: gap(one?.high ?? null),
      text: typeof one?.returned === "number" && typeof one.of === "number"
        ? ` (${one.returned} of ${one.of})`
        : "",
    })),
  }));
  return styled(curves(list, style, "linear", "%{y:.1%}%{customdata} after %{x}"), {
    height: 340,
    xaxis: valueAxis(style, {
      title: { text: `${label(result.period)}s after the start`.replace("ss ", "s ") },
      dtick: 1,
    }),
    yaxis: share(style, { title: { text: "came back" } }),
  }, style);
}

const models: readonly (readonly [CreditModel, string, string])[] = [
  ["first", "first touch", "triangle-up-open"],
  ["last", "last touch", "square-open"],
  ["linear", "even split", "circle-open"],
  ["timeDecay", "time decay", "diamond-open"],
  ["markov", "removal effect", "circle"],
];

/** Each channel's credit under several models, over the span on which they disagree. */
export function attributionFigure(result: AttributionResult<Shown>, style: Style): PlotlyFigure {
  const { channels } = result;
  const known = models.map(([model, name, symbol]) => ({
    model,
    name,
    symbol,
    x: channels.map((one) => gap(one[model])),
  }))
    .filter(({ x }) => x.some((value) => value !== null));
  const spans = channels.map((_, i) => {
    const all = known.flatMap(({ x }) => x[i] === null ? [] : [x[i]!]);
    return all.length === 0 ? null : { low: Math.min(...all), high: Math.max(...all) };
  });
  return styled([
    {
      type: "bar",
      orientation: "h",
      name: "span of the models",
      y: channels.map((_, i) => i),
      base: spans.map((span) => span?.low ?? 0),
      x: spans.map((span) => span === null ? null : span.high - span.low),
      marker: { color: style.palette.lost },
      hoverinfo: "skip",
    },
    ...known.map(({ name, symbol, x }) => ({
      type: "scatter",
      mode: "markers",
      name,
      y: channels.map((_, i) => i),
      x,
      marker: { symbol, size: 10, color: style.palette.data },
      hovertemplate: "%{x:,.1f} conversions<extra>%{fullData.name}</extra>",
    })),
  ], {
    height: 90 + 32 * channels.length,
    bargap: 0.45,
    xaxis: valueAxis(style, { tickformat: ",", title: { text: "conversions credited" } }),
    yaxis: nameAxis(nameTicks(channels.map(({ channel }) => channel))),
    annotations: spans.flatMap((span, i) => span === null ? [hiddenAt(i, style)] : []),
  }, style);
}
