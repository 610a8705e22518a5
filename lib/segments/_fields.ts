import { type Field, nearest, type TableName, type Workspace } from "../workspace/mod.ts";
import type { BoundField } from "./_bound.ts";

const mostListed = 12;

/** The columns of a workspace's tables by name. Names are data: maps, never objects. */
export class Fields {
  readonly #tables = new Map<TableName, ReadonlyMap<string, Field>>();

  constructor(workspace: Workspace) {
    for (const [table, { fields }] of workspace.tables) {
      this.#tables.set(table, new Map(fields.map((field) => [field.name, field])));
    }
  }

  /** The columns of a table, or undefined when the workspace has no source for it. */
  of(table: TableName): ReadonlyMap<string, Field> | undefined {
    return this.#tables.get(table);
  }

  /** The type of a table's `at`; null when it has none. */
  timeOf(table: TableName): "date" | "instant" | null {
    const type = this.of(table)?.get("at")?.type;
    return type === "date" || type === "instant" ? type : null;
  }

  /** Finds a field of a person as rules write it; text is what is wrong, with the nearest name. */
  find(name: string): BoundField | string {
    const own = this.of("people")?.get(name);
    if (own) return { name, table: "people", column: name, type: own.type };
    for (const [prefix, table] of [["account.", "accounts"], ["survey.", "surveys"]] as const) {
      if (!name.startsWith(prefix)) continue;
      const columns = this.of(table);
      if (!columns) return `"${name}" needs ${table}, and workspace.yaml has no source for ${table}`;
      if (table === "accounts" && !this.of("people")?.has("account")) {
        return `"${name}" needs people's account, and people has no such column`;
      }
      const column = columns.get(name.slice(prefix.length));
      if (column && table === "surveys") {
        return { name, table, column: column.name, type: column.type, at: this.timeOf(table) };
      }
      if (column) return { name, table, column: column.name, type: column.type };
      return unknown("field", name, [...columns.keys()].map((column) => prefix + column));
    }
    for (const table of ["events", "appointments", "conditions"] as const) {
      if (this.of("people")?.has(name) || !this.of(table)?.has(name)) continue;
      const like = nearest(name, this.#names());
      if (like) break;
      return `"${name}" is a column of ${table}, not of people: test it in the where of a condition on ${table}`;
    }
    return unknown("field", name, this.#names());
  }

  #names(): string[] {
    const columns = (table: TableName, prefix: string) =>
      [...this.of(table)?.keys() ?? []].map((name) => prefix + name);
    return [...columns("people", ""), ...columns("accounts", "account."), ...columns("surveys", "survey.")];
  }
}

/** "unknown field "lifcycle"; did you mean "lifecycle"?", or the names there are when none is near. */
export function unknown(what: string, name: string, names: readonly string[]): string {
  const like = nearest(name, names);
  if (like !== null) return `unknown ${what} "${name}"; did you mean "${like}"?`;
  const listed = names.slice(0, mostListed).join(", ") + (names.length > mostListed ? ", …" : "");
  return `unknown ${what} "${name}" (there is: ${listed || "none"})`;
}
