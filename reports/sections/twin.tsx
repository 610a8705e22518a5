import type { JSX } from "preact";
import { dataTable, type Drawable, HiddenWord, type JourneyResult } from "../../lib/charts/mod.ts";
import { hidden } from "../../lib/words/mod.ts";
import { Name } from "./name.tsx";
import type { View } from "./view.ts";

/** The table behind a figure, closed on screen and open in print. */
export function Twin(
  { result, view, summary = "Table of these numbers" }: {
    readonly result: Drawable | JourneyResult;
    readonly view: View;
    readonly summary?: string;
  },
): JSX.Element {
  const { caption, columns, sections } = dataTable(result, { many: view.many });
  const hides = JSON.stringify(sections).includes(`"${hidden}"`);
  return (
    <details>
      <summary>{summary}</summary>
      <div class="scroll" tabindex={0} role="region" aria-label={`Table: ${caption}`}>
        <table class="tight">
          <caption>{caption}.{hides && ` ${view.hiddenNote}`}</caption>
          <thead>
            <tr>
              {columns.map((column, c) => (
                <th key={column} scope="col" class={c === 0 ? undefined : "n"}>{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sections.map(({ group, rows }) => (
              <>
                {group && (
                  <tr>
                    <th scope="rowgroup" colspan={columns.length} class="rg">
                      <Name name={group.name} colour={view.colour(group.id)} />
                    </th>
                  </tr>
                )}
                {rows.map(({ id, cells: [heading, ...cells] }, r) => (
                  <tr key={r}>
                    <th scope="row">
                      {id === null ? heading : <Name name={heading!} colour={view.colour(id)} />}
                    </th>
                    {cells.map((cell, c) => (
                      <td key={c} class="n">{cell === hidden ? <HiddenWord /> : cell}</td>
                    ))}
                  </tr>
                ))}
              </>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
