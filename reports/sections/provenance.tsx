import type { JSX } from "preact";
import { count } from "../../lib/words/mod.ts";
import { Num } from "./number.tsx";
import type { View } from "./view.ts";

/** Where every number comes from: inputs with their hashes, versions, parameters. */
export function Provenance(
  { view, sidecar }: { readonly view: View; readonly sidecar: string },
): JSX.Element {
  const { asOf, book, provenance, quality, workspace } = view.model;
  const { inputs } = provenance;
  return (
    <footer id="provenance" aria-labelledby="h-provenance">
      <h2 id="h-provenance">Provenance</h2>
      <dl class="prov">
        <Fact name="As of">{asOf.instant} ({asOf.timeZone})</Fact>
        <Fact name="Made by">
          Trellis {provenance.trellis}, report format {view.model.version}, Deno {provenance.deno}, DuckDB
          {" "}
          {provenance.duckdb}
        </Fact>
        <Fact name="Segment book">{book.name} v{book.version}, sha256 {short(book.sha256)}</Fact>
        <Fact name="Parameters">
          {provenance.parameters.map(({ name, value }) => `${name} ${value}`).join(" · ")}
        </Fact>
        <Fact name="Data-quality gate">{quality.gate.passed ? "passed" : "failed"}</Fact>
        <Fact name="Same data, machine-readable">{sidecar}</Fact>
      </dl>
      <details>
        <summary>Input files with their hashes</summary>
        <div class="scroll" tabindex={0} role="region" aria-label="Input files">
          <table class="tight">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">sha256</th>
                <th scope="col">Table</th>
                <th scope="col" class="n">Rows kept</th>
                <th scope="col" class="n">Left out</th>
              </tr>
            </thead>
            <tbody>
              {inputs.map(({ file, table, sha256 }, i) => {
                const rows = quality.tables.find((one) => one.table === table);
                const first = inputs[i - 1]?.table !== table;
                const files = inputs.filter((one) => one.table === table).length;
                return (
                  <tr key={`${table} ${file}`}>
                    <th scope="row">{file}</th>
                    <td>
                      <code title={sha256}>{short(sha256)}</code>
                    </td>
                    {first && (
                      <>
                        <td rowspan={files}>{table}</td>
                        <td class="n" rowspan={files}>
                          <Num value={rows?.kept ?? null} format={count} />
                        </td>
                        <td class="n" rowspan={files}>
                          <Num value={rows?.leftOut ?? null} format={count} />
                        </td>
                      </>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </details>
      {workspace.invented && (
        <p class="note">
          <bdi>{workspace.name}</bdi> is invented; so is every number here.
        </p>
      )}
    </footer>
  );
}

function Fact(
  { name, children }: {
    readonly name: string;
    readonly children: JSX.Element | string | (string | number | JSX.Element)[];
  },
): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function short(hash: string): string {
  return hash.length > 12 ? `${hash.slice(0, 8)}…${hash.slice(-4)}` : hash;
}
