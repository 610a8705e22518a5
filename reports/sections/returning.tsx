import type { JSX } from "preact";
import type { RetentionGroup, RetentionOverall } from "../../lib/journeys/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import { count, hidden, interval, percent } from "../../lib/words/mod.ts";
import { HiddenWord } from "../../lib/charts/mod.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import { Section } from "./section.tsx";
import { Twin } from "./twin.tsx";
import type { View } from "./view.ts";

/** Who comes back, by time since the first time: a row a group, darker where more do. */
export function ReturningSection({ view }: { readonly view: View }): JSX.Element | null {
  const { returning } = view.model;
  if (!returning) return null;
  const { result } = returning;
  const groups = result.groups ?? [];
  const columns = result.brackets.map((bracket, i) => ({ bracket, i })).slice(1);
  const hides = JSON.stringify(groups).includes(`"${hidden}"`);
  return (
    <Section
      id="returning"
      title={returning.title}
      take={view.model.sentences.returning}
      how={
        <>
          Of the {view.many} with a first time, those who came again, by {periodWords(result.period)}{" "}
          since then. Darker: more of them. “Too early”: not all have been watched that long.
        </>
      }
    >
      <figure data-figure="returning">
        <div class="scroll" tabindex={0} role="region" aria-label={`Table: ${returning.title}`}>
          <table class="heat">
            <thead>
              <tr>
                <th scope="col">Group</th>
                <th scope="col" class="n">First time</th>
                {columns.map(({ bracket, i }) => <th key={i} scope="col" class="n">{bracketName(bracket)}
                </th>)}
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.group}>
                  <th scope="row">
                    <Name name={group.name} colour={view.colour(group.group)} />
                  </th>
                  <td class="n">
                    <Num value={group.people} format={count} />
                  </td>
                  {columns.map(({ i }) => <ReturnCell key={i} overall={cellOf(group, i)} />)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <figcaption>
          {result.method}
          {hides && <>{" "}{view.hiddenNote}</>} {result.warnings.join(" ")}
        </figcaption>
      </figure>
      <Twin result={result} view={view} />
    </Section>
  );
}

function cellOf(group: RetentionGroup<Shown>, bracket: number): RetentionOverall<Shown> | null {
  return group.overall[bracket] ?? null;
}

function ReturnCell({ overall }: { readonly overall: RetentionOverall<Shown> | null }): JSX.Element {
  if (overall === null) return <td class="n na">too early</td>;
  const { rate, low, high } = overall;
  if (rate === null) return <td class="n">–</td>;
  if (rate === hidden) {
    return (
      <td class="n">
        <HiddenWord />
      </td>
    );
  }
  return (
    <td class="n ht" style={`--v:${Math.round(100 * Math.min(1, rate))}%`}>
      <b>{percent(rate, { low, high })}</b>
      <span class="t2">{interval({ low, high }, { rate, dash: true })}</span>
    </td>
  );
}

/** "Days 30 to 59" is written as the periods it holds: "Period 1", "Periods 2–3". */
function bracketName({ from, to }: { readonly from: number; readonly to: number }): string {
  return to - from === 1 ? `+${from}` : `+${from} to ${to - 1}`;
}

function periodWords(period: string): string {
  const days = /^(\d+)d$/.exec(period)?.[1];
  return days ? `stretches of ${days} days` : `${period}s`;
}
