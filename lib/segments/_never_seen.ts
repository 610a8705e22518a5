import { id, list, sql, texts } from "../engine/mod.ts";
import { nearest, type Workspace } from "../workspace/mod.ts";
import {
  type BoundField,
  type BoundRule,
  type HappenedTable,
  nameColumn,
  type Program,
  walk,
} from "./_bound.ts";

const mostValues = 1000;
/** A value may be suggested only when at least so many rows have it: a rarer one could point at somebody. */
const leastHolders = 11;

/** Names of events, conditions and appointment statuses in rules that occur nowhere. */
export async function neverHappened(workspace: Workspace, program: Program): Promise<string[]> {
  const asked = new Map<HappenedTable, Set<string>>();
  const ask = (table: HappenedTable, names: readonly string[]) => {
    if (!asked.has(table)) asked.set(table, new Set());
    names.forEach((name) => asked.get(table)!.add(name));
  };
  eachRule(program, (rule) => {
    if (rule.kind !== "count") return;
    ask(rule.count.table, rule.count.names);
    if (rule.count.before) ask("events", rule.count.before.names);
  });
  const warnings: string[] = [];
  for (const [table, names] of asked) {
    const column = id(nameColumn[table]);
    const data = await workspace.engine.columns(
      sql`select distinct ${column} as name from ${id(table)} where ${column} is not null order by 1`,
    );
    const there = texts(data, "name").filter((name) => name !== null);
    for (const name of names) {
      if (there.includes(name)) continue;
      const kind = { events: "Event", conditions: "Condition", appointments: "Appointment status" }[table];
      warnings.push(`${kind} "${name}" never occurs in ${table}${suggestion(nearest(name, there))}`);
    }
  }
  return warnings;
}

/** Text that rules compare fields of people or accounts with, and that none of them has. */
export async function neverHeld(workspace: Workspace, program: Program): Promise<string[]> {
  const asked = new Map<string, { readonly field: BoundField; readonly values: Set<string> }>();
  eachRule(program, (rule) => {
    if (rule.kind !== "field" || rule.field.type !== "text" || rule.field.table === "surveys") return;
    const values = rule.tests.flatMap((test) => test.op === "in" ? test.values.map(String) : []);
    if (!asked.has(rule.field.name)) asked.set(rule.field.name, { field: rule.field, values: new Set() });
    values.forEach((value) => asked.get(rule.field.name)!.values.add(value));
  });
  const warnings: string[] = [];
  for (const { field, values } of asked.values()) {
    if (values.size === 0) continue;
    const column = id(field.column);
    const held = await workspace.engine.rows<{ value: string }>(
      sql`select distinct ${column} as value from ${id(field.table)} where ${column} in (${
        list([...values])
      })`,
    );
    const absent = [...values].filter((value) => !held.some((row) => row.value === value));
    if (absent.length === 0) continue;
    const common = await workspace.engine.rows<{ value: string }>(
      sql`select ${column} as value from ${id(field.table)} where ${column} is not null
        group by 1 having count(*) >= ${leastHolders} order by count(*) desc, 1 limit ${mostValues}`,
    );
    const names = common.map((row) => row.value);
    for (const value of absent) {
      warnings.push(`Nobody's ${field.name} is "${value}"${suggestion(nearest(value, names))}`);
    }
  }
  return warnings;
}

function suggestion(name: string | null): string {
  return name === null ? "." : `; did you mean "${name}"?`;
}

function eachRule(program: Program, visit: (rule: BoundRule) => void): void {
  [...program.segments, ...program.outputs].forEach((rule) => walk(rule, visit));
}
