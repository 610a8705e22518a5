import type { JSX } from "preact";
import { Bar, HiddenWord, scale } from "../../lib/charts/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import { channelName, count, percent } from "../../lib/words/mod.ts";
import { Name } from "./name.tsx";
import { Section } from "./section.tsx";
import { Twin } from "./twin.tsx";
import type { View } from "./view.ts";

const whole = scale([1], { most: 1 });

/** Who can be reached, by channel: a column a channel on one scale. */
export function ReachSection({ view }: { readonly view: View }): JSX.Element | null {
  const { reach, sentences } = view.model;
  if (!reach) return null;
  const groups = reach.groups.filter(({ group }) => group !== "all");
  const hides = JSON.stringify(groups).includes('"hidden"');
  const columns = ["any channel", ...reach.channels.map(channelName)].map((name) =>
    `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  );
  return (
    <Section
      id="reach"
      title="Who can be reached"
      take={sentences.reach}
      how={
        <>
          Share of the group with a working address or number and today’s permission for marketing. Full width
          is everybody in the group.
        </>
      }
    >
      <figure data-figure="reach">
        <table class="rc cards" role="table" aria-labelledby="h-reach">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Segment</th>
              {columns.map((name) => <th role="columnheader" scope="col" key={name}>{name}</th>)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {groups.map((row) => (
              <tr role="row" key={row.group}>
                <th role="rowheader" scope="row">
                  <Name name={row.name} colour={view.colour(row.group)} strong />
                </th>
                {columns.map((name, c) => (
                  <td role="cell" key={name} data-l={name}>
                    <Share reached={c === 0 ? row.any : row.byChannel[c - 1]!} people={row.people} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {hides && <figcaption>{view.hiddenNote}</figcaption>}
        {reach.warnings.map((warning) => <figcaption key={warning}>{warning}</figcaption>)}
      </figure>
      <Twin result={reach} view={view} />
    </Section>
  );
}

function Share({ reached, people }: { readonly reached: Shown; readonly people: Shown }): JSX.Element {
  if (reached === "hidden" || people === "hidden") {
    return (
      <>
        <HiddenWord />
        <Bar value="hidden" scale={whole} sentence={null} />
      </>
    );
  }
  if (people === 0) return <span class="na">–</span>;
  return (
    <>
      {percent(reached / people)} <span class="t1">{count(reached)}</span>
      <Bar value={reached / people} scale={whole} sentence={null} />
    </>
  );
}
