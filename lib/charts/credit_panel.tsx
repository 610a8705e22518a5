import type { JSX } from "preact";
import type { AttributedChannel, CreditModel } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { hidden } from "../words/mod.ts";
import { ink } from "./_paint.tsx";
import { HiddenMark, HiddenWord } from "./hidden_mark.tsx";
import type { Scale } from "./scale.ts";

/** The ways to share credit that the picture compares, in the order their marks stand. */
export const creditModels = ["first", "last", "linear", "markov"] as const satisfies readonly CreditModel[];

type Model = typeof creditModels[number];

/** What each way is called, and what it does. */
export const creditWords: Readonly<Record<Model, { readonly name: string; readonly says: string }>> = {
  first: { name: "First touch", says: "all credit to the first contact" },
  last: { name: "Last touch", says: "all credit to the last" },
  linear: { name: "Even split", says: "shared by every contact" },
  markov: { name: "Removal effect", says: "what would be missing if the channel vanished (Markov chain)" },
};

/** One channel's share of all conversions under each of the ways; null where it may not be shown. */
export interface CreditShares {
  readonly channel: string;
  readonly shares: Readonly<Record<Model, number>> | null;
  /** Ends of the intervals by way, where they were drawn. */
  readonly intervals: Readonly<Partial<Record<Model, readonly [number, number]>>>;
}

/** A channel's credit as shares of the conversions that have any: hidden as soon as one number of it is. */
export function creditShares(channel: AttributedChannel<Shown>, of: Shown): CreditShares {
  const shares: Partial<Record<Model, number>> = {};
  const intervals: Partial<Record<Model, readonly [number, number]>> = {};
  for (const model of creditModels) {
    const credit = channel[model];
    if (typeof credit !== "number" || typeof of !== "number" || of === 0) {
      return { channel: channel.channel, shares: null, intervals: {} };
    }
    shares[model] = credit / of;
    const [low, high] = channel.intervals?.[model] ?? [];
    if (typeof low === "number" && typeof high === "number") intervals[model] = [low / of, high / of];
  }
  return { channel: channel.channel, shares: shares as Record<Model, number>, intervals };
}

const rows: Readonly<Record<Model, number>> = { first: 4, last: 9, linear: 14, markov: 19 };
const rowHeight = 23;

/** One channel: a mark a way over a pale span from the lowest to the highest. The width of the span is the message. */
export function CreditMark(
  { credit, scale }: { readonly credit: CreditShares; readonly scale: Scale },
): JSX.Element {
  const { shares, intervals } = credit;
  const at = (share: number) => `${scale.at(share)}%`;
  return (
    <svg class="cr" width="100%" height={rowHeight} role="img" aria-label={creditSentence(credit)}>
      {shares === null && <HiddenMark x={0} y={6} height={11} />}
      {shares && <Span shares={shares} at={scale.at} />}
      {shares && creditModels.map((model) => {
        const whisker = intervals[model];
        return (
          <g key={model}>
            {whisker && (
              <line class="ci" x1={at(whisker[0])} x2={at(whisker[1])} y1={rows[model]} y2={rows[model]} />
            )}
            <svg x={at(shares[model])} y={rows[model]} width="1" height="1" overflow="visible">
              <CreditGlyph model={model} />
            </svg>
          </g>
        );
      })}
    </svg>
  );
}

/**
 * The sign of one way to share credit, around the origin. Shapes differ, so that colour is not needed. A page colours
 * them by class; a picture that stands alone asks for `still`.
 */
export function CreditGlyph(
  { model, still = false }: { readonly model: Model; readonly still?: boolean },
): JSX.Element {
  const paint = still ? { style: stillPaint(model) } : { class: glyphClass[model] };
  switch (model) {
    case "first":
      return <path {...paint} d="M0-4.2 4 3H-4Z" />;
    case "last":
      return <rect {...paint} x="-2.6" y="-2.6" width="5.2" height="5.2" />;
    case "linear":
      return <circle {...paint} r="3" />;
    case "markov":
      return <circle {...paint} r="3.2" />;
  }
}

const glyphClass: Readonly<Record<Model, string>> = { first: "g1", last: "g2", linear: "g3", markov: "g4" };

function stillPaint(model: Model): string {
  return model === "markov"
    ? `fill:${ink("data")}`
    : `fill:${ink("paper")};stroke:${ink("data")};stroke-width:1.4`;
}

/** The lowest and the highest share in words: "9–22%". */
export function CreditRange({ credit }: { readonly credit: CreditShares }): JSX.Element {
  return credit.shares === null ? <HiddenWord /> : <>{range(credit.shares)}</>;
}

/** A channel's credit in words. */
export function creditSentence(
  { channel, shares }: Pick<CreditShares, "channel" | "shares">,
  format = (share: number) => `${Math.round(100 * share)}%`,
): string {
  if (shares === null) return `${channel}: ${hidden}.`;
  const each = creditModels.map((model) =>
    `${creditWords[model].name.toLowerCase()} ${format(shares[model])}`
  );
  return `${channel}: ${each.join(", ")}.`;
}

function range(shares: Readonly<Record<Model, number>>): string {
  const [low, high] = creditEnds(shares).map((share) => Math.round(100 * share));
  return low === high ? `${low}%` : `${low}–${high}%`;
}

/** The lowest and the highest of the four ways. */
export function creditEnds(shares: Readonly<Record<Model, number>>): readonly [number, number] {
  const all = creditModels.map((model) => shares[model]);
  return [Math.min(...all), Math.max(...all)];
}

function Span(
  { shares, at }: {
    readonly shares: Readonly<Record<Model, number>>;
    readonly at: (share: number) => number;
  },
): JSX.Element {
  const [low, high] = creditEnds(shares).map(at) as [number, number];
  return (
    <rect
      class="cs"
      x={`${low}%`}
      y="0"
      width={`${Math.round(100 * (high - low)) / 100}%`}
      height={rowHeight}
    />
  );
}
