import type { JSX } from "preact";
import type { RetentionGroup, RetentionOverall, RetentionResult } from "../../lib/journeys/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import { count, hidden, interval, percent } from "../../lib/words/mod.ts";
import { HiddenWord } from "../../lib/charts/mod.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import { Section } from "./section.tsx";
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
          Of the {view.many}{" "}
          with a first time, those who came again, by the time since then. Darker: more of them. “Too early”:
          not all have been watched that long.
        </>
      }
    >
      <div class="scroll" tabindex={0} role="region" aria-label={`Table: ${returning.title}`}>
        <table class="heat">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" class="n">First time</th>
              {columns.map(({ bracket, i }) => (
                <th key={i} scope="col" class="n">{bracketName(bracket, result.period)}</th>
              ))}
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
      <p class="note">
        Time counts from each one’s own first time; only {view.many}{" "}
        watched to the end of a column count in it.
        {hides && <>{" "}{view.hiddenNote}</>} {result.warnings.join(" ")}
      </p>
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

/** When a bracket is, after the first time: "Weeks 5 to 12", "Days 90 to 179", "Month 2". */
function bracketName({ from, to }: RetentionResult<Shown>["brackets"][number], period: string): string {
  const days = Number(/^(\d+)d$/.exec(period)?.[1]);
  if (days > 0 && days !== 7) return `Days ${from * days} to ${to * days - 1}`;
  const unit = days === 7 ? "Week" : `${period.charAt(0).toUpperCase()}${period.slice(1)}`;
  return to - from === 1 ? `${unit} ${from}` : `${unit}s ${from} to ${to - 1}`;
}
