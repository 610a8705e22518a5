import { type Engine, id, join, literal, type Sql, sql } from "../engine/mod.ts";
import {
  type Field,
  type LoadedTable,
  type Problem,
  type ProblemCode,
  type TableQuality,
  tables,
} from "../workspace/mod.ts";
import type { TypedStage } from "./_guess.ts";
import { judge } from "./_judge.ts";
import { listedRows, rowProblems } from "./_problems.ts";
import { isAboutPeople, type ReasonOptions, reasonsOf } from "./_reasons.ts";
import { at, type Check, rowNumbers, valueProblems } from "./_value_problems.ts";

/** A finished table. */
export interface Finished {
  readonly table: LoadedTable;
  readonly quality: TableQuality;
  readonly problems: readonly Problem[];
  /** Rows kept, by place of the file in the stage. */
  readonly keptByFile: readonly number[];
}

/** A column of a finished table beside the staged fields, or instead of one. */
export interface Derived {
  readonly name: string;
  readonly field: Field | null;
  readonly value: Sql;
}

/** What one table adds to what its source gives. */
export interface Additions {
  readonly derived: readonly Derived[];
  readonly checks: readonly Check[];
}

/** What finishing a table needs besides its stage. */
export interface FinishOptions extends ReasonOptions {
  readonly engine: Engine;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a canonical table from its stage: rows that cannot stay are left out, each for one reason, and everything
 * found wrong is told with the row's number in its file.
 *
 * Rows are judged by a query over the stage, run once to make the table and once more only when some were left out;
 * nothing is done row by row here.
 */
export async function finishTable(
  stage: TypedStage,
  options: FinishOptions,
  { derived, checks }: Additions,
): Promise<Finished> {
  const { engine, signal } = options;
  const reasons = reasonsOf(stage, options);
  const judged = judge(stage, options.source, reasons);
  const columns = columnsOf(stage, derived);
  const key = stage.fields.find(({ name }) => name === tables[stage.table].key);
  const kept = sql`select ${join(columns.map(({ name, value }) => sql`${value} as ${id(name)}`))}
      from ${judged} where reason is null ${key ? sql`order by ${key.value}` : sql``}`;
  // People are numbered as they come out in order: numbering them by a sort of its own would sort them twice.
  const numbered = sql`select (row_number() over () - 1)::uinteger as pid, * from (${kept})`;
  const made = await engine.run(
    sql`create or replace table ${id(stage.table)} as ${stage.table === "people" ? numbered : kept}`,
    signal ? { signal } : {},
  );
  const staged = stage.files.reduce((sum, file) => sum + file.rows, 0);
  const counted = made === staged ? [] : await engine.rows<
    { file: number; reason: number; n: number; listed: string }
  >(
    sql`select file, reason, count(*) as n, array_to_string(min(r, ${literal(listedRows)}), ' ') as listed
      from ${judged} where reason is not null group by file, reason order by file, reason`,
    signal ? { signal } : {},
  );
  const problems: Problem[] = [];
  const leftOut = new Map<ProblemCode, number>();
  const addLeftOut = (code: ProblemCode, rows: number) => leftOut.set(code, (leftOut.get(code) ?? 0) + rows);
  for (const problem of stage.problems) {
    if (problem.code === "ragged-row" || (problem.code === "encoding" && problem.row !== null)) {
      addLeftOut(problem.code, problem.count);
    }
  }
  const keptByFile = stage.files.map(({ rows }) => rows);
  for (const { file, reason, n, listed } of counted) {
    keptByFile[file]! -= n;
    const { code, field, message } = reasons[reason]!;
    if (code === null) continue;
    addLeftOut(code, n);
    problems.push(...rowProblems(code, at(stage, file, field), message, rowNumbers(stage, file, listed), n));
  }
  problems.push(...await valueProblems(stage, engine, checks, signal));
  const fields = columns.flatMap(({ field }) => field ? [field] : []);
  const rowsKept = keptByFile.reduce((sum, n) => sum + n, 0);
  return {
    table: { rows: rowsKept, fields },
    quality: {
      table: stage.table,
      rowsRead: stage.files.reduce((sum, file) => sum + file.rows + file.rejected.length, 0),
      rowsKept,
      leftOut: [...leftOut].map(([code, rows]) => ({ code, rows })),
    },
    problems,
    keptByFile,
  };
}

/** The columns of the table: the person's number or the row's, then fields in the order of `tables.ts`, then others. */
function columnsOf(stage: TypedStage, derived: readonly Derived[]): readonly Derived[] {
  const aboutPeople = isAboutPeople(stage.table);
  const replaced = new Set(derived.map(({ name }) => name));
  const own = stage.fields
    .filter(({ name }) => !replaced.has(name) && !(aboutPeople && name === "person"))
    .map((field): Derived => ({
      name: field.name,
      field: { name: field.name, type: field.type, known: field.known },
      value: field.value,
    }));
  const order = Object.keys(tables[stage.table].fields);
  const rank = ({ name }: Derived) => order.includes(name) ? order.indexOf(name) : order.length;
  const columns = [...own, ...derived].sort((a, b) => rank(a) - rank(b));
  const number = (name: string, value: Sql): Derived => ({ name, field: null, value });
  return [
    ...(aboutPeople ? [number("pid", sql`pid`)] : []),
    ...(stage.table === "events" ? [number("seq", sql`r::uinteger`)] : []),
    ...columns,
  ];
}
