import { type Columns, id, join, type RunOptions, sql } from "../engine/mod.ts";
import { type FieldType, InputError, type Workspace } from "../workspace/mod.ts";
import type { BoundField } from "./_bound.ts";
import { Fields } from "./_fields.ts";
import { fieldValues } from "./_to_sql.ts";

/** Fields of everybody, as rules see them. */
export interface FieldTable {
  /** One row a person, in the order of `pid`; one column a field, under its name in rules. Booleans are words. */
  readonly table: Columns;
  /** What each field holds, in the order asked for. */
  readonly fields: readonly { readonly name: string; readonly type: FieldType }[];
}

/**
 * The values of fields for everybody, exactly as rules about them are decided: people's own (`age`), their account's
 * (`account.type`) and their latest answers (`survey.trust`).
 *
 * @param names As rules write them.
 * @throws {InputError} A field does not exist (the nearest is named), or is a date, which has no place on a scale.
 */
export async function fieldTable(
  workspace: Workspace,
  names: readonly string[],
  options: RunOptions = {},
): Promise<FieldTable> {
  const known = new Fields(workspace);
  const fields = [...new Set(names)].map((name): BoundField => {
    const found = known.find(name);
    if (typeof found === "string") throw new InputError(`Cannot use field "${name}": ${found}`);
    if (found.type === "date" || found.type === "instant") {
      throw new InputError(
        `Cannot use field "${name}": it is a date. Use a number made from it, such as age or days since.`,
      );
    }
    return found;
  });
  if (fields.length === 0) throw new InputError("Cannot read fields: none is named");
  const { from, names: places } = fieldValues(fields, workspace.asOf);
  const columns = fields.map(({ name, type }, i) =>
    sql`${id(places[i]!)}${type === "boolean" ? sql`::varchar` : sql``} as ${id(name)}`
  );
  const table = await workspace.engine.columns(
    sql`select ${join(columns)} from ${from} order by pid`,
    options,
  );
  return { table, fields: fields.map(({ name, type }) => ({ name, type })) };
}
