import type { JSX } from "preact";
import { Axis, changeScale, DotWhisker, HiddenWord } from "../../lib/charts/mod.ts";
import type { Estimate } from "../../lib/outcomes/mod.ts";
import { type MisleadingTotal, percent, points, pointsInterval } from "../../lib/words/mod.ts";
import { Name } from "./name.tsx";
import { Section } from "./section.tsx";
import type { View } from "./view.ts";

/** Why a total misleads: the change inside every group, of everybody as counted, and with the same mix of groups. */
export function MisleadingSection({ view }: { readonly view: View }): JSX.Element | null {
  const { misleading } = view.model;
  if (misleading.length === 0) return null;
  return (
    <Section
      id="misleads"
      title="Why the total misleads"
      take="The total points one way and the groups inside it the other. Both are true."
      how="Dot: difference in points. Bar: 95% interval. Vertical line: no difference."
    >
      {misleading.map((one) => <Total key={one.id} view={view} one={one} />)}
    </Section>
  );
}

function Total({ view, one }: { readonly view: View; readonly one: MisleadingTotal }): JSX.Element | null {
  const { contrast: { groups, all, sameMix }, sides, title } = one;
  if (!all?.change || !sameMix) return null;
  const changes = [...groups.map(({ change }) => change), all.change, sameMix];
  const scale = changeScale(changes.flatMap((change) => change ? [change.low, change.high] : []), {
    most: 1,
  });
  const hides = groups.some(({ before, after }) => before === null || after === null);
  // Those of groups are told in whole points, so they are written so.
  const plain = (text: string) => text.replaceAll(".0", "");
  const cells = (name: string, change: Estimate, colour: ReturnType<View["colour"]>) => (
    <>
      <td role="cell" class="plot zero" data-l="Difference">
        <DotWhisker
          {...change}
          scale={scale}
          colour={colour}
          sentence={`${name}: ${points(change.value)}, 95% interval ${pointsInterval(change)}`}
        />
      </td>
      <td role="cell" class="n" data-l="Points (95% interval)">
        <b>{plain(points(change.value)).replace(" pts", "")}</b>{" "}
        <span class="t1">({plain(pointsInterval(change))})</span>
      </td>
    </>
  );
  return (
    <div class="misleads">
      <h3>{title}</h3>
      <p class="how">
        First: {view.many} {sides[0]}. Second: {view.many} {sides[1]}.
      </p>
      <table class="cg cards" role="table" aria-label={title}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Segment</th>
            <th role="columnheader" scope="col" class="n">Share of all, first</th>
            <th role="columnheader" scope="col" class="n">second</th>
            <th role="columnheader" scope="col" class="n">Rate, first</th>
            <th role="columnheader" scope="col" class="n">second</th>
            <th role="columnheader" scope="col" class="plot">
              Difference<span class="axc">
                <Axis
                  scale={scale}
                  format={(tick) =>
                    tick === 0 ? "0" : `${tick < 0 ? "−" : "+"}${Math.round(Math.abs(100 * tick))}`}
                />
              </span>
            </th>
            <th role="columnheader" scope="col" class="n">Points (95% interval)</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {groups.map(({ group, name, before, after, change, shares }) => (
            <tr role="row" key={group}>
              <th role="rowheader" scope="row">
                <Name name={name} colour={view.colour(group)} strong />
              </th>
              <td role="cell" class="n" data-l="Share of all, first">
                {shares ? percent(shares.before) : <HiddenWord />}
              </td>
              <td role="cell" class="n" data-l="Share of all, second">
                {shares ? percent(shares.after) : <HiddenWord />}
              </td>
              <td role="cell" class="n" data-l="Rate, first">
                {before === null ? <HiddenWord /> : percent(before)}
              </td>
              <td role="cell" class="n" data-l="Rate, second">
                {after === null ? <HiddenWord /> : percent(after)}
              </td>
              {change ? cells(name, change, view.colour(group)) : (
                <>
                  <td role="cell" class="blank"></td>
                  <td role="cell" class="n" data-l="Points (95% interval)">
                    <HiddenWord />
                  </td>
                </>
              )}
            </tr>
          ))}
          <tr role="row" class="sum">
            <th role="rowheader" scope="row">
              <b>All {view.many}, as counted</b>
            </th>
            <td role="cell" class="n" data-l="Share of all, first">100%</td>
            <td role="cell" class="n" data-l="Share of all, second">100%</td>
            <td role="cell" class="n" data-l="Rate, first">{percent(all.before ?? 0)}</td>
            <td role="cell" class="n" data-l="Rate, second">{percent(all.after ?? 0)}</td>
            {cells("As counted", all.change, "alert")}
          </tr>
          <tr role="row" class="sum">
            <th role="rowheader" scope="row">
              <b>With the same mix of groups</b>
            </th>
            <td role="cell" class="blank" colspan={4}></td>
            {cells("With the same mix of groups", sameMix, "ink")}
          </tr>
        </tbody>
      </table>
      <p class="note">
        Same mix: every group counts for as much as on the first side, among the groups that may be shown.
        Everybody is in the group they are in today. A difference inside one group may be chance.{" "}
        {hides && view.hiddenNote}
      </p>
    </div>
  );
}
