import type { JSX } from "preact";
import {
  Axis,
  CreditGlyph,
  CreditMark,
  creditModels,
  CreditRange,
  type CreditShares,
  creditShares,
  creditWords,
  HiddenWord,
  type Scale,
  scale,
} from "../../lib/charts/mod.ts";
import type { AttributedGroup } from "../../lib/journeys/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import { count, hidden } from "../../lib/words/mod.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import { panelsOf } from "./panels.ts";
import { Section } from "./section.tsx";
import { Twin } from "./twin.tsx";
import type { View } from "./view.ts";

/** Fewer conversions than this, and shares of them say nothing. */
const fewest = 20;
const mostChannels = 8;

/** Which channels are given credit by four ways of sharing it, a panel a group. */
export function CreditSection({ view }: { readonly view: View }): JSX.Element | null {
  const { credit } = view.model;
  if (!credit) return null;
  const { result } = credit;
  const channels = result.channels.slice(0, mostChannels).map(({ channel }) => channel);
  const { shown, note } = panelsOf(result.groups ?? [], ({ conversions }) => conversions);
  const panels = shown.map((group) => ({ group, credits: creditsOf(group, channels) }));
  const drawn = panels.flatMap(({ credits }) => typeof credits === "string" ? [] : credits);
  const axis = scale(
    drawn.flatMap((
      { shares, intervals },
    ) => [...Object.values(shares ?? {}), ...Object.values(intervals).flat()]),
    { most: 1 },
  );
  const hides = drawn.some(({ shares }) => shares === null) || JSON.stringify(panels).includes(`"${hidden}"`);
  return (
    <Section
      id="credit"
      title="Channel credit"
      take={view.model.sentences.credit}
      how={
        <>
          Share of “{credit.step}” credited to each channel, by four ways of sharing it. Where the marks
          spread, the answer depends on the way, so do not move budget on one of them. Credit describes the
          ways people took; it does not prove that a channel brought them.
        </>
      }
    >
      <figure data-figure="credit">
        <div class="trellis">
          <Key hasIntervals={result.bootstrap !== null} />
          {panels.map(({ group, credits }) => (
            <CreditPanel key={group.group} view={view} group={group} credits={credits} scale={axis} />
          ))}
        </div>
        <figcaption>
          Contacts in the {credit.lookBack} before “{credit.step}” count. {credit.cut}
          {note}
          {hides && <>{" "}{view.hiddenNote}</>} {result.warnings.join(" ")}
        </figcaption>
      </figure>
      <Twin result={result} view={view} />
    </Section>
  );
}

interface PanelProps {
  readonly view: View;
  readonly group: AttributedGroup<Shown>;
  readonly credits: readonly CreditShares[] | "few" | "hidden";
  readonly scale: Scale;
}

function CreditPanel({ view, group, credits, scale }: PanelProps): JSX.Element {
  const name = view.model.groups.find(({ id }) => id === group.group)?.name ?? group.group;
  const shown = typeof credits === "string" ? [] : credits.filter(({ shares }) => shares !== null);
  const kept = typeof credits === "string" ? [] : credits.filter(({ shares }) => shares === null);
  return (
    <div class="panel">
      <h3>
        <Name name={name} colour={view.colour(group.group)} />{" "}
        <span class="pcount">
          <Num value={group.conversions} format={count} /> times
        </span>
      </h3>
      {shown.length === 0
        ? (
          <p class="na">
            {credits === "few"
              ? "Too few times with a known channel to share."
              : "Cannot be shown without giving away a small count."}
          </p>
        )
        : (
          <>
            {shown.map((credit) => (
              <div class="crow" key={credit.channel}>
                <span>{credit.channel}</span>
                <span class="n">
                  <CreditRange credit={credit} />
                </span>
                <CreditMark credit={credit} scale={scale} />
              </div>
            ))}
            <Axis scale={scale} format={(tick) => `${Math.round(100 * tick)}${tick === 0 ? "%" : ""}`} />
            {kept.length > 0 && (
              <p class="pn">
                <HiddenWord /> {kept.map(({ channel }) => channel).join(", ")}
              </p>
            )}
          </>
        )}
    </div>
  );
}

function Key({ hasIntervals }: { readonly hasIntervals: boolean }): JSX.Element {
  return (
    <div class="panel key">
      <h3>Four ways to share credit</h3>
      <ul>
        {creditModels.map((model) => (
          <li key={model}>
            <svg class="cr" width="34" height="12" aria-hidden="true">
              <svg x="17" y="6" width="1" height="1" overflow="visible">
                <CreditGlyph model={model} />
              </svg>
            </svg>
            <span>
              <b>{creditWords[model].name}:</b> {creditWords[model].says}
            </span>
          </li>
        ))}
      </ul>
      <p>{hasIntervals && "Lines: 95% intervals. "}Right: lowest to highest of the four.</p>
    </div>
  );
}

/** A group's channels in the order of the whole, or why there are none to show. */
function creditsOf(
  { conversions, unattributed, channels: own }: AttributedGroup<Shown>,
  channels: readonly string[],
): CreditShares[] | "few" | "hidden" {
  if (conversions === 0) return "few";
  if (typeof conversions !== "number" || typeof unattributed !== "number") return "hidden";
  const of = conversions - unattributed;
  if (of < fewest) return "few";
  return channels.flatMap((name) => {
    const channel = own.find((one) => one.channel === name);
    return channel ? [creditShares(channel, of)] : [];
  });
}
