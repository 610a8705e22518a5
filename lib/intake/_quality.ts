import { type Columns, type Engine, hasBit, id, join, literal, type Sql, sql } from "../engine/mod.ts";
import {
  type AsOf,
  type Field,
  type FieldQuality,
  type LoadedTable,
  type TableName,
  type TableQuality,
  tables as specs,
  type Verdict,
  type WorkspaceConfig,
} from "../workspace/mod.ts";

/** Up to here different values are counted one by one; beyond, the count is an estimate (within a few percent). */
const mostExact = 10_000;
const estimateError = 1.3;
/** A field with so few different values among so many first rows needs no estimate to see that it has few. */
const fewValues = 1000;
const firstRows = 20_000;

/** The field that says how new a table's rows are. */
const newest: Partial<Record<TableName, string>> = {
  events: "at",
  appointments: "at",
  conditions: "at",
  consent: "at",
  surveys: "at",
  spend: "date",
};

const weakBelow = 0.95;
const unusableBelow = 0.6;
const mostGroups = 50;
const identifierShare = 0.5;
const identifierRows = 20;

/** How good every field of a table is: a look at its first rows, then two passes over all of them. */
export async function fieldQuality(
  engine: Engine,
  table: TableName,
  loaded: LoadedTable,
  asOf: AsOf,
  signal?: AbortSignal,
): Promise<FieldQuality[]> {
  const { fields, rows } = loaded;
  if (fields.length === 0) return [];
  const options = signal ? { signal } : {};
  const first = await engine.columns(
    sql`select ${join(fields.map(({ name }) => hashed(id(name))))} from ${id(table)} limit ${
      literal(firstRows)
    }`,
    options,
  );
  const firstDistinct = fields.map(({ name }) => distinctOf(first, name));
  const clearlyFew = firstDistinct.map((distinct) => rows <= firstRows || distinct <= fewValues);
  const asked = fields.flatMap((field, i) => {
    const column = id(field.name);
    const ordered = field.type !== "text" && field.type !== "boolean";
    return [
      sql`count(${column}) as ${id(`n${i}`)}`,
      ...(clearlyFew[i] ? [] : [sql`approx_count_distinct(${column}) as ${id(`d${i}`)}`]),
      ...(ordered
        ? [
          sql`${edge("min", field, table)} as ${id(`a${i}`)}`,
          sql`${edge("max", field, table)} as ${id(`z${i}`)}`,
        ]
        : []),
      ...(grows(field) ? [sql`${age(column, asOf)} as ${id(`s${i}`)}`] : []),
    ];
  });
  const [all] = await engine.rows<Record<string, number | string | null>>(
    sql`select ${join(asked)} from ${id(table)}`,
    options,
  );
  const few = fields.flatMap((_, i) =>
    clearlyFew[i] || Number(all![`d${i}`]) <= mostExact * estimateError
      ? [sql`count(distinct ${id(fields[i]!.name)}) as ${id(`d${i}`)}`]
      : []
  );
  const [exact] = rows <= firstRows
    ? [Object.fromEntries(firstDistinct.map((distinct, i) => [`d${i}`, distinct]))]
    : few.length > 0
    ? await engine.rows<Record<string, number>>(sql`select ${join(few)} from ${id(table)}`, options)
    : [{} as Record<string, number>];
  const clock = fields.findIndex(({ name }) => name === newest[table]);
  const tableAge = clock >= 0 ? all![`s${clock}`] as number | null : null;
  return fields.map((field, i) => {
    const filled = Number(all![`n${i}`]);
    const distinct = Math.min(filled, exact![`d${i}`] ?? Number(all![`d${i}`]));
    const low = all![`a${i}`] ?? null;
    const high = all![`z${i}`] ?? null;
    const ownAge = all![`s${i}`] as number | null | undefined;
    return {
      table,
      field: field.name,
      rows,
      complete: rows === 0 ? 0 : filled / rows,
      distinct,
      range: low === null || high === null ? null : [String(low), String(high)],
      staleDays: ownAge === undefined ? tableAge : ownAge,
      ...(specs[table].key === field.name
        ? { verdict: "unusable" as const, reason: "the key: it names rows and groups nothing" }
        : judgeField(field, rows, filled, distinct)),
    };
  });
}

/** Values as numbers that are the same where they are: 53 bits of their hash, quicker to read than text. */
function hashed(column: Sql): Sql {
  return sql`case when ${column} is not null then (hash(${column}) >> 11)::double end as ${column}`;
}

/** How many different numbers a column has. */
function distinctOf(data: Columns, name: string): number {
  const values = data.columns.get(name) as Float64Array;
  const missing = data.nulls.get(name);
  const seen = new Set<number>();
  for (let i = 0; i < data.rows; i++) if (!hasBit(missing, i)) seen.add(values[i]!);
  return seen.size;
}

/** Whether new values of a field are later ones: then its newest tells how stale it is. */
function grows({ name, type }: Field): boolean {
  return (type === "date" || type === "instant") && name !== "birth_date";
}

/** The least or greatest value; of people's dates only the year, so that no single person's day is shown. */
function edge(which: "min" | "max", field: Field, table: TableName): Sql {
  const column = id(field.name);
  const value = which === "min" ? sql`min(${column})` : sql`max(${column})`;
  if (field.type === "number") return value;
  if (table === "people") return sql`strftime(${value}, '%Y')`;
  return field.type === "date"
    ? sql`strftime(${value}, '%Y-%m-%d')`
    : sql`strftime(${value}, '%Y-%m-%dT%H:%M:%SZ')`;
}

/** Days from the newest value to the as-of day, by the calendar of the workspace; 0 when it is later. */
function age(column: Sql, asOf: AsOf): Sql {
  const last = sql`timezone(${literal(asOf.timeZone)}, timezone('UTC', max(${column})::timestamp))::date`;
  const plain = sql`max(${column})::date`;
  const day = asOf.timeZone === "UTC" ? plain : last;
  return sql`greatest(0, date ${literal(asOf.date)} - ${day})`;
}

/**
 * Whether a field can carry a segment definition. Unusable: filled in fewer than 60 % of rows, one value only, or
 * text that is nearly different in each row. Weak: filled in fewer than 95 %, or text of more than 50 values.
 */
function judgeField(
  field: Field,
  rows: number,
  filled: number,
  distinct: number,
): { verdict: Verdict; reason: string } {
  const share = rows === 0 ? 0 : filled / rows;
  const percent = `${below(share, [weakBelow, unusableBelow])}%`;
  if (rows === 0) return { verdict: "unusable", reason: "the table has no rows" };
  if (filled === 0) return { verdict: "unusable", reason: "never filled in" };
  if (share < unusableBelow) return { verdict: "unusable", reason: `filled in only ${percent} of rows` };
  if (distinct === 1) return { verdict: "unusable", reason: "the same value in every row" };
  if (field.type === "text" && filled >= identifierRows && distinct > identifierShare * filled) {
    return {
      verdict: "unusable",
      reason: "different in nearly every row, so it names rows and groups nothing",
    };
  }
  if (field.type === "text" && distinct > mostGroups) {
    return { verdict: "weak", reason: `${distinct} different values; group them first` };
  }
  if (share < weakBelow) return { verdict: "weak", reason: `filled in ${percent} of rows` };
  return {
    verdict: "strong",
    reason: field.type === "text" ? `filled in, with ${distinct} different values` : "filled in",
  };
}

/** Whether the data pass the gate of workspace.yaml. */
export function qualityGate(
  limits: WorkspaceConfig["quality"],
  tables: readonly TableQuality[],
  fields: readonly FieldQuality[],
): { passed: boolean; reasons: string[] } {
  const reasons: string[] = [];
  for (const { table, rowsRead, leftOut } of tables) {
    const rows = leftOut.reduce((sum, one) => sum + one.rows, 0);
    if (rowsRead > 0 && rows / rowsRead > limits.mostLeftOut) {
      reasons.push(
        `${table}: ${share(rows / rowsRead)} of rows were left out; at most ${
          share(limits.mostLeftOut)
        } may be`,
      );
    }
  }
  for (const [path, least] of Object.entries(limits.leastComplete)) {
    const field = fields.find((one) => `${one.table}.${one.field}` === path);
    if (field === undefined) {
      reasons.push(`${path}: there is no such field (quality.leastComplete in workspace.yaml)`);
    } else if (field.complete < least) {
      reasons.push(`${path}: filled in ${share(field.complete)} of rows; at least ${share(least)} must be`);
    }
  }
  return { passed: reasons.length === 0, reasons };
}

function share(part: number): string {
  return `${Math.round(part * 1000) / 10}%`;
}

/** Whole percent, rounded, but never up to a limit that was not reached. */
function below(part: number, limits: readonly number[]): number {
  const rounded = Math.round(part * 100);
  return limits.some((limit) => part < limit && rounded >= limit * 100) ? rounded - 1 : rounded;
}
