import type { JSX } from "preact";
import {
  type CurveFrame,
  type CurveGroup,
  CurvePanel,
  Curves,
  scale,
  windowDays,
  WindowMark,
} from "../../lib/charts/mod.ts";
import { windowWords } from "../../lib/words/mod.ts";
import { Name } from "./name.tsx";
import { mostGhosts, panelsOf } from "./panels.ts";
import { Section } from "./section.tsx";
import { Twin } from "./twin.tsx";
import type { View } from "./view.ts";

const secondsPerDay = 86_400;

/** How long each group takes from the first step to the step that counts as done: a panel a group, one scale. */
export function TimingSection({ view }: { readonly view: View }): JSX.Element | null {
  const { timing } = view.model;
  if (!timing) return null;
  const { shown: groups, note } = panelsOf(
    timing.groups.filter(({ group }) => group !== "all"),
    ({ people }) => people,
  );
  const [first, last] = [timing.steps[0]!, timing.steps.at(-1)!];
  const frame: CurveFrame = {
    id: "curve",
    days: axisDays(timing.horizonSeconds, timing.groups),
    scale: scale(groups.flatMap(({ curve }) => curve.flatMap(({ converted, high }) => [converted, high])), {
      most: 1,
    }),
  };
  const hides = JSON.stringify(groups).includes('"hidden"');
  return (
    <Section
      id="timing"
      title={`Time to “${last}”`}
      take={view.model.sentences.timing}
      how={
        <>
          Share who have reached “{last}”, by days since “{first}”. Shading: 95% interval. Grey: the other
          groups. People still deciding count for as long as they have been watched.
        </>
      }
    >
      <figure data-figure="timing">
        <Curves groups={groups} frame={frame} />
        <div class="trellis">
          {groups.map((group, i) => (
            <div class="panel" key={group.group}>
              <h3>
                <Name name={group.name} colour={view.colour(group.group)} />
              </h3>
              {group.people !== 0 && <p class="ps">{halfSentence(group, frame.days)}</p>}
              {group.people === 0 ? <p class="na">Nobody in this group reached “{first}”.</p> : (
                <CurvePanel
                  groups={groups}
                  index={i}
                  frame={frame}
                  colour={view.colour(group.group)}
                  ghosts={groups.length <= mostGhosts}
                />
              )}
            </div>
          ))}
          <WindowPanel view={view} groups={groups} days={frame.days} covers={timing.covers} last={last} />
        </div>
        <figcaption>
          Where few people move, points of a curve are joined until each stretch holds enough of them.
          {note}
          {hides && <>{" "}{view.hiddenNote}</>} {timing.warnings.join(" ")}
        </figcaption>
      </figure>
      <Twin result={timing} view={view} />
    </Section>
  );
}

interface WindowPanelProps {
  readonly view: View;
  readonly groups: readonly CurveGroup[];
  readonly days: number;
  readonly covers: number;
  readonly last: string;
}

function WindowPanel({ view, groups, days, covers, last }: WindowPanelProps): JSX.Element {
  return (
    <div class="panel wide">
      <h3>A window that fits</h3>
      <p class="ps">
        Days in which {Math.round(100 * covers)}{" "}
        of 100 of those who ever reach “{last}” have done so. Bar: 95% interval.
      </p>
      <ul class="win">
        {groups.map((group) => (
          <li key={group.group}>
            <span>
              <Name name={group.name} colour={view.colour(group.group)} />
            </span>
            <WindowMark group={group} days={days} colour={view.colour(group.group)} />
            <b class="wv">{windowDays(group)?.days ?? "–"}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** When half of a group have got there, as far as its curve may be read. */
function halfSentence(group: CurveGroup, days: number): string {
  for (const { seconds, converted } of group.curve) {
    if (typeof seconds !== "number" || typeof converted !== "number") continue;
    if (seconds > days * secondsPerDay) break;
    if (converted >= .5) return `Half by day ${Math.ceil(seconds / secondsPerDay)}`;
  }
  return `Fewer than half in ${windowWords(`${days}d`)}`;
}

/** The end of the axis: the longest of the usual lengths of time that was watched long enough. */
function axisDays(horizonSeconds: number, groups: readonly CurveGroup[]): number {
  const watched = Math.floor(horizonSeconds / secondsPerDay);
  const usual = (groups[0]?.at ?? []).map(({ seconds }) => Math.round(seconds / secondsPerDay));
  return Math.max(...usual.filter((day) => day <= watched && day <= 56), Math.min(watched, 14), 1);
}
