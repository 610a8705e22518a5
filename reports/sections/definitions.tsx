import type { JSX } from "preact";
import { channelName, windowWords } from "../../lib/words/mod.ts";
import { Name } from "./name.tsx";
import { Section } from "./section.tsx";
import type { View } from "./view.ts";

/** What every word of the report means: segments first. */
export function DefinitionsSection({ view }: { readonly view: View }): JSX.Element {
  const { model, many } = view;
  const { book, journey, reach } = model;
  const window = journey && windowWords(journey.funnel.within);
  return (
    <Section
      id="definitions"
      title="Definitions"
      how={
        <>
          Segment book “<bdi>{book.name}</bdi>”, version {book.version}, kept by{" "}
          <bdi>{book.keeper}</bdi>. This version: {book.change}
          {book.who && <>{" "}It is about people for whom this holds: {book.who}</>}
        </>
      }
    >
      <dl class="dl">
        {model.groups.map((group) => {
          const definition = model.definitions.find(({ id }) => id === group.id);
          return (
            <>
              <dt>
                <Name name={group.name} colour={view.colour(group.id)} />
              </dt>
              <dd>
                {group.kind === "none" && <p>Known well enough to test every rule; none fits.</p>}
                {group.kind === "unknown" && (
                  <p>A field that a rule needs is missing. Not counted as “no”.</p>
                )}
                {definition && <Definition definition={definition} />}
              </dd>
            </>
          );
        })}
        {window && (
          <>
            <dt>Still deciding</dt>
            <dd>
              <p>Has not taken the next step, and fewer than {window} have passed since the first step.</p>
            </dd>
            <dt>Left</dt>
            <dd>
              <p>{window} passed since the first step without the next one.</p>
            </dd>
          </>
        )}
        {reach && (
          <>
            <dt>Reachable</dt>
            <dd>
              <p>
                Has a working address or number and today’s permission for marketing on at least one channel.
              </p>
            </dd>
          </>
        )}
        <dt>95% interval</dt>
        <dd>
          <p>The range of true values that fit what was observed. A wide one means few {many}.</p>
        </dd>
      </dl>
    </Section>
  );
}

type DefinitionRow = View["model"]["definitions"][number];

function Definition({ definition }: { readonly definition: DefinitionRow }): JSX.Element {
  const { rule, objective, message, offer, channels, route, claims, personas, measures } = definition;
  const more = [
    ["For", objective],
    ["Message", message],
    ["Offer", offer],
    ["Channels", channels.map(channelName).join(", then ")],
    ["Follow-up", route],
    ["Success", measures.join("; ")],
    ["Claims", claims.join(", ")],
    ["Personas", personas.join(", ")],
  ] as const;
  return (
    <>
      <p>{rule}</p>
      {more.map(([label, text]) =>
        text && (
          <p key={label}>
            <span class="k">{label}:</span> {text}
          </p>
        )
      )}
    </>
  );
}
