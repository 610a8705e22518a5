import type { JSX } from "preact";
import type { AttributionResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { hidden, number } from "../words/mod.ts";
import { Hatch, ink, round, StillFrame } from "./_paint.tsx";
import { clip } from "./clip.ts";
import { creditModels, creditWords } from "./credit_panel.tsx";
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
  const rows = channels.map((channel) => {
    const credits = creditModels.map((model) => channel[model]);
    const known = credits.every((one) => typeof one === "number") ? credits as number[] : null;
    return { name: channel.channel, known };
  });
  const axis = scale(rows.flatMap(({ known }) => known ?? []));
  const x = (value: number) => round(labelWidth + 6 + axis.at(value) / 100 * (plotWidth - 6));
  const width = labelWidth + plotWidth + valueWidth;
  const height = head + rows.length * rowHeight;
  return (
    <StillFrame
      width={width}
      height={height}
      label={rows.map(({ name, known }) =>
        known === null
          ? `${name}: ${hidden}.`
          : `${name}: ${
            creditModels.map((m, k) => `${creditWords[m].name.toLowerCase()} ${number(known[k]!)}`).join(", ")
          }.`
      ).join(" ")}
      fontSize={12}
    >
      <Hatch id={id} />
      {creditModels.map((model, k) => (
        <g key={model} transform={`translate(${labelWidth + k * plotWidth / 4 + 6} 9)`}>
          <Glyph kind={k} />
          <text x="10" y="4" font-size="11" fill="currentColor">{creditWords[model].name}</text>
        </g>
      ))}
      {rows.map(({ name, known }, r) => {
        const top = head + r * rowHeight;
        const ends = known === null ? null : [Math.min(...known), Math.max(...known)] as const;
        return (
          <g key={name}>
            <text x={labelWidth - 8} y={top + 16} text-anchor="end" fill="currentColor">
              {clip(name, 22)}
            </text>
            {known === null || ends === null
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
                  {known.map((value, k) => (
                    <g key={k} transform={`translate(${x(value)} ${top + 12})`}>
                      <Glyph kind={k} />
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

/** The sign of a way to share credit. Shapes differ, so that colour is not needed. */
function Glyph({ kind }: { readonly kind: number }): JSX.Element {
  const line = `fill:${ink("paper")};stroke:${ink("data")};stroke-width:1.4`;
  if (kind === 0) return <path d="M0-4.5 4.3 3.2H-4.3Z" style={line} />;
  if (kind === 1) return <rect x="-3.2" y="-3.2" width="6.4" height="6.4" style={line} />;
  return <circle r="3.6" style={kind === 2 ? line : `fill:${ink("data")}`} />;
}
