import type { JSX } from "preact";
import { count, hidden } from "../../lib/words/mod.ts";
import type { Changes } from "../changes/changes_model.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import type { View } from "./view.ts";

const columns = [
  ["stayed", "Stayed"],
  ["came", "Came from another group"],
  ["fresh", "New here"],
  ["went", "Went to another group"],
  ["gone", "No longer here"],
] as const;

/** Who moved between the groups: a row a group, then the largest ways. */
export function Moves(
  { view, changes }: { readonly view: View; readonly changes: Changes },
): JSX.Element | null {
  const { moves } = changes;
  if (!moves || moves.groups.length === 0) return null;
  const { many, colour } = view;
  const name = (id: string) => moves.groups.find(({ group }) => group === id)?.name ?? id;
  const hides = JSON.stringify(moves).includes(`"${hidden}"`);
  return (
    <div class="moves">
      <h3 id="h-moves">Who moved</h3>
      <p class="ps">
        Stayed, came and new make up the {many}{" "}
        of a group now. New here: not in any group then, because they were not in the data or the book was not
        about them.
      </p>
      <div class="two">
        <table class="mv cards" role="table" aria-labelledby="h-moves">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Segment</th>
              {columns.map(([key, label]) => (
                <th role="columnheader" scope="col" class="n" key={key}>{label}</th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {moves.groups.map((row) => (
              <tr role="row" key={row.group}>
                <th role="rowheader" scope="row">
                  <Name name={row.name} colour={colour(row.group)} strong />
                </th>
                {columns.map(([key, label]) => (
                  <td role="cell" class="n" data-l={label} key={key}>
                    <Num value={row[key]} format={count} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {moves.flows.length > 0 && (
          <div>
            <p class="lab2" id="h-flows">The most trodden ways</p>
            <ul class="flows" role="list" aria-labelledby="h-flows">
              {moves.flows.slice(0, 6).map(({ from, to, people }) => (
                <li key={`${from} ${to}`}>
                  <b>
                    <Num value={people} format={count} />
                  </b>{" "}
                  <span>
                    <Name name={name(from)} colour={colour(from)} /> <span aria-hidden="true">→</span>
                    <span class="vh">to</span> <Name name={name(to)} colour={colour(to)} />
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {hides && (
        <p class="note">{view.hiddenNote} Ways of fewer than {view.model.privacy.minimum} are left out.</p>
      )}
    </div>
  );
}
