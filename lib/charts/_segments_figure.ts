import type { SegmentsResult, Shown } from "../segments/mod.ts";
import { gap, hiddenAt, nameAxis, nameTicks, styled, valueAxis } from "./_plotly.ts";
import type { PlotlyFigure, Style } from "./figure.ts";

/** People per segment, then those in none and those who cannot be placed, as horizontal bars. */
export function segmentsFigure(result: SegmentsResult<Shown>, style: Style): PlotlyFigure {
  const rows = [
    ...result.segments.map(({ id, name, people }) => ({ colour: style.colour(id), name, people })),
    { colour: style.palette["s-else"], name: "In no segment", people: result.unsegmented },
    { colour: style.palette["s-unk"], name: "Cannot be placed", people: result.unknown },
  ];
  return styled(
    [{
      type: "bar",
      orientation: "h",
      y: rows.map((_, i) => i),
      x: rows.map(({ people }) => gap(people)),
      marker: { color: rows.map(({ colour }) => colour) },
      hovertemplate: "%{x:,} people<extra></extra>",
    }],
    {
      height: 80 + 34 * rows.length,
      showlegend: false,
      bargap: 0.4,
      xaxis: valueAxis(style, { tickformat: "," }),
      yaxis: nameAxis(nameTicks(rows.map(({ name }) => name))),
      annotations: rows.flatMap(({ people }, i) => people === "hidden" ? [hiddenAt(i, style)] : []),
    },
    style,
  );
}
