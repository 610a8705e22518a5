import { type Columns, hasBit, id, join, list, numbers, type Sql, sql } from "../engine/mod.ts";
import {
  durationSeconds,
  type Field,
  type MeasureConfig,
  nearest,
  type TableName,
  type Workspace,
} from "../workspace/mod.ts";
import type { Amounts } from "./total.ts";

type Median = Extract<MeasureConfig, { type: "median" }>;
type Total = Extract<MeasureConfig, { type: "total" }>;

/** What went wrong with a key of a measure: the key, and a sentence without a full stop. */
export class KeyError extends Error {
  constructor(readonly key: string, message: string) {
    super(message);
  }
}

/** The numbers of a median's field by pid; `NaN` where a person has none. */
export async function readValues(
  workspace: Workspace,
  { field }: Median,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const ofAccount = field.startsWith("account.") && !fieldsOf(workspace, "people").has(field);
  const column = ofAccount ? field.slice("account.".length) : field;
  if (ofAccount && !fieldsOf(workspace, "people").has("account")) {
    throw new KeyError("field", `"${field}" needs people's account, and people has no such column`);
  }
  numeric(workspace, ofAccount ? "accounts" : "people", column, ofAccount ? "account." : "");
  const value = sql`cast(${id("t", column)} as double)`;
  const query = ofAccount
    ? sql`select p.pid as pid, ${value} as value from people p
        join accounts t on p.account = t.account where isfinite(${value})`
    : sql`select t.pid as pid, ${value} as value from people t where isfinite(${value})`;
  const data = await workspace.engine.columns(query, options(signal));
  return byPid(data, "value", workspace.people, NaN);
}

/** What each person adds to a total, by pid. */
export async function readAmounts(
  workspace: Workspace,
  { table, field, where, within }: Total,
  signal?: AbortSignal,
): Promise<Amounts> {
  if (!workspace.tables.has(table)) {
    throw new KeyError("table", `workspace.yaml has no source for ${table}`);
  }
  if (field !== undefined) numeric(workspace, table, field, "");
  const conditions = [
    sql`true`,
    ...Object.entries(where).map(([name, values]) => matches(workspace, table, name, [values].flat())),
  ];
  if (within !== undefined) {
    if (!fieldsOf(workspace, table).has("at")) throw new KeyError("within", `${table} has no column "at"`);
    const from = (workspace.asOf.seconds - durationSeconds(within)) * 1_000_000;
    conditions.push(sql`${id("at")} >= make_timestamp(${BigInt(from)}::bigint)`);
  }
  const value = field === undefined ? sql`1::double` : sql`cast(${id(field)} as double)`;
  const query = sql`
    with kept as (select pid, ${value} as value from ${id(table)} where ${join(conditions, sql` and `)})
    select pid, count(*)::double as rows, ${
    // Ordered and compensated, so that neither threads nor the order of rows change a digit.
    field === undefined
      ? sql`count(*)::double`
      : sql`fsum(value order by value) filter (where isfinite(value))`} as total
    from kept group by pid`;
  const data = await workspace.engine.columns(query, options(signal));
  return {
    rows: byPid(data, "rows", workspace.people, 0),
    sum: byPid(data, "total", workspace.people, 0),
  };
}

function options(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

function byPid(data: Columns, name: string, people: number, missing: number): Float64Array {
  const out = new Float64Array(people).fill(missing);
  const pids = numbers(data, "pid");
  const values = numbers(data, name);
  for (let i = 0; i < data.rows; i++) if (!hasBit(data.nulls.get("pid"), i)) out[pids[i]!] = values[i]!;
  return out;
}

function fieldsOf(workspace: Workspace, table: TableName): ReadonlyMap<string, Field> {
  return new Map((workspace.tables.get(table)?.fields ?? []).map((field) => [field.name, field]));
}

function find(workspace: Workspace, table: TableName, name: string, prefix: string, key: string): Field {
  const fields = fieldsOf(workspace, table);
  const field = fields.get(name);
  if (field) return field;
  const like = nearest(name, fields.keys());
  throw new KeyError(
    key,
    `unknown field "${prefix}${name}"${
      like === null
        ? ` (${table} has: ${[...fields.keys()].join(", ") || "none"})`
        : `; did you mean "${prefix}${like}"?`
    }`,
  );
}

function numeric(workspace: Workspace, table: TableName, name: string, prefix: string): void {
  const { type } = find(workspace, table, name, prefix, "field");
  if (type !== "number") {
    throw new KeyError(
      "field",
      `"${prefix}${name}" holds ${
        type === "text" ? "text" : `a ${type}`
      }, not numbers; if that is wrong, set its type under sources.${table}.types`,
    );
  }
}

function matches(workspace: Workspace, table: TableName, name: string, values: readonly string[]): Sql {
  const { type } = find(workspace, table, name, "", `where.${name}`);
  const column = id(name);
  switch (type) {
    case "text":
      return sql`${column} in (${list(values)})`;
    case "boolean":
      return sql`cast(${column} as varchar) in (${list(values)})`;
    case "number": {
      const wrong = values.find((value) => value.trim() === "" || !Number.isFinite(Number(value)));
      if (wrong !== undefined) {
        throw new KeyError(`where.${name}`, `"${name}" holds numbers, and "${wrong}" is none`);
      }
      return sql`${column} in (${list(values.map(Number))})`;
    }
    case "date":
    case "instant":
      throw new KeyError(`where.${name}`, `"${name}" is a ${type}: use within to choose a time`);
  }
}
