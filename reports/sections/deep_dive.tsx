import type { JSX } from "preact";
import { channelName } from "../../lib/words/mod.ts";
import { intervalText, valueText } from "./measure_text.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import { othersOf, placeOf, sentencesOf } from "./one_segment.ts";
import { Section } from "./section.tsx";
import type { View } from "./view.ts";

/** With more segments than this, a page of each helps nobody; the tables by measure hold the same numbers. */
const mostDeepDives = 12;

/** Whether there are segments to tell about one by one: those the definition names, or all where they are few. */
export function hasDeepDives({ definitions, deepDives }: View["model"]): boolean {
  const many = (deepDives ?? definitions).length;
  return many > 0 && many <= mostDeepDives;
}

/** One segment after the other, with all the report says of it: for whoever looks after one of them. */
export function DeepDiveSection({ view }: { readonly view: View }): JSX.Element | null {
  const { definitions, groups, deepDives } = view.model;
  if (!hasDeepDives(view.model)) return null;
  const segments = new Set(definitions.map(({ id }) => id));
  return (
    <Section
      id="each"
      title="Segment by segment"
      how="Everything this report says of one segment, together: for the people who look after it."
    >
      {groups.filter(({ id, kind }) => kind === "segment" && (deepDives?.includes(id) ?? true)).map((
        { id, name },
      ) => (
        <details class="each" key={id} id={`each-${id.replaceAll(/[^a-z0-9]+/gi, "-")}`}>
          <summary>
            <Name name={name} colour={view.colour(id)} />
          </summary>
          <OneSegment view={view} id={id} segments={segments} />
        </details>
      ))}
    </Section>
  );
}

function OneSegment(
  { view, id, segments }: {
    readonly view: View;
    readonly id: string;
    readonly segments: ReadonlySet<string>;
  },
): JSX.Element {
  const { model } = view;
  const definition = model.definitions.find((one) => one.id === id);
  const measures = model.measures.filter(({ groups }) => groups.some(({ group }) => group === id));
  const finding = model.findings.find(({ segment }) => segment === id);
  return (
    <div class="each-in">
      <div>
        <ul class="plain">
          {sentencesOf(view, id).map((sentence) => <li key={sentence}>{sentence}</li>)}
        </ul>
        {finding && (
          <p>
            <b>First to do:</b> {finding.act.replaceAll("**", "")}
          </p>
        )}
        {definition?.message && (
          <p>
            <b>Say:</b> <bdi>{definition.message}</bdi>{" "}
            {definition.channels.length > 0 && `By ${definition.channels.map(channelName).join(", then ")}.`}
          </p>
        )}
        {definition?.route && (
          <p>
            <b>Follow up:</b> <bdi>{definition.route}</bdi>
          </p>
        )}
      </div>
      {measures.length > 0 && (
        <div class="scroll" tabindex={0} role="region" aria-label="Measures of this segment">
          <table>
            <thead>
              <tr>
                <th scope="col">Measure</th>
                <th scope="col" class="n">Here</th>
                <th scope="col" class="n">Other segments</th>
                <th scope="col">Place</th>
              </tr>
            </thead>
            <tbody>
              {measures.map((measure) => {
                const own = measure.groups.find(({ group }) =>
                  group === id
                )!;
                return (
                  <tr key={measure.id}>
                    <th scope="row">{measure.name}</th>
                    <td class="n">
                      <b>
                        <Num
                          value={own.value}
                          format={(value) => valueText(measure, own, value)}
                        />
                      </b>{" "}
                      <span class="t1">{intervalText(measure, own)}</span>
                    </td>
                    <td class="n">{othersOf(measure, id, segments)}</td>
                    <td>{placeOf(measure, id, segments)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
