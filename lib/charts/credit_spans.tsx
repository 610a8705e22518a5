import type { JSX } from "preact";
import type { AttributionResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { hidden, number } from "../words/mod.ts";
import { Hatch, ink, round, StillFrame } from "./_paint.tsx";
import { clip } from "./clip.ts";
import {
  creditEnds,
  CreditGlyph,
  creditModels,
  creditSentence,
  creditShares,
  creditWords,
} from "./credit_panel.tsx";
import { scale } from "./scale.ts";

const [labelWidth, plotWidth, valueWidth, rowHeight, head] = [150, 380, 100, 24, 22];

/**
 * Each channel's credit in conversions: a mark a way to share it, over a pale span from the lowest to the highest. The
 * width of the span is the message. A channel of which one number may not be shown is hatched whole.
 */
export function CreditSpans(
  { result: { channels }, id }: {
    readonly result: Pick<AttributionResult<Shown>, "channels">;
    readonly id: string;
  },
): JSX.Element {
  const rows = channels.map((channel) => creditShares(channel, 1));
  const axis = scale(rows.flatMap(({ shares }) => shares === null ? [] : Object.values(shares)));
  const x = (value: number) => round(labelWidth + 6 + axis.at(value) / 100 * (plotWidth - 6));
  const width = labelWidth + plotWidth + valueWidth;
  const height = head + rows.length * rowHeight;
  return (
    <StillFrame
      width={width}
      height={height}
      label={rows.map((row) => creditSentence(row, number)).join(" ")}
      fontSize={12}
    >
      <Hatch id={id} />
      {creditModels.map((model, k) => (
        <g key={model} transform={`translate(${labelWidth + k * plotWidth / 4 + 6} 9)`}>
          <CreditGlyph model={model} still />
          <text x="10" y="4" font-size="11" fill="currentColor">{creditWords[model].name}</text>
        </g>
      ))}
      {rows.map(({ channel, shares }, r) => {
        const top = head + r * rowHeight;
        const ends = shares === null ? null : creditEnds(shares);
        return (
          <g key={channel}>
            <text x={labelWidth - 8} y={top + 16} text-anchor="end" fill="currentColor">
              {clip(channel, 22)}
            </text>
            {shares === null || ends === null
              ? <rect x={labelWidth} y={top + 6} width="28" height="12" style={`fill:url(#${id})`} />
              : (
                <g>
                  <rect
                    x={x(ends[0])}
                    y={top + 3}
                    width={round(Math.max(1, x(ends[1]) - x(ends[0])))}
                    height={rowHeight - 6}
                    style={`fill:${ink("lost")}`}
                  />
                  {creditModels.map((model) => (
                    <g key={model} transform={`translate(${x(shares[model])} ${top + 12})`}>
                      <CreditGlyph model={model} still />
                    </g>
                  ))}
                </g>
              )}
            <text x={labelWidth + plotWidth + 12} y={top + 16} fill="currentColor">
              {ends === null ? hidden : `${number(ends[0])}–${number(ends[1])}`}
            </text>
          </g>
        );
      })}
    </StillFrame>
  );
}
