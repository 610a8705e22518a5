import type { JSX } from "preact";
import { FunnelPanel } from "../../lib/charts/mod.ts";
import { count, windowWords } from "../../lib/words/mod.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import { panelsOf } from "./panels.ts";
import { Section } from "./section.tsx";
import { Twin } from "./twin.tsx";
import type { View } from "./view.ts";

/** The declared journey, a panel a group, never one for everybody. */
export function FunnelSection({ view }: { readonly view: View }): JSX.Element | null {
  const { journey } = view.model;
  if (!journey) return null;
  const { funnel } = journey;
  const window = windowWords(funnel.within);
  const { shown, note } = panelsOf(funnel.groups, ({ people }) => people);
  const hides = JSON.stringify(funnel).includes('"hidden"');
  return (
    <Section
      id="funnel"
      title={`Where each stops: ${journey.name}`}
      take={view.model.sentences.funnel}
      how={
        <>
          Each bar is the {view.many}{" "}
          who reached the step, as a share of those at the first step. Same scale in every panel.
        </>
      }
    >
      <figure data-figure="funnel">
        <div class="trellis">
          <Key window={window} hides={hides} />
          {shown.map((group) => (
            <div class="panel" key={group.group}>
              <h3>
                <Name name={group.name} colour={view.colour(group.group)} />{" "}
                <span class="pcount">
                  <Num value={group.people} format={count} /> {view.many}
                </span>
              </h3>
              {group.steps[0]?.people === 0
                ? <p class="na">Nobody in this group reached the first step.</p>
                : <FunnelPanel group={group} />}
            </div>
          ))}
        </div>
        <figcaption>
          {funnel.groups.length > 1 && (
            <>
              There is no panel for all{" "}
              {view.many}: adding the segments up hides which one leaks, and would let a hidden count be
              worked out by subtraction.
            </>
          )}
          {note}
          {hides && <>{" "}{view.hiddenNote}</>} {funnel.warnings.join(" ")}
        </figcaption>
      </figure>
      <Twin result={funnel} view={view} />
    </Section>
  );
}

function Key({ window, hides }: { readonly window: string; readonly hides: boolean }): JSX.Element {
  const mark = (kind: string, inset = 0) => (
    <svg width="34" height="11" aria-hidden="true">
      <rect class={kind} x={inset} y={inset} width={34 - 2 * inset} height={11 - 2 * inset} />
    </svg>
  );
  return (
    <div class="panel key">
      <h3>How to read a bar</h3>
      <ul>
        <li>
          {mark("on")}
          <span>Went on to the next step</span>
        </li>
        <li>
          {mark("dec")}
          <span>
            <b>Still deciding:</b> fewer than {window} since the first step. Not lost.
          </span>
        </li>
        <li>
          {mark("lost")}
          <span>
            <b>Left:</b> {window} passed without the next step
          </span>
        </li>
        <li>
          {mark("lost big")}
          <span>
            Left at the group’s biggest drop-off. The number beside it counts only those whose {window}{" "}
            are over.
          </span>
        </li>
        {hides && (
          <li>
            {mark("hid", .5)}
            <span>Hidden to protect people</span>
          </li>
        )}
      </ul>
    </div>
  );
}
