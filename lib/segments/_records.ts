import { type Columns, hasBit, id, join, list, numbers, sql, texts } from "../engine/mod.ts";
import type { FieldType, Workspace } from "../workspace/mod.ts";
import {
  type BoundField,
  type BoundFilter,
  type FieldValue,
  type HappenedTable,
  nameColumn,
  type Program,
  walk,
} from "./_bound.ts";
import type { PersonRecord, RecordRow } from "./_predicate.ts";
import { fieldValues } from "./_to_sql.ts";

/** What a program reads from a table: its columns with their types, and the names of what happened. */
interface Needs {
  readonly columns: Map<string, FieldType>;
  readonly names: Set<string>;
}

/**
 * Reads what a program asks about people into records, by pid.
 *
 * @param pid One person only; default everybody (for small workspaces: records are objects).
 */
export async function records(
  workspace: Workspace,
  program: Program,
  pid?: number,
): Promise<ReadonlyMap<number, PersonRecord>> {
  const { engine, asOf } = workspace;
  const { fields, tables } = needsOf(program);
  const only = pid === undefined ? sql`` : sql`where pid = ${pid}`;
  const { from, names } = fieldValues(fields, asOf);
  const data = await engine.columns(sql`select * from ${from} ${only}`);
  const values = fields.map((field, i) => decode(data, names[i]!, field.type));
  const result = new Map<
    number,
    { fields: Map<string, FieldValue>; rows: Map<HappenedTable, RecordRow[]> }
  >();
  pids(data).forEach((person, row) => {
    const held = fields.map((field, i) => [field.name, values[i]![row]!] as const);
    result.set(person, { fields: new Map(held), rows: new Map() });
  });
  for (const [table, { columns, names }] of tables) {
    const read = [...columns].map(([name], i) => sql`${id(name)} as ${id(`v${i}`)}`);
    const found = await engine.columns(sql`select pid, ${join(read)} from ${id(table)}
      where ${id(nameColumn[table])} in (${list([...names])}) ${
      pid === undefined ? sql`` : sql`and pid = ${pid}`
    }`);
    const decoded = [...columns].map(([, type], i) => decode(found, `v${i}`, type));
    pids(found).forEach((person, row) => {
      const rows = result.get(person)!.rows;
      if (!rows.has(table)) rows.set(table, []);
      rows.get(table)!.push(new Map([...columns.keys()].map((name, i) => [name, decoded[i]![row]!])));
    });
  }
  return result;
}

function needsOf(program: Program): {
  readonly fields: readonly BoundField[];
  readonly tables: ReadonlyMap<HappenedTable, Needs>;
} {
  const fields = new Map<string, BoundField>();
  const tables = new Map<HappenedTable, Needs>();
  const need = (
    table: HappenedTable,
    at: FieldType | null,
    names: readonly string[],
    where: readonly BoundFilter[],
  ) => {
    if (!tables.has(table)) {
      tables.set(table, { columns: new Map([[nameColumn[table], "text"]]), names: new Set() });
    }
    const needs = tables.get(table)!;
    names.forEach((name) => needs.names.add(name));
    if (at !== null) needs.columns.set("at", at);
    where.forEach(({ column, type }) => needs.columns.set(column, type));
  };
  for (const rule of [...program.segments, ...program.outputs]) {
    walk(rule, (rule) => {
      if (rule.kind === "field") fields.set(rule.field.name, rule.field);
      if (rule.kind !== "count") return;
      const { table, at, names, where, before } = rule.count;
      need(table, at, names, where);
      if (before) need("events", "instant", before.names, before.where);
    });
  }
  return { fields: [...fields.values()], tables };
}

function pids(data: Columns): readonly number[] {
  return Array.from(data.columns.get("pid") as Uint32Array);
}

function decode(data: Columns, name: string, type: FieldType): readonly FieldValue[] {
  if (type === "text") return texts(data, name);
  const nulls = data.nulls.get(name);
  const values = numbers(data, name);
  return Array.from(values, (value, i) => {
    if (hasBit(nulls, i) || Number.isNaN(value)) return null;
    return type === "boolean" ? value === 1 : value;
  });
}
