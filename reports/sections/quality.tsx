import type { JSX } from "preact";
import { count } from "../../lib/words/mod.ts";
import type { ReportModel } from "../model.ts";
import { Num } from "./number.tsx";
import { Section } from "./section.tsx";
import type { View } from "./view.ts";

type FieldRow = ReportModel["quality"]["fields"][number];

const verdicts: Readonly<Record<FieldRow["verdict"], string>> = {
  strong: "Strong",
  weak: "Weak",
  unusable: "Too weak",
};

/** How far the data can be trusted: the gate, the fields that rules read, rows left out, what was found wrong. */
export function QualitySection({ view }: { readonly view: View }): JSX.Element {
  const { quality, sentences } = view.model;
  const used = quality.fields.filter((field) => field.used);
  const rest = quality.fields.filter((field) => !field.used);
  const weak = rest.filter(({ verdict }) => verdict !== "strong");
  return (
    <Section
      id="quality"
      title="Data quality"
      take={sentences.quality}
      how={used.length > 0 && <>Fields that segment rules read. All other fields are below.</>}
    >
      {!quality.gate.passed && (
        <aside class="warn" aria-labelledby="h-gate">
          <h3 id="h-gate">The data did not pass its quality gate</h3>
          <ul class="plain">{quality.gate.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
          <p>
            The limits are set under “quality” in workspace.yaml. Read this report with care until they hold.
          </p>
        </aside>
      )}
      {used.length > 0 && <Fields view={view} fields={used} label="Fields that segment rules read" />}
      {rest.length > 0 && (
        <details>
          <summary>{used.length > 0 ? "All other fields" : "All fields"}</summary>
          <p class="note">
            <b>Strong enough to segment on:</b> {strongFields(rest)}.
          </p>
          {weak.length > 0 && <Fields view={view} fields={weak} label="Fields that are not strong" />}
        </details>
      )}
      <details>
        <summary>Rows kept and left out</summary>
        <div class="scroll" tabindex={0} role="region" aria-label="Rows kept and left out">
          <table class="tight">
            <thead>
              <tr>
                <th scope="col">Table</th>
                <th scope="col" class="n">Rows kept</th>
                <th scope="col" class="n">Left out</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {quality.tables.map(({ table, kept, leftOut, reasons }) => (
                <tr key={table}>
                  <th scope="row">{table}</th>
                  <td class="n">
                    <Num value={kept} format={count} />
                  </td>
                  <td class="n">
                    <Num value={leftOut} format={count} />
                  </td>
                  <td>
                    {reasons.length === 0 ? "–" : reasons.map(({ reason, rows }, i) => (
                      <>
                        {i > 0 && ", "}
                        {reason} <Num value={rows} format={count} />
                      </>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      {quality.problems.length > 0 && (
        <details>
          <summary>What was found wrong</summary>
          <div class="scroll" tabindex={0} role="region" aria-label="Problems found">
            <table class="tight">
              <thead>
                <tr>
                  <th scope="col">Problem</th>
                  <th scope="col">File</th>
                  <th scope="col">Column</th>
                  <th scope="col" class="n">Rows</th>
                </tr>
              </thead>
              <tbody>
                {quality.problems.map(({ what, file, column, rows }) => (
                  <tr key={`${what} ${file} ${column}`}>
                    <th scope="row">{what}</th>
                    <td>{file}</td>
                    <td>{column ?? "–"}</td>
                    <td class="n">
                      <Num value={rows} format={count} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </Section>
  );
}

/** Shares of rows to a tenth of a percent, so that the column has one precision. */
function tenths(share: number): string {
  const text = (100 * share).toFixed(1);
  return share > 0 && Number(text) === 0 ? "<0.1%" : `${text}%`;
}

/** "people: age, sex; events: topic", or "none". */
function strongFields(fields: readonly FieldRow[]): string {
  const tables = Map.groupBy(fields.filter(({ verdict }) => verdict === "strong"), ({ table }) => table);
  const list = [...tables].map(([table, fields]) =>
    `${table}: ${fields.map(({ field }) => field).join(", ")}`
  );
  return list.join("; ") || "none";
}

interface FieldsProps {
  readonly view: View;
  readonly fields: readonly FieldRow[];
  readonly label: string;
}

function Fields({ view, fields, label }: FieldsProps): JSX.Element {
  return (
    <>
      <table class="dq cards" role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Field</th>
            <th role="columnheader" scope="col">Verdict</th>
            <th role="columnheader" scope="col" class="n">Missing</th>
            <th role="columnheader" scope="col" class="n">Newest value</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {fields.map(({ table, field, verdict, reason, missing, staleDays }) => (
            <tr role="row" key={`${table}.${field}`}>
              <th role="rowheader" scope="row">
                <b>{field}</b> <span class="t1">{table}</span>
              </th>
              <td role="cell" class="ver">
                {verdict === "strong" ? verdicts[verdict] : (
                  <>
                    <b>{verdicts[verdict]}:</b> {reason}
                  </>
                )}
              </td>
              <td role="cell" class="n" data-l="Missing">
                <Num value={missing} format={tenths} />
              </td>
              <td role="cell" class="n" data-l="Newest value">
                {staleDays === null ? "–" : staleDays === 0 ? "same day" : `${count(staleDays)} days old`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {fields.some(({ missing }) => missing === "hidden") && <p class="note">{view.hiddenNote}</p>}
    </>
  );
}
