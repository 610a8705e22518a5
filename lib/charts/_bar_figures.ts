import type { AssociationsResult, DropOffResult, FlowResult, StagesResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { errorBars, gap, hiddenAt, label, nameAxis, nameTicks, styled, valueAxis } from "./_plotly.ts";
import type { StillRows } from "./_still_rows.ts";
import type { PlotlyFigure, Style } from "./figure.ts";

const mostBars = 20;

/** The rows of a still picture as horizontal bars: each under the name of its heading, saying what stands beside it. */
export function rowsFigure({ rows }: StillRows, title: string, style: Style): PlotlyFigure {
  let heading = "";
  const list = rows.flatMap(({ label, bar, text }) => {
    if (bar === null) heading = `${label}: `;
    return bar === null ? [] : [{ name: `${heading}${label}`, value: bar.value, text }];
  }).slice(0, mostBars);
  return styled([{
    type: "bar",
    orientation: "h",
    y: list.map((_, i) => i),
    x: list.map(({ value }) => gap(value)),
    customdata: list.map(({ text }) => text),
    marker: { color: style.palette["data-soft"] },
    hovertemplate: "%{customdata}<extra></extra>",
  }], {
    height: 80 + 26 * list.length,
    showlegend: false,
    bargap: 0.35,
    xaxis: valueAxis(style, { title: { text: title } }),
    yaxis: nameAxis(nameTicks(list.map(({ name }) => name))),
    annotations: list.flatMap(({ value }, i) => value === "hidden" ? [hiddenAt(i, style)] : []),
  }, style);
}

/** Who stands in each stage now, a bar a group. */
export function stagesFigure({ groups }: StagesResult<Shown>, style: Style): PlotlyFigure {
  const names = groups[0]?.stages.map(({ name }) => name) ?? [];
  return styled(
    groups.map(({ group, name, stages, started }) => ({
      type: "bar",
      orientation: "h",
      name: label(name),
      y: stages.map((_, i) => i),
      x: stages.map(({ now }) =>
        typeof now === "number" && typeof started === "number" && started > 0 ? now / started : null
      ),
      customdata: stages.map(({ now }) => gap(now)),
      marker: { color: style.colour(group) },
      hovertemplate: "%{customdata:,} people, %{x:.0%} of the group<extra>%{fullData.name}</extra>",
    })),
    {
      height: 90 + names.length * (18 + 12 * groups.length),
      barmode: "group",
      xaxis: valueAxis(style, { tickformat: ".0%", title: { text: "in the stage now" } }),
      yaxis: nameAxis(nameTicks(names)),
    },
    style,
  );
}

/** Where people are at each step: bars of one whole, a colour an event. */
export function flowFigure({ steps, nodes, people }: FlowResult<Shown>, style: Style): PlotlyFigure {
  const events = [...new Set(nodes.map(({ event }) => event))];
  const slots = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"] as const;
  const named = events.filter((event) => !/^\((other|ended)\)$/.test(event));
  const colour = (event: string) => {
    if (event === "(ended)") return style.palette.lost;
    const slot = slots[named.indexOf(event)];
    return style.palette[slot ?? "s-else"];
  };
  return styled(
    events.map((event) => {
      const at = steps.map((step) =>
        nodes.find((node) => node.step === step && node.event === event)?.people ?? 0
      );
      return {
        type: "bar",
        name: label(event),
        x: steps.map((step) => `step ${step}`),
        y: at.map((n) =>
          typeof n === "number" && typeof people === "number" && people > 0 ? n / people : null
        ),
        customdata: at.map(gap),
        marker: { color: colour(event) },
        hovertemplate: "%{customdata:,} people, %{y:.0%}<extra>%{fullData.name}</extra>",
      };
    }),
    {
      height: 420,
      barmode: "stack",
      yaxis: valueAxis(style, { tickformat: ".0%" }),
      xaxis: { fixedrange: true },
    },
    style,
  );
}

/** Odds ratios with their intervals, on a scale of ratios. */
export function associationsFigure({ items }: AssociationsResult<Shown>, style: Style): PlotlyFigure {
  const list = items.slice(0, mostBars);
  const x = list.map(({ oddsRatio }) => typeof oddsRatio === "number" && oddsRatio > 0 ? oddsRatio : null);
  return styled([{
    type: "scatter",
    mode: "markers",
    y: list.map((_, i) => i),
    x,
    marker: {
      size: 10,
      color: list.map(({ pHolm }) =>
        typeof pHolm === "number" && pHolm < 0.05 ? style.palette.data : style.palette["data-soft"]
      ),
    },
    error_x: errorBars(
      list.map(({ low, high }, i) => ({ value: x[i]!, low, high })),
      style.palette["data-soft"],
    ),
    hovertemplate: "odds ratio %{x:.2f}<extra></extra>",
  }], {
    height: 90 + 28 * list.length,
    showlegend: false,
    xaxis: {
      type: "log",
      fixedrange: true,
      gridcolor: style.palette.rule,
      title: { text: "odds ratio (1: no difference)" },
    },
    yaxis: nameAxis(nameTicks(list.map(({ name }) => name))),
    annotations: list.flatMap(({ oddsRatio }, i) =>
      oddsRatio === "hidden" ? [{ ...hiddenAt(i, style), xref: "paper" }] : []
    ),
  }, style);
}

/** The share lost at each step with its interval, a colour a group. */
export function dropOffFigure({ groups }: DropOffResult<Shown>, style: Style): PlotlyFigure {
  const names = groups[0]?.steps.map(({ step }) => step) ?? [];
  return styled(
    groups.map(({ group, name, steps }, g) => ({
      type: "scatter",
      mode: "markers",
      name: label(name),
      y: steps.map((_, i) => i + (groups.length === 1 ? 0 : 0.6 * (g / (groups.length - 1) - 0.5))),
      x: steps.map(({ rate }) => gap(rate)),
      marker: { size: 9, color: style.colour(group) },
      error_x: errorBars(
        steps.map(({ rate, low, high }) => ({ value: rate, low, high })),
        style.colour(group),
        1.5,
      ),
      hovertemplate: "%{x:.1%} leave<extra>%{fullData.name}</extra>",
    })),
    {
      height: 110 + names.length * (24 + 12 * groups.length),
      xaxis: valueAxis(style, { tickformat: ".0%", range: [0, 1] }),
      yaxis: nameAxis({ ...nameTicks(names), showgrid: false }),
    },
    style,
  );
}
