import {
  type Column,
  type Columns,
  type Engine,
  id,
  join,
  openDuckDb,
  type Sql,
  sql,
} from "../engine/mod.ts";
import {
  type Field,
  type FieldType,
  type LoadedTable,
  type TableName,
  tables,
  type Workspace,
  type WorkspaceConfig,
  workspaceSchema,
} from "../workspace/mod.ts";

/** A cell: dates as `YYYY-MM-DD`, instants as ISO 8601 with an offset. */
export type Cell = string | number | boolean | null;
/** A row: column → cell; a column left out is missing. */
export type Row = Readonly<Record<string, Cell>>;

/** What a workspace for a test holds. */
export interface TestWorkspace {
  /** Rows of each table; tables about people name their person by key. Rows of nobody are left out. */
  readonly tables: Partial<Record<TableName, readonly Row[]>>;
  /**
   * Types of columns, as `table.column`; a column named here exists even when no row has it. Default: as in
   * `tables.ts`, else by the first value, else text.
   */
  readonly types?: Readonly<Record<string, FieldType>>;
  /** Default 2026-06-30. */
  readonly asOf?: string;
  /** Default UTC. */
  readonly timeZone?: string;
  readonly config?: Partial<WorkspaceConfig>;
  readonly folder?: string;
}

/**
 * Opens a workspace on rows given in code, as intake would: `people` numbered by key, the others carrying `pid`.
 * Every column Trellis knows exists only when some row has it (the key and required columns always).
 */
export async function testWorkspace(given: TestWorkspace): Promise<Workspace> {
  const engine = await openDuckDb({ threads: 2 });
  const loaded = new Map<TableName, LoadedTable>();
  const names = [...new Set<TableName>(["people", ...Object.keys(given.tables) as TableName[]])];
  for (const table of names) {
    const rows = given.tables[table] ?? [];
    const fields = fieldsOf(table, rows, given.types ?? {});
    await engine.write("raw", columnsOf(fields, rows));
    await engine.run(create(table, fields));
    const [counted] = await engine.rows<{ n: number }>(sql`select count(*) as n from ${id(table)}`);
    loaded.set(table, { rows: counted!.n, fields });
  }
  await engine.run(sql`drop table raw`);
  return workspaceOver(engine, loaded, given);
}

/** A workspace over tables that already stand in an engine. */
export function workspaceOver(
  engine: Engine,
  tables: ReadonlyMap<TableName, LoadedTable>,
  { asOf = "2026-06-30", timeZone = "UTC", config, folder = "" }: Omit<TestWorkspace, "tables" | "types"> =
    {},
): Workspace {
  const next = Temporal.PlainDate.from(asOf).add({ days: 1 }).toZonedDateTime(timeZone);
  const sources = { people: { file: "people.csv" } };
  return {
    config: workspaceSchema.parse({ name: "Test", timeZone, asOf, sources, ...config }),
    folder,
    engine,
    asOf: { date: asOf, timeZone, seconds: next.epochMilliseconds / 1000 - 1 },
    people: tables.get("people")!.rows,
    tables,
    quality: { kind: "quality", tables: [], fields: [], problems: [], gate: { passed: true, reasons: [] } },
    inputs: [],
    close: () => engine.close(),
  };
}

function fieldsOf(
  table: TableName,
  rows: readonly Row[],
  types: Readonly<Record<string, FieldType>>,
): Field[] {
  const known = new Map(Object.entries(tables[table].fields));
  const required = [...known].filter(([, field]) => field.required).map(([name]) => name);
  const declared = Object.keys(types).filter((key) => key.startsWith(`${table}.`)).map((key) =>
    key.slice(table.length + 1)
  );
  const names = [...new Set([...required, ...declared, ...rows.flatMap((row) => Object.keys(row))])];
  return names.map((name) => {
    const spec = known.get(name);
    const type = Object.hasOwn(types, `${table}.${name}`) ? types[`${table}.${name}`] : spec?.type;
    const value = rows.map((row) => Object.hasOwn(row, name) ? row[name] : null).find((cell) =>
      cell !== null && cell !== undefined
    );
    const guess = typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "text";
    return { name, type: type ?? guess, known: spec !== undefined };
  });
}

function columnsOf(fields: readonly Field[], rows: readonly Row[]): Columns {
  const columns = new Map<string, Column>();
  const nulls = new Map<string, { bytes: Uint8Array; count: number }>();
  fields.forEach(({ name, type }, f) => {
    const cells = rows.map((row) => Object.hasOwn(row, name) ? row[name] ?? null : null);
    const bytes = new Uint8Array((rows.length + 7) >> 3);
    cells.forEach((cell, i) => cell === null && (bytes[i >> 3]! |= 1 << (i & 7)));
    const missing = cells.filter((cell) => cell === null).length;
    if (missing > 0) nulls.set(`v${f}`, { bytes, count: missing });
    if (type === "text") {
      const dictionary = [...new Set(cells.map(String))];
      const codes = new Map(dictionary.map((text, i) => [text, i]));
      columns.set(`v${f}`, {
        codes: Uint32Array.from(cells, (cell) => codes.get(String(cell))!),
        dictionary,
      });
    } else columns.set(`v${f}`, Float64Array.from(cells, (cell) => cell === null ? 0 : numeric(cell, type)));
  });
  return { rows: rows.length, columns, nulls };
}

function numeric(cell: Exclude<Cell, null>, type: FieldType): number {
  if (type === "date") return Date.parse(`${cell}T00:00:00Z`) / 86_400_000;
  if (type === "instant") {
    const { epochNanoseconds } = Temporal.Instant.from(String(cell));
    return Number(epochNanoseconds / 1000n);
  }
  return Number(cell);
}

/** The raw value (doubles and text) as the column's own type. */
function typed(field: Field, i: number): Sql {
  const raw = sql`raw.${id(`v${i}`)}`;
  const value = {
    text: raw,
    number: raw,
    boolean: sql`${raw} = 1`,
    date: sql`date '1970-01-01' + ${raw}::integer`,
    instant: sql`make_timestamp(${raw}::bigint)`,
  }[field.type];
  return sql`${value} as ${id(field.name)}`;
}

function create(table: TableName, fields: readonly Field[]): Sql {
  const columns = join(fields.map(typed));
  if (table === "people") {
    return sql`create or replace table people as
      select (row_number() over (order by person) - 1)::uinteger as pid, * from (select ${columns} from raw) order by pid`;
  }
  if (!fields.some((field) => field.name === "person")) {
    return sql`create or replace table ${id(table)} as select ${columns} from raw`;
  }
  return sql`create or replace table ${id(table)} as select p.pid, t.* from (select ${columns} from raw) t
    join (select pid, person from people) p using (person)`;
}
