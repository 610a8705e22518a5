import type { JSX } from "preact";
import { number, percent } from "../../lib/words/mod.ts";
import type { Changes, MeasureChange } from "../changes/changes_model.ts";
import { changeInterval, changeText } from "./change_text.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import type { View } from "./view.ts";

/** Every measure then and now, closed on screen. */
export function ChangeTable(
  { view, changes }: { readonly view: View; readonly changes: Changes },
): JSX.Element {
  const hides = JSON.stringify(changes.measures).includes('"hidden"');
  return (
    <details>
      <summary>Table of all measures, then and now</summary>
      <div class="scroll" tabindex={0} role="region" aria-label="Table: measures then and now">
        <table class="tight">
          <caption>Measures then and now.{hides && ` ${view.hiddenNote}`}</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" class="n">Then</th>
              <th scope="col" class="n">Now</th>
              <th scope="col" class="n">Change</th>
              <th scope="col" class="n">95% interval</th>
            </tr>
          </thead>
          <tbody>
            {changes.measures.map((measure) => (
              <>
                <tr>
                  <th scope="rowgroup" colspan={5} class="rg">{measure.name}</th>
                </tr>
                {measure.groups.map((row) => (
                  <tr key={row.group}>
                    <th scope="row">
                      <Name name={row.name} colour={view.colour(row.group)} />
                    </th>
                    <td class="n">
                      <Num value={row.before} format={(value) => plainValue(measure, value)} />
                    </td>
                    <td class="n">
                      <Num value={row.now} format={(value) => plainValue(measure, value)} />
                    </td>
                    <td class="n">
                      {row.reason === null
                        ? <Num value={row.change} format={(change) => changeText(measure, change)} />
                        : row.reason}
                    </td>
                    <td class="n">{changeInterval(measure, row) || "–"}</td>
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

function plainValue({ type }: MeasureChange, value: number): string {
  return type === "rate" ? percent(value) : number(value);
}
