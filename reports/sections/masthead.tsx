import type { JSX } from "preact";
import { count, day, plainText } from "../../lib/words/mod.ts";
import { firstSentence } from "./first_sentence.ts";
import { Rich } from "./rich.tsx";
import { Num } from "./number.tsx";
import type { View } from "./view.ts";

/** Title, answer, who is counted, for when and whom, and what to know before relying on it. */
export function Masthead({ view }: { readonly view: View }): JSX.Element {
  const { model, many } = view;
  const { workspace, book, segments, asOf, quality, findings } = model;
  const overlap = book.mode === "overlapping";
  const one = model.groups.length === 1;
  return (
    <header class="mast">
      <p class="kick">
        <span>
          <b>Trellis</b> · segment performance report
        </span>
        <span>
          <bdi>{workspace.name}</bdi>
          {workspace.invented && " (invented)"}
        </span>
      </p>
      <h1>{model.title}</h1>
      {model.question && <p class="question">{model.question}</p>}
      <p class="answer">
        {findings[0] ? <Answer act={findings[0].act} see={findings[0].see} /> : model.sentences.segments}
      </p>
      <dl class="facts">
        <div>
          <dt>Who is counted</dt>
          <dd>
            <Num value={segments.total} format={count} /> {many} in {one
              ? "one group"
              : `${count(model.groups.length)} groups that ${overlap ? "" : "do not "}overlap`}:{" "}
            {book.audience}
            {model.part && (
              <>
                . Only those whose {model.part.field.replace(/^account\./, "account ")} is{" "}
                <bdi>{model.part.value}</bdi>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>As of</dt>
          <dd>{day(asOf.date)}, end of day, {placeOf(asOf.timeZone)}</dd>
        </div>
        <div>
          <dt>Segments by</dt>
          <dd>
            “<bdi>{book.name}</bdi>”, version {book.version}, kept by <bdi>{book.keeper}</bdi>
          </dd>
        </div>
        <div>
          <dt>Written for</dt>
          <dd>{model.writtenFor ?? "Whoever decides what to do next"}</dd>
        </div>
      </dl>
      <ul class="trust" role="list" aria-label="Before you rely on it">
        <li>
          <b>Comparison</b>
          <Comparison view={view} /> <a class="see" href="#definitions">What each group is</a>
        </li>
        <li>
          <b>Data</b>
          {quality.gate.passed ? "The data passed its quality gate. " : (
            <>
              <span class="bad">The data did not pass its quality gate:</span> {quality.gate.reasons[0]}
              {" "}
            </>
          )}
          <a class="see" href="#quality">How good each field is</a>
        </li>
        <li>
          <b>Privacy</b>
          Groups of fewer than {model.privacy.minimum} {many} are{" "}
          <a href="#method">hidden</a>. Share it inside your organisation.
        </li>
      </ul>
    </header>
  );
}

/** What may be set against what. */
function Comparison({ view: { model } }: { readonly view: View }): JSX.Element {
  const { changes, book, workspace: { counted } } = model;
  const overlap = book.mode === "overlapping"
    ? `Segments overlap: one ${counted.one} can be in several, so do not add them up. `
    : "";
  if (!changes) {
    const groups = model.groups.length === 1
      ? "There is one group: nothing to compare it with. "
      : "The groups can be compared with each other. ";
    return <>{overlap || groups}No earlier report is compared here.</>;
  }
  const date = day(changes.since.date);
  const not = changes.groups.filter(({ reason }) => reason !== null);
  return (
    <>
      {overlap}
      {changes.refused.length > 0
        ? <>Nothing here can be compared with the report of {date}:</>
        : not.length === 0
        ? <>Every group can be compared with the report of {date}:</>
        : <>{not.map(({ name }) => name).join(", ")} cannot be compared with the report of {date}:</>}
      <a href="#changed">{changes.refused.length + not.length > 0 ? "why" : "what changed"}</a>.
    </>
  );
}

/** A time zone as a reader says it: "Chicago time". */
function placeOf(zone: string): string {
  const city = zone.split("/").at(-1)!.replaceAll("_", " ");
  return zone.includes("/") && !zone.startsWith("Etc/") ? `${city} time` : city;
}

/** The first finding as the answer of the page: what was seen, then, in bold, what to do. */
function Answer({ act, see }: { readonly act: string; readonly see: string }): JSX.Element {
  return (
    <>
      <Rich text={see} /> <b>{firstSentence(plainText(act))}</b>
    </>
  );
}
