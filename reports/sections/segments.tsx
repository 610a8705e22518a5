import type { JSX } from "preact";
import { Axis, Bar, biggestDrop, DotWhisker, HiddenWord, scale } from "../../lib/charts/mod.ts";
import { channelName, count, number, percent } from "../../lib/words/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import type { ReportGroup } from "../model.ts";
import { ChangeCell, changeHeading, spanOf } from "./change_cell.tsx";
import { axisLabel, intervalText, measureSentence, valueText } from "./measure_text.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import { Section } from "./section.tsx";
import type { View } from "./view.ts";

/** Size, reach, main measure, biggest drop-off and what to say, a row a group. */
export function SegmentsSection({ view }: { readonly view: View }): JSX.Element {
  const { model, many } = view;
  const main = model.measures.find(({ id }) => id === model.main) ?? null;
  const all = main?.groups.find(({ group }) => group === "all")?.value ?? null;
  const says = model.definitions.some((d) => d.message || d.offer || d.route || d.channels.length > 0);
  const people = peopleOf(view);
  const since = changeHeading(view);
  const sizes = scale([...people.values()]);
  const values = main && scale(
    main.groups.flatMap(({ value, high }) => [value, high]),
    main.type === "rate" ? { most: 1 } : {},
  );
  return (
    <Section
      id="segments"
      title="Segments side by side"
      take={main ? model.sentences[`measure:${main.id}`] : model.sentences.segments}
      how={
        <>
          {main && <>{model.sentences.segments}{" "}</>}
          {model.book.mode === "overlapping" &&
            (
              <>
                The segments overlap: one {model.workspace.counted.one}{" "}
                can be in several, so the rows do not add up.{" "}
              </>
            )}
          {main && main.type !== "total" && (
            <>
              Dot: {main.name.toLowerCase()}. Bar: 95% interval.
              {typeof all === "number" && <>{" "}Vertical line: all {many}.</>}
            </>
          )}
          {main && main.type === "total" && <>Bar: {main.name.toLowerCase()}.</>}
          {!main && <>Bar: {many} in the group.</>}
          {trendNote(view)}
        </>
      }
    >
      <table
        class={since === null ? "seg cards" : "seg cards more"}
        role="table"
        aria-labelledby="h-segments"
        style={values && typeof all === "number" ? `--ref:${values.at(all) / 100}` : undefined}
      >
        <colgroup>
          <col class="a" />
          <col class="b" />
          {model.reach && <col class="c" />}
          {main && <col class="d" />}
          <col class="e" />
          {since !== null && <col class="g" />}
          {model.journey && <col class="f" />}
          {says && <col />}
        </colgroup>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Segment</th>
            <th role="columnheader" scope="col" class="n">{capital(many)}</th>
            {model.reach && <th role="columnheader" scope="col" class="n">Reachable</th>}
            {main && (
              <th role="columnheader" scope="col" class="n">
                <span class="vh">{main.name}</span>
              </th>
            )}
            <th role="columnheader" scope="col" class="plot">
              {main ? main.name : `${capital(many)}, drawn`}
              {main && values && (
                <span class="axc">
                  <Axis scale={values} format={axisLabel(main)} />
                </span>
              )}
            </th>
            {since !== null && <th role="columnheader" scope="col">{since}</th>}
            {model.journey && <th role="columnheader" scope="col">Biggest drop-off</th>}
            {says && <th role="columnheader" scope="col">What to say, and how</th>}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {model.groups.map((group) => {
            const measured = main?.groups.find((row) => row.group === group.id) ?? null;
            const size = people.get(group.id) ?? 0;
            return (
              <tr role="row" key={group.id}>
                <th role="rowheader" scope="row">
                  <Name name={group.name} colour={view.colour(group.id)} strong />
                  <span class="t2">{about(view, group)}</span>
                </th>
                <td role="cell" class="n" data-l={capital(many)}>
                  <Num value={size} format={count} />
                  <span class="t2">{shareText(size, model.segments.total)}</span>
                </td>
                {model.reach && (
                  <td role="cell" class="n" data-l="Reachable">
                    <Reachable view={view} group={group} />
                  </td>
                )}
                {main && (
                  <td role="cell" class="n" data-l={main.name}>
                    <b>
                      <Num
                        value={measured?.value ?? null}
                        format={(value) => valueText(main, measured!, value)}
                      />
                    </b>
                    {measured && <span class="t2">{intervalText(main, measured)}</span>}
                  </td>
                )}
                <td role="cell" class={typeof all === "number" && main ? "plot over" : "plot"}>
                  {main && measured && values
                    ? (
                      <>
                        {main.type === "total"
                          ? (
                            <Bar
                              value={measured.value}
                              scale={values}
                              colour={view.colour(group.id)}
                              sentence={measureSentence(main, measured)}
                              height={14}
                            />
                          )
                          : (
                            <DotWhisker
                              value={measured.value}
                              low={measured.low}
                              high={measured.high}
                              scale={values}
                              colour={view.colour(group.id)}
                              sentence={measureSentence(main, measured)}
                              height={28}
                            />
                          )}
                        <span class="axm">
                          <Axis scale={values} format={axisLabel(main)} />
                        </span>
                      </>
                    )
                    : (
                      <Bar
                        value={size}
                        scale={sizes}
                        colour={view.colour(group.id)}
                        sentence={null}
                        height={14}
                      />
                    )}
                </td>
                {since !== null && (
                  <td role="cell" class="ch" data-l={since}>
                    <ChangeCell view={view} group={group.id} />
                  </td>
                )}
                {model.journey && (
                  <td role="cell" class="w2" data-l="Biggest drop-off">
                    <Drop view={view} group={group} />
                  </td>
                )}
                {says && (
                  <td role="cell" class="w2" data-l="What to say, and how">
                    <Say view={view} group={group} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

/** People of every group, by id. */
function peopleOf({ model: { segments } }: View): ReadonlyMap<string, Shown> {
  return new Map<string, Shown>([
    ...segments.segments.map(({ id, people }) => [id, people] as const),
    ["none", segments.unsegmented],
    ["unknown", segments.unknown],
  ]);
}

/** What the small line is. */
function trendNote({ model: { trend, measures, main } }: View): string {
  if (!trend) return "";
  const rate = measures.find(({ id }) => id === main)?.type === "rate" || main === null;
  const height = rate ? `, ${number(100 * spanOf(trend))} points high` : ", drawn to the same height";
  return ` The small line is the last ${count(trend.dates.length)} reports${height} in every row.`;
}

function shareText(people: Shown, total: Shown): string {
  return typeof people === "number" && typeof total === "number" && total > 0 ? percent(people / total) : "";
}

function about(view: View, group: ReportGroup): string {
  if (group.kind === "none") return "Fits none of the segments";
  if (group.kind === "unknown") return "Too little known to place";
  return view.model.definitions.find(({ id }) => id === group.id)?.objective ?? "";
}

function Reachable({ view, group }: { readonly view: View; readonly group: ReportGroup }): JSX.Element {
  const row = view.model.reach?.groups.find((row) => row.group === group.id);
  if (!row) return <>–</>;
  if (row.any === "hidden" || row.people === "hidden") return <HiddenWord />;
  return (
    <>
      {row.people > 0 ? percent(row.any / row.people) : "–"}
      <span class="t2">{count(row.any)}</span>
    </>
  );
}

function Drop({ view, group }: { readonly view: View; readonly group: ReportGroup }): JSX.Element {
  const funnel = view.model.journey?.funnel.groups.find((row) => row.group === group.id);
  if (!funnel) return <span class="na">Not counted</span>;
  const first = funnel.steps[0]?.people ?? 0;
  if (first === 0) {
    return (
      <span class="na">
        Nobody<span class="t2">reached the first step</span>
      </span>
    );
  }
  const drop = biggestDrop(funnel);
  if (drop) {
    return (
      <>
        <b>{Math.round(100 * drop.rate)}</b> of 100{" "}
        <span class="t1">({Math.round(100 * drop.low)}–{Math.round(100 * drop.high)})</span>
        <span class="t2">leave before: {drop.next}</span>
      </>
    );
  }
  const hidden = funnel.steps.some(({ drop }) => drop?.rate === "hidden");
  return hidden
    ? (
      <span class="na">
        Cannot say<span class="t2">hidden to protect {view.many}</span>
      </span>
    )
    : (
      <span class="na">
        Too early<span class="t2">everybody is still deciding</span>
      </span>
    );
}

function Say({ view, group }: { readonly view: View; readonly group: ReportGroup }): JSX.Element {
  const definition = view.model.definitions.find(({ id }) => id === group.id);
  if (!definition) return <span class="na">–</span>;
  const { message, offer, channels, route } = definition;
  if (!message && !offer && !route && channels.length === 0) {
    return (
      <span class="na">
        Nothing planned<span class="t2">the book names no message</span>
      </span>
    );
  }
  return (
    <>
      {message ?? offer ?? route}
      {channels.length > 0 && <span class="t2">by {channels.map(channelName).join(", then ")}</span>}
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
