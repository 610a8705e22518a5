import type { JSX } from "preact";
import type { Shown } from "../segments/mod.ts";
import { hidden } from "../words/mod.ts";
import type { CurveGroup } from "./curve_panel.tsx";
import { HiddenMark } from "./hidden_mark.tsx";
import { colourClass } from "./swatch.tsx";
import type { ColourToken } from "./tokens.ts";

const secondsPerDay = 86_400;

/** The suggested window of a group in days, with its interval; null where there is none or it may not be shown. */
export function windowDays(
  group: CurveGroup,
): { readonly days: number; readonly low: number | null; readonly high: number | null } | null {
  const days = (seconds: Shown | null) =>
    typeof seconds === "number" ? Math.ceil(seconds / secondsPerDay) : null;
  const at = days(group.suggested?.seconds ?? null);
  return at === null || !group.suggested
    ? null
    : { days: at, low: days(group.suggested.low), high: days(group.suggested.high) };
}

/** What a row of windows is drawn of. */
export interface WindowMarkProps {
  readonly group: CurveGroup;
  /** Where the axis ends. */
  readonly days: number;
  readonly colour: ColourToken;
}

/** The window that covers most of those who convert: a dot on its interval, with the number of days beside it. */
export function WindowMark({ group, days, colour }: WindowMarkProps): JSX.Element {
  const window = windowDays(group);
  const at = (day: number) => `${Math.round(1000 * Math.min(1, day / days)) / 10}%`;
  const isHidden = group.suggested?.seconds === hidden;
  return (
    <svg
      class={`wr ${colourClass(colour)}`}
      width="100%"
      height="20"
      role="img"
      aria-label={windowSentence(group)}
    >
      {isHidden && <HiddenMark x={0} y={5} height={10} />}
      {window && (
        <>
          {window.low !== null && window.high !== null && (
            <>
              <line class="wb" x1={at(window.low)} x2={at(window.high)} y1="10" y2="10" />
              <line class="wl" x1={at(window.low)} x2={at(window.high)} y1="10" y2="10" />
            </>
          )}
          <circle class="wd" cx={at(window.days)} cy="10" r="3.4" />
        </>
      )}
    </svg>
  );
}

/** The same in words. */
export function windowSentence(group: CurveGroup): string {
  const window = windowDays(group);
  if (group.suggested?.seconds === hidden) return `${group.name}: ${hidden}.`;
  if (!window) return `${group.name}: too few have got there to say.`;
  const { days, low, high } = window;
  return `${group.name}: ${days} days${
    low !== null && high !== null ? `, 95% interval ${low} to ${high}` : ""
  }.`;
}
