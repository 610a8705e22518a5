import type { JSX } from "preact";
import type { DropOffCause, DropOffGroup, DropOffStep } from "../../lib/journeys/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import { HiddenWord } from "../../lib/charts/mod.ts";
import { hidden, interval, percent, windowWords } from "../../lib/words/mod.ts";
import { firstSentence } from "./first_sentence.ts";
import { Name } from "./name.tsx";
import { panelsOf } from "./panels.ts";
import { Section } from "./section.tsx";
import { Twin } from "./twin.tsx";
import type { View } from "./view.ts";

/** What a kind of cause is called under "Goes with". */
const causes: Readonly<Record<DropOffCause, string>> = {
  message: "how they are addressed",
  form: "the form at this step",
  callToAction: "what they are asked to do",
  channel: "the channel they come by",
};

/** Where each group leaves most often, against the others, what they do next, and what leaving goes with. */
export function LeavingSection({ view }: { readonly view: View }): JSX.Element | null {
  const { leaving } = view.model;
  if (!leaving) return null;
  const { shown, note } = panelsOf(
    leaving.groups.map((group) => ({ ...group, people: group.steps[0]?.of ?? 0 })),
    ({ people }) => people,
  );
  const hides = JSON.stringify(leaving.groups).includes(`"${hidden}"`);
  return (
    <Section
      id="leaving"
      title="Who leaves, and what goes with it"
      take={firstSentence(view.model.sentences.leaving ?? "")}
      how={
        <>
          The step at which each group loses most, among {view.many} whose {windowWords(leaving.within)}{" "}
          are over. What goes with leaving is association: it does not say what would keep them.
        </>
      }
    >
      <table class="lv cards" role="table" aria-labelledby="h-leaving">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Segment</th>
            <th role="columnheader" scope="col">Leave most after</th>
            <th role="columnheader" scope="col" class="n">Leave</th>
            <th role="columnheader" scope="col" class="n">Against the others</th>
            <th role="columnheader" scope="col">First thing they do next</th>
            <th role="columnheader" scope="col">Leaving goes with</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((group) => <Group key={group.group} view={view} group={group} />)}
        </tbody>
      </table>
      <p class="note">
        Against the others: difference of the shares in points; the interval holds for all differences
        together.
        {note} {hides && view.hiddenNote}
      </p>
      <Twin result={leaving} view={view} summary="Every step of every group" />
    </Section>
  );
}

function Group(
  { view, group }: { readonly view: View; readonly group: DropOffGroup<Shown> },
): JSX.Element {
  const step = worst(group);
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Name name={group.name} colour={view.colour(group.group)} strong />
      </th>
      {step
        ? (
          <>
            <td role="cell" data-l="Leave most after">{step.step}</td>
            <td role="cell" class="n" data-l="Leave">
              <b>{percent(step.rate)}</b>
              <span class="t2">{interval(step, { rate: step.rate, dash: true })}</span>
            </td>
            <td role="cell" class="n" data-l="Against the others">
              <Excess step={step} />
            </td>
            <td role="cell" data-l="First thing they do next">
              <Next step={step} />
            </td>
            <td role="cell" data-l="Leaving goes with">
              <With step={step} />
            </td>
          </>
        )
        : <td role="cell" class="na" colspan={5}>Cannot be shown without giving away a small count.</td>}
    </tr>
  );
}

type Step = DropOffStep<Shown> & { readonly rate: number };

/** The step with the largest share of leavers that may be shown. */
function worst({ steps }: DropOffGroup<Shown>): Step | null {
  return steps.filter((step): step is Step => typeof step.rate === "number" && step.rate > 0)
    .reduce<Step | null>((most, step) => most && most.rate >= step.rate ? most : step, null);
}

function Excess({ step: { excess } }: { readonly step: Step }): JSX.Element {
  if (excess === null) return <>–</>;
  if (typeof excess.difference !== "number") return <HiddenWord />;
  return (
    <>
      {signed(excess.difference)} pts
      {typeof excess.low === "number" && typeof excess.high === "number" && (
        <span class="t2">{signed(excess.low)} to {signed(excess.high)}</span>
      )}
    </>
  );
}

function signed(difference: number): string {
  const size = Math.abs(Math.round(100 * difference));
  return size === 0 ? "0" : `${difference > 0 ? "+" : "−"}${size}`;
}

function Next({ step: { after, nothing, lost } }: { readonly step: Step }): JSX.Element {
  const [first] = after;
  const told = typeof nothing === "number" && typeof lost === "number" && lost > 0 ? nothing / lost : null;
  if (told !== null && told > 0 && told > Number(first?.share ?? 0)) {
    return (
      <>
        Nothing more<span class="t2">{percent(told)} of them</span>
      </>
    );
  }
  if (!first) return <span class="na">Too few to say</span>;
  return (
    <>
      <bdi>{eventWords(first.event)}</bdi>
      {typeof first.share === "number" && <span class="t2">{percent(first.share)} of them</span>}
    </>
  );
}

function With({ step: { likely, signals } }: { readonly step: Step }): JSX.Element {
  if (likely === null) return <span class="na">Cannot be told</span>;
  const signal = likely.from === "signal" ? signals.find(({ cause }) => cause === likely.cause) : undefined;
  if (!signal) {
    return (
      <>
        Nothing on record<span class="t2">look first at {causes[likely.cause]}</span>
      </>
    );
  }
  const { property, value, shareOfLeft, shareOfWentOn } = signal;
  return (
    <>
      {property.replaceAll("_", " ")}: <bdi>{value}</bdi>
      {typeof shareOfLeft === "number" && typeof shareOfWentOn === "number" && (
        <span class="t2">
          {percent(shareOfLeft)} of those who left, {percent(shareOfWentOn)} of those who went on
        </span>
      )}
    </>
  );
}

/** An event's name in words: "page_view" → "Page view". */
function eventWords(event: string): string {
  const words = event.replace(/^appointment:/, "visit ").replaceAll(/[_:]+/g, " ").trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
