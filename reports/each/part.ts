import { id, sql } from "../../lib/engine/mod.ts";
import { checkPublishable, classifyFields } from "../../lib/privacy/mod.ts";
import { everybody, type Membership } from "../../lib/segments/mod.ts";
import { InputError, nearest, type TableName, type Workspace } from "../../lib/workspace/mod.ts";

/** A part of a workspace's people that a report is about: those with one value of a field. */
export interface Part {
  /** As the definition names it: "state" or "account.type". */
  readonly field: string;
  readonly value: string;
  /** 1 where the person (by pid) belongs. */
  readonly members: Uint8Array;
}

/** The parts a field divides people into, and who is in none of them. */
export interface Parts {
  /** In the order of their values. */
  readonly parts: readonly Part[];
  /** People without a value. */
  readonly without: number;
  /** Values of so few people that no report is made of them: how many such values. */
  readonly small: number;
}

const most = 1000;

/**
 * Divides a workspace's people by the values of a field of people or of their accounts. Values that fewer people of
 * the book have than a report may show make no part.
 *
 * @param field "state", or "account.type".
 * @throws {InputError} There is no such field, it may not be published, or it has more than 1,000 values.
 */
export async function partsOf(
  workspace: Workspace,
  field: string,
  options: {
    readonly membership: Membership;
    readonly minimum: number;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Parts> {
  const { table, name } = await find(workspace, field);
  const rows = await workspace.engine.columns(
    table === "people"
      ? sql`select pid, ${id(name)}::varchar as value from people where ${id(name)} is not null`
      : sql`select p.pid as pid, ${id("a", name)}::varchar as value from people p
        join accounts a on p.account = a.account where ${id("a", name)} is not null`,
    options.signal ? { signal: options.signal } : {},
  );
  const pids = rows.columns.get("pid") as Uint32Array;
  const values = rows.columns.get("value") as {
    readonly codes: Uint32Array;
    readonly dictionary: readonly string[];
  };
  const { members: about } = everybody(options.membership);
  const sizes = new Map<string, number>();
  for (let i = 0; i < rows.rows; i++) {
    const value = values.dictionary[values.codes[i]!]!.trim();
    if (value !== "" && about[pids[i]!] === 1) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  }
  if (sizes.size > most) {
    throw new InputError(
      `Cannot make a report for each ${field}: it has ${sizes.size} values, and ${most} are the most. ` +
        "Choose a field with fewer values, such as a region.",
    );
  }
  const large = [...sizes].filter(([, people]) => people >= options.minimum).map(([value]) => value)
    .toSorted((a, b) => a < b ? -1 : 1);
  const byValue = new Map(large.map((value) => [value, new Uint8Array(workspace.people)]));
  let placed = 0;
  for (let i = 0; i < rows.rows; i++) {
    const value = values.dictionary[values.codes[i]!]!.trim();
    if (value !== "" && about[pids[i]!] === 1) placed++;
    const members = byValue.get(value);
    if (members) members[pids[i]!] = 1;
  }
  return {
    parts: large.map((value) => ({ field, value, members: byValue.get(value)! })),
    without: about.reduce((sum, one) => sum + one, 0) - placed,
    small: sizes.size - large.length,
  };
}

async function find(workspace: Workspace, field: string): Promise<{ table: TableName; name: string }> {
  const of = (table: TableName) => (workspace.tables.get(table)?.fields ?? []).map(({ name }) => name);
  const known = [...of("people"), ...of("accounts").map((name) => `account.${name}`)];
  if (!known.includes(field)) {
    const like = nearest(field, known);
    throw new InputError(
      `Cannot make a report for each "${field}": people have no such field${
        like ? `; did you mean "${like}"?` : ` (there are: ${known.join(", ")}).`
      }`,
    );
  }
  const [table, name]: readonly [TableName, string] =
    field.startsWith("account.") && !of("people").includes(field)
      ? ["accounts", field.slice("account.".length)]
      : ["people", field];
  checkPublishable(await classifyFields(workspace), new Set([`${table}.${name}`]));
  return { table, name };
}
