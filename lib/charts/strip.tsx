import type { JSX } from "preact";
import { clip } from "./clip.ts";
import { scale } from "./scale.ts";
import { colourClass } from "./swatch.tsx";
import type { ColourToken } from "./tokens.ts";

/** One group's share among the others', from 0 to 100. */
export interface StripProps {
  /** The group's share, in [0, 1], with its interval. */
  readonly value: number;
  /** Lower end of the interval. */
  readonly low: number;
  /** Upper end of the interval. */
  readonly high: number;
  /** The other groups' shares; the one nearest in value is named. */
  readonly others: readonly { readonly name: string; readonly value: number }[];
  /** Usually the group's. */
  readonly colour: ColourToken;
}

const hundred = scale([1], { most: 1 });
const of100 = (share: number) => String(Math.round(100 * share));

/** What a strip shows, in words: "68 of 100, 95% interval 66 to 71; the other 6 lie between 6 and 54". */
export function stripSentence({ value, low, high, others }: Omit<StripProps, "colour">): string {
  const own = `${of100(value)} of 100, 95% interval ${of100(low)} to ${of100(high)}`;
  if (others.length === 0) return own;
  if (others.length === 1) return `${own}; ${others[0]!.name} ${of100(others[0]!.value)}`;
  const values = others.map(({ value }) => value);
  return `${own}; the other ${others.length} lie between ${of100(Math.min(...values))} and ${
    of100(Math.max(...values))
  }`;
}

/** A finding in one line: a dot and whisker among ticks for the other groups. */
export function Strip({ value, low, high, others, colour }: StripProps): JSX.Element {
  const at = (share: number) => `${hundred.at(share)}%`;
  const named = others.reduce<typeof others[number] | null>(
    (nearest, other) =>
      nearest === null || Math.abs(other.value - value) < Math.abs(nearest.value - value) ? other : nearest,
    null,
  );
  const label = named ? `${clip(named.name, 32)} ${of100(named.value)}` : "";
  return (
    <svg
      class={`strip ${colourClass(colour)}`}
      width="100%"
      height="44"
      role="img"
      aria-label={stripSentence({ value, low, high, others })}
    >
      {value >= .08 && <text class="tk" x="0" y="40">0</text>}
      {value <= .9 && <text class="tk" x="100%" y="40" text-anchor="end">100</text>}
      <line class="base" x1="0" x2="100%" y1="21" y2="21" />
      {others.map((other) => (
        <line key={other.name} class="ot" x1={at(other.value)} x2={at(other.value)} y1="15" y2="27" />
      ))}
      {named && (
        <text class="tk" x={at(named.value)} y="10" text-anchor={anchor(named.value, label)}>
          {label}
        </text>
      )}
      <line class="wl" x1={at(low)} x2={at(high)} y1="21" y2="21" />
      <circle class="wd" cx={at(value)} cy="21" r="4.5" />
      <text
        class="own"
        x={at(value)}
        y="40"
        text-anchor={value < .02 ? "start" : value > .98 ? "end" : "middle"}
      >
        {of100(value)}
      </text>
    </svg>
  );
}

/** Where a label may hang on its mark and stay on a strip of the narrowest phone. */
function anchor(share: number, label: string): "start" | "middle" | "end" {
  const half = label.length * letter / 2;
  return share < half ? "start" : share > 1 - half ? "end" : "middle";
}

/** Width of a letter as a share of the narrowest strip. */
const letter = 6.5 / 320;
