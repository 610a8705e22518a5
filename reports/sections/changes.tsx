import type { ComponentChildren, JSX } from "preact";
import { Axis, changeScale, DotWhisker } from "../../lib/charts/mod.ts";
import { count, day, number } from "../../lib/words/mod.ts";
import type { Changes, MeasureChange } from "../changes/changes_model.ts";
import { changeInterval, changeText, peopleChange } from "./change_text.ts";
import { ChangeTable } from "./change_table.tsx";
import { bareValue } from "./measure_text.ts";
import { Moves } from "./moves.tsx";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import { Rich } from "./rich.tsx";
import { Section } from "./section.tsx";
import type { View } from "./view.ts";

/** Against the last report: people, the main measure, definitions, other measures, data, findings. */
export function ChangesSection({ view }: { readonly view: View }): JSX.Element | null {
  const { changes } = view.model;
  if (!changes) return null;
  const { since, refused, notes } = changes;
  return (
    <Section
      id="changed"
      title={`What changed since ${day(since.date)}`}
      take={changes.sentence}
      how={
        <>
          Compared with the report of {day(since.date)}, {count(since.days)}{" "}
          days before, by numbers that both reports print. A change of 1 to {view.model.privacy.minimum - 1}
          {" "}
          {view.many} is hidden.
        </>
      }
    >
      {refused.length > 0
        ? (
          <aside class="warn" aria-labelledby="h-refused">
            <h3 id="h-refused">Not comparable</h3>
            <ul class="plain">{refused.map((reason) => <li key={reason}>{reason}</li>)}</ul>
            <p>The next report can be compared with this one again.</p>
          </aside>
        )
        : (
          <>
            <Groups view={view} changes={changes} />
            <Moves view={view} changes={changes} />
          </>
        )}
      <dl class="dl">
        {refused.length === 0 && (
          <>
            <Row name="Definitions">
              <Definitions changes={changes} />
            </Row>
            <Row name="Measures">
              <Measures changes={changes} />
            </Row>
            {changes.data.length > 0 && (
              <Row name="Data">
                {changes.data.map((text) => <p key={text}>{text}</p>)}
              </Row>
            )}
          </>
        )}
        <Findings changes={changes} />
        {notes.length > 0 && (
          <Row name="Keep in mind">
            {notes.map((text) => <p key={text}>{text}</p>)}
          </Row>
        )}
      </dl>
      {refused.length === 0 && changes.measures.length > 0 && <ChangeTable view={view} changes={changes} />}
    </Section>
  );
}

function Row(
  { name, children }: { readonly name: string; readonly children: ComponentChildren },
): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** People of every group, and the main measure then and now. */
function Groups({ view, changes }: { readonly view: View; readonly changes: Changes }): JSX.Element {
  const { model, many } = view;
  const main = changes.measures.find(({ id }) => id === model.main) ?? null;
  const ends =
    main?.groups.flatMap(({ group, change, low, high }) => group === "all" ? [] : [change, low, high]) ?? [];
  const drawn = main !== null && ends.some((end) => typeof end === "number");
  const scale = changeScale(ends, main?.type === "rate" ? { most: 1 } : {});
  return (
    <div>
      <table class="cg cards" role="table" aria-labelledby="h-changed">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Segment</th>
            <th role="columnheader" scope="col" class="n">
              {capital(many)} now
            </th>
            <th role="columnheader" scope="col" class="n">More or fewer</th>
            {main && (
              <>
                <th role="columnheader" scope="col" class="n">
                  <span class="vh">{main.name},</span> then
                </th>
                <th role="columnheader" scope="col" class="n">now</th>
                {drawn && (
                  <th role="columnheader" scope="col" class="plot">
                    Change: {main.name.charAt(0).toLowerCase() + main.name.slice(1)}
                    <span class="axc">
                      <Axis scale={scale} format={changeTick(main)} />
                    </span>
                  </th>
                )}
                <th role="columnheader" scope="col" class="n">
                  Change (95% interval)
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {changes.groups.map((size) => {
            const row = main?.groups.find(({ group }) => group === size.group);
            return (
              <tr role="row" key={size.group}>
                <th role="rowheader" scope="row">
                  <Name name={size.name} colour={view.colour(size.group)} strong />
                </th>
                <td role="cell" class="n" data-l={`${capital(many)} now`}>
                  <Num value={size.now} format={count} />
                </td>
                <td role="cell" class="n" data-l="More or fewer">
                  {size.reason === null
                    ? <Num value={size.change} format={peopleChange} />
                    : <span class="na">{size.reason}</span>}
                </td>
                {main && row && <MainCells view={view} main={main} row={row} drawn={drawn} scale={scale} />}
              </tr>
            );
          })}
          <tr role="row" class="sum">
            <th role="rowheader" scope="row">
              <b>All {many}</b>
            </th>
            <td role="cell" class="n" data-l={`${capital(many)} now`}>
              <Num value={changes.total.now} format={count} />
            </td>
            <td role="cell" class="n" data-l="More or fewer">
              <Num value={changes.total.change} format={peopleChange} />
            </td>
            {main && <td role="cell" class="blank" colspan={drawn ? 4 : 3}></td>}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

interface MainCellsProps {
  readonly view: View;
  readonly main: MeasureChange;
  readonly row: MeasureChange["groups"][number];
  readonly drawn: boolean;
  readonly scale: ReturnType<typeof changeScale>;
}

function MainCells({ view, main, row, drawn, scale }: MainCellsProps): JSX.Element {
  const measure = view.model.measures.find(({ id }) => id === main.id);
  const now = measure?.groups.find(({ group }) => group === row.group);
  const value = (n: number) =>
    measure && now ? bareValue(measure, { ...now, low: null, high: null }, n) : number(n);
  const between = changeInterval(main, row);
  return (
    <>
      <td role="cell" class="n" data-l="Then">
        <Num value={row.before} format={value} />
      </td>
      <td role="cell" class="n" data-l="Now">
        <Num value={row.now} format={value} />
      </td>
      {drawn && (
        <td role="cell" class="plot zero" data-l={main.name}>
          {row.reason === null && (
            <DotWhisker
              value={row.change}
              low={row.low}
              high={row.high}
              scale={scale}
              colour={view.colour(row.group)}
              sentence={typeof row.change === "number"
                ? `${row.name}: ${changeText(main, row.change)}${between && `, 95% interval ${between}`}`
                : `${row.name}: ${row.change === "hidden" ? "hidden" : "no value"}`}
            />
          )}
        </td>
      )}
      <td role="cell" class="n" data-l="Change (95% interval)">
        {row.reason === null
          ? (
            <>
              <b>
                <Num value={row.change} format={(change) => changeText(main, change)} />
              </b>{" "}
              {between && <span class="t1">({between})</span>}
            </>
          )
          : <span class="na">{row.reason}</span>}
      </td>
    </>
  );
}

/** How the ends of the axis of a change are written. */
export function changeTick({ type }: MeasureChange): (tick: number) => string {
  return (tick) => {
    const size = number(Math.abs(type === "rate" ? 100 * tick : tick));
    return tick === 0 ? "0" : `${tick < 0 ? "−" : "+"}${size}`;
  };
}

function Definitions({ changes }: { readonly changes: Changes }): JSX.Element {
  const { groups, removed } = changes;
  const with_ = (reason: string) => groups.filter((group) => group.reason === reason).map(({ name }) => name);
  const sentences = [
    ["New definition", "is defined anew and", "are defined anew and"] as const,
    ["New segment", "is new and", "are new and"] as const,
    [
      "A segment before it changed",
      "has its old rule, but a segment before it in the book changed, which takes first: it",
      "have their old rules, but a segment before them in the book changed, which takes first: they",
    ] as const,
    [
      "Other definitions changed",
      "is what the changed rules leave: it",
      "are what the changed rules leave: they",
    ] as const,
  ].flatMap(([reason, one, more]) => {
    const names = with_(reason);
    return names.length === 0 ? [] : [
      <p key={reason}>
        <bdi>{names.join(", ")}</bdi> {names.length === 1 ? one : more} <b>cannot be compared</b> with then.
      </p>,
    ];
  });
  const same = groups.filter(({ reason }) => reason === null).length;
  return (
    <>
      {sentences}
      {removed.length > 0 && <p>No longer in the book: {removed.map(({ name }) => name).join(", ")}.</p>}
      <p>
        {same === groups.length
          ? "All groups mean what they meant then."
          : same === 0
          ? "No group means what it meant then."
          : `The other ${same === 1 ? "group means" : `${count(same)} groups mean`} what ${
            same === 1 ? "it" : "they"
          } meant then.`}
      </p>
    </>
  );
}

function Measures({ changes }: { readonly changes: Changes }): JSX.Element {
  const anew = changes.measures.filter(({ groups }) =>
    groups.every(({ reason }) => reason === "Measure defined anew")
  );
  const fresh = changes.measures.filter(({ groups }) =>
    groups.every(({ reason }) => reason === "New measure")
  );
  const compared = changes.measures.flatMap(({ groups }) =>
    groups.filter(({ low }) => typeof low === "number")
  );
  const clear = changes.measures.flatMap((measure) =>
    measure.groups.filter(({ clear, group }) => clear && group !== "all").map((row) => ({ measure, row }))
  );
  return (
    <>
      {clear.map(({ measure, row }) => (
        <p key={`${measure.id} ${row.group}`}>
          <b>{measure.name}</b>, <bdi>{row.name}</bdi>: {changeText(measure, Number(row.change))}{" "}
          ({changeInterval(measure, row)}).
        </p>
      ))}
      {compared.length > 0 && (
        <p>
          {clear.length === 0 ? "Nothing" : "Nothing else"} lies beyond what chance gives among{" "}
          {count(compared.length)} changes looked at together.
        </p>
      )}
      {compared.length === 0 && <p>No rate or middle value may be compared.</p>}
      {anew.length > 0 && (
        <p>
          Defined anew and <b>not comparable</b>: {anew.map(({ name }) => name).join("; ")}.
        </p>
      )}
      {fresh.length > 0 && <p>Measured for the first time: {fresh.map(({ name }) => name).join("; ")}.</p>}
    </>
  );
}

function Findings({ changes: { findings: { fresh, gone, kept }, since } }: { readonly changes: Changes }) {
  if (fresh.length + gone.length + kept === 0) return null;
  return (
    <Row name="Findings">
      {fresh.map(({ id, see }) => (
        <p key={id}>
          <b>New:</b> <Rich text={see} />
        </p>
      ))}
      {gone.map(({ id, see }) => (
        <p key={id} class="gone">
          <b>No longer among the findings</b>, on {day(since.date)}: <Rich text={see} />
        </p>
      ))}
      {kept > 0 && <p>{kept === 1 ? "One finding was" : `${count(kept)} findings were`} made then too.</p>}
    </Row>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
