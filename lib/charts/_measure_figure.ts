import type { MeasureResult } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { errorBars, gap, hiddenAt, label, nameAxis, nameTicks, styled, valueAxis } from "./_plotly.ts";
import type { PlotlyFigure, Style } from "./figure.ts";

/** A measure in every group: a dot with its interval; totals are bars. */
export function measureFigure(result: MeasureResult<Shown>, style: Style): PlotlyFigure {
  const { groups, type, unit } = result;
  const at = groups.map((_, i) => i);
  const x = groups.map(({ value }) => gap(value));
  const color = groups.map(({ group }) => style.colour(group));
  const number = type === "rate" ? "%{x:.1%}" : `%{x:,}${unit === null ? "" : ` ${label(unit)}`}`;
  const shared = { y: at, x, hovertemplate: `${number}<extra></extra>` };
  const trace = type === "total" ? { ...shared, type: "bar", orientation: "h", marker: { color } } : {
    ...shared,
    type: "scatter",
    mode: "markers",
    marker: { color, size: 10 },
    error_x: errorBars(groups, style.palette["data-soft"]),
  };
  return styled(
    [trace],
    {
      height: 80 + 34 * groups.length,
      showlegend: false,
      bargap: 0.4,
      xaxis: valueAxis(style, { tickformat: type === "rate" ? ".0%" : "," }),
      yaxis: nameAxis(nameTicks(groups.map(({ name }) => name))),
      annotations: groups.flatMap(({ value }, i) => value === "hidden" ? [hiddenAt(i, style)] : []),
    },
    style,
  );
}
