import type { ReachResult } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { channelName } from "../words/mod.ts";
import { hiddenAt, label, nameAxis, nameTicks, styled, valueAxis } from "./_plotly.ts";
import type { PlotlyFigure, Style } from "./figure.ts";

/** Share of every group that can be reached, a panel a channel, the first for any channel. */
export function reachFigure(result: ReachResult<Shown>, style: Style): PlotlyFigure {
  const { groups } = result;
  const panels = ["any channel", ...result.channels.map(channelName)];
  const share = (reached: Shown | undefined, people: Shown) =>
    typeof reached === "number" && typeof people === "number" && people > 0 ? reached / people : null;
  const reachedBy = (group: typeof groups[number], panel: number) =>
    panel === 0 ? group.any : group.byChannel[panel - 1];
  const axis = (name: string, panel: number) => panel === 0 ? name : `${name}${panel + 1}`;
  const width = 1 / panels.length;
  const layout: Record<string, unknown> = {
    height: 90 + 34 * groups.length,
    showlegend: false,
    bargap: 0.4,
    yaxis: nameAxis(nameTicks(groups.map(({ name }) => name))),
  };
  const annotations: unknown[] = [];
  const data = panels.map((panel, p) => {
    layout[axis("xaxis", p)] = valueAxis(style, {
      domain: [p * width, (p + 0.86) * width],
      range: [0, 1],
      tickformat: ".0%",
      tickvals: [0, 0.5, 1],
      title: { text: label(panel), standoff: 4 },
      anchor: "y",
    });
    groups.forEach((group, i) => {
      if (reachedBy(group, p) === "hidden" || group.people === "hidden") {
        annotations.push(hiddenAt(i, style, { xref: axis("x", p) }));
      }
    });
    return {
      type: "bar",
      orientation: "h",
      name: label(panel),
      xaxis: axis("x", p),
      yaxis: "y",
      y: groups.map((_, i) => i),
      x: groups.map((group) => share(reachedBy(group, p), group.people)),
      marker: { color: groups.map(({ group }) => style.colour(group)) },
      hovertemplate: "%{x:.0%}<extra>%{fullData.name}</extra>",
    };
  });
  return styled(data, { ...layout, margin: { l: 8, r: 16, t: 24, b: 52 }, annotations }, style);
}
