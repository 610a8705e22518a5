import { id, join, sql } from "../engine/mod.ts";
import { InputError, nearest, type Workspace } from "../workspace/mod.ts";
import { type FeatureOptions, type Features, features } from "./features.ts";

/** How people of a workspace become numbers: the columns must be named. */
export type PeopleFeatureOptions = FeatureOptions & Required<Pick<FeatureOptions, "columns">>;

/**
 * Features of the people of a workspace, one row a person, in the order of `pid`.
 *
 * @param options The fields of `people` to use, and how; see {@linkcode FeatureOptions}.
 * @throws {InputError} As {@linkcode features}; a field is a date, which has no place on a scale of its own.
 */
export async function peopleFeatures(workspace: Workspace, options: PeopleFeatureOptions): Promise<Features> {
  const fields = workspace.tables.get("people")!.fields;
  const chosen = options.columns.map((choice) => typeof choice === "string" ? choice : choice.column);
  const wanted = [...new Set([...chosen, ...(typeof options.weights === "string" ? [options.weights] : [])])];
  for (const name of wanted) {
    const field = fields.find((field) => field.name === name);
    if (field === undefined) {
      const close = nearest(name, fields.map((field) => field.name));
      const hint = close === null ? "" : ` Did you mean "${close}"?`;
      throw new InputError(`Cannot cluster on field "${name}": people have no such field.${hint}`);
    }
    if (field.type === "date" || field.type === "instant") {
      throw new InputError(
        `Cannot cluster on field "${name}": it is a date. Use a number made from it, such as age or days since.`,
      );
    }
  }
  const table = await workspace.engine.columns(
    sql`select ${join(wanted.map((name) => id(name)))} from people order by pid`,
  );
  return features(table, options);
}
