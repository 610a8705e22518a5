import type { FunnelGroup, FunnelResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { gap, hiddenAt, label, nameAxis, nameTicks, styled, valueAxis } from "./_plotly.ts";
import type { PlotlyFigure, Style } from "./figure.ts";

/** Pixels of a panel: its heading, one bar, and the space below. */
const panelHeight = { heading: 44, bar: 26, foot: 34 };

/** A panel a group: per step, people who went on, are still deciding, or left. Without groups, one panel. */
export function funnelFigure(result: FunnelResult<Shown>, style: Style): PlotlyFigure {
  const groups: readonly Pick<FunnelGroup<Shown>, "name" | "steps">[] = result.groups ??
    [{ name: "Everybody", steps: result.steps }];
  const columns = Math.min(2, Math.max(1, groups.length));
  const rows = Math.max(1, Math.ceil(groups.length / columns));
  const one = panelHeight.heading + panelHeight.bar * result.steps.length + panelHeight.foot;
  const layout: Record<string, unknown> = {};
  const annotations: unknown[] = [];
  const data: Record<string, unknown>[] = [];
  groups.forEach((group, g) => {
    const axis = g === 0 ? "" : String(g + 1);
    const column = g % columns;
    const left = column * 0.54;
    const top = 1 - Math.floor(g / columns) / rows;
    const bottom = top - (panelHeight.bar * result.steps.length) / (one * rows);
    const first = group.steps[0]?.people ?? 0;
    const share = (people: Shown) =>
      typeof first === "number" && first > 0 && typeof people === "number" ? people / first : null;
    layout[`xaxis${axis}`] = valueAxis(style, {
      range: [0, 1],
      tickformat: ".0%",
      tickvals: [0, 0.25, 0.5, 0.75, 1],
      domain: columns === 1 ? [0, 1] : [left, left + 0.46],
      anchor: `y${axis}`,
    });
    layout[`yaxis${axis}`] = nameAxis({
      ...nameTicks(group.steps.map(({ name }) => name)),
      showticklabels: column === 0,
      domain: [Math.max(0, bottom), top],
      anchor: `x${axis}`,
    });
    annotations.push({
      text: `<b>${label(group.name)}</b>`,
      xref: "paper",
      yref: "paper",
      x: left,
      y: top,
      xanchor: "left",
      yanchor: "bottom",
      yshift: 4,
      showarrow: false,
      font: { size: 14, color: style.palette.ink },
    });
    parts.forEach(({ name, colour, pattern, of }) => {
      const people = group.steps.map((step, s) => of(step, group.steps[s + 1] ?? null));
      data.push({
        type: "bar",
        orientation: "h",
        name,
        legendgroup: name,
        showlegend: g === 0,
        xaxis: `x${axis}`,
        yaxis: `y${axis}`,
        y: group.steps.map((_, s) => s),
        x: people.map((people) => people === null ? null : share(people)),
        customdata: people.map((people) => gap(people)),
        marker: {
          color: style.palette[colour],
          ...(pattern
            ? {
              pattern: { shape: "/", bgcolor: style.palette.paper, fgcolor: style.palette[colour], size: 6 },
            }
            : {}),
        },
        hovertemplate: "%{customdata:,} people, %{x:.0%} of the first step<extra>%{fullData.name}</extra>",
      });
    });
    group.steps.forEach((step, s) => {
      const next = group.steps[s + 1] ?? null;
      if (first === "hidden" || parts.some(({ of }) => of(step, next) === "hidden")) {
        const drawn = parts.reduce((sum, { of }) => sum + (share(of(step, next) ?? 0) ?? 0), 0);
        annotations.push({
          ...hiddenAt(s, style, { xref: `x${axis}`, yref: `y${axis}` }),
          x: Math.min(drawn, 1),
        });
      }
    });
  });
  return styled(data, {
    ...layout,
    barmode: "stack",
    bargap: 0.35,
    height: 60 + one * rows,
    margin: { l: 8, r: 56, t: 60, b: 8 },
    legend: { orientation: "h", x: 0, y: 1, yanchor: "top", yref: "container", traceorder: "normal" },
    annotations,
  }, style);
}

type Step = FunnelGroup<Shown>["steps"][number];

const parts = [
  {
    name: "went on",
    colour: "data",
    pattern: false,
    of: (step: Step, next: Step | null) => next ? next.people : step.people,
  },
  {
    name: "still deciding",
    colour: "data-soft",
    pattern: true,
    of: (step: Step, next: Step | null) => next ? step.stillDeciding : null,
  },
  {
    name: "left",
    colour: "lost",
    pattern: false,
    of: (step: Step, next: Step | null) => next ? step.left : null,
  },
] as const;
