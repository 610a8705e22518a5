import { type Engine, id, join, literal, type Sql, sql } from "../engine/mod.ts";
import {
  type AsOf,
  type Field,
  type LoadedTable,
  type Problem,
  type ProblemCode,
  type SourceConfig,
  type TableName,
  type TableQuality,
  tables,
} from "../workspace/mod.ts";
import type { TypedField } from "./_guess.ts";
import { listedRows, rowProblems } from "./_problems.ts";
import { recordNumber } from "./_rejects.ts";
import type { Stage } from "./_stage.ts";

/** A reason why a row does not enter its table. */
interface Reason {
  /** Null where it is expected and no problem: rows of a later day, further rows of a key with `keep`. */
  readonly code: ProblemCode | null;
  readonly field: TypedField | null;
  readonly when: Sql;
  readonly message: string;
}

/** A staged table with typed fields. */
export interface TypedStage extends Stage {
  readonly fields: readonly TypedField[];
}

/** What finishing a table needs besides its stage. */
export interface FinishOptions {
  readonly engine: Engine;
  readonly source: SourceConfig;
  readonly asOf: AsOf;
  /** Whether the as-of day is the exports' own: only then is a later row a problem. */
  readonly ownDay: boolean;
  readonly signal?: AbortSignal | undefined;
}

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

/** Something to look for in values that stay: rows where `flag` is true have the problem. */
export interface Check {
  readonly field: string;
  readonly flag: Sql;
  readonly code: ProblemCode;
  readonly message: string;
}

/** What one table adds to what its source gives. */
export interface Additions {
  readonly derived: readonly Derived[];
  readonly checks: readonly Check[];
}

/**
 * Makes a canonical table from its stage: rows that cannot stay are left out, each for one reason, and everything
 * found wrong is told with the row's number in its file.
 *
 * The rows are judged by a query over the stage that is run once to count and once to make the table; nothing is
 * done row by row here.
 */
export async function finishTable(
  stage: TypedStage,
  options: FinishOptions,
  { derived, checks }: Additions,
): Promise<Finished> {
  const { engine, signal } = options;
  const spec = tables[stage.table];
  const aboutPeople = "person" in spec.fields && stage.table !== "people";
  const reasons = reasonsOf(stage, options, aboutPeople);
  const judged = judge(stage, options, reasons, aboutPeople);
  const columns = new Map(stage.fields.map((field) => [field.name, field.value]));
  const replaced = new Set(derived.map(({ name }) => name));
  const own = stage.fields
    .filter(({ name }) => !replaced.has(name) && !(aboutPeople && name === "person"))
    .map((field): Derived => ({
      name: field.name,
      field: { name: field.name, type: field.type, known: field.known },
      value: field.value,
    }));
  const numbered = [
    ...(aboutPeople ? [{ name: "pid", field: null, value: sql`pid` }] : []),
    ...(stage.table === "people"
      ? [{
        name: "pid",
        field: null,
        value: sql`(row_number() over (order by ${columns.get("person")!}) - 1)::uinteger`,
      }]
      : []),
    ...(stage.table === "events" ? [{ name: "seq", field: null, value: sql`r::uinteger` }] : []),
  ];
  const order = Object.keys(spec.fields);
  const rank = ({ name }: Derived) => order.includes(name) ? order.indexOf(name) : order.length;
  const all = [...numbered, ...[...own, ...derived].sort((a, b) => rank(a) - rank(b))];
  const sorted = spec.key ? sql`order by ${columns.get(spec.key)!}` : sql``;
  await engine.run(
    sql`create or replace table ${id(stage.table)} as
      select ${join(all.map(({ name, value }) => sql`${value} as ${id(name)}`))}
      from ${judged} where reason is null ${sorted}`,
    signal ? { signal } : {},
  );
  const counted = await engine.rows<{ file: number; reason: number | null; n: number; listed: string }>(
    sql`select file, reason, count(*) as n, array_to_string(min(r, ${literal(listedRows)}), ' ') as listed
      from ${judged} group by file, reason order by file, reason`,
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
  const keptByFile = stage.files.map(() => 0);
  for (const { file, reason, n, listed } of counted) {
    if (reason === null) {
      keptByFile[file] = n;
      continue;
    }
    const { code, field, message } = reasons[reason]!;
    if (code === null) continue;
    addLeftOut(code, n);
    problems.push(...rowProblems(code, at(stage, file, field), message, rowNumbers(stage, file, listed), n));
  }
  problems.push(...await valueProblems(stage, options, checks));
  const fields = all.flatMap(({ field }) => field ? [field] : []);
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

/** The stage with, for each row, its number `r`, its person's `pid`, and the `reason` it is left out, or null. */
function judge(
  stage: TypedStage,
  { source }: FinishOptions,
  reasons: readonly Reason[],
  aboutPeople: boolean,
): Sql {
  const key = tables[stage.table].key;
  const before = stage.fields.flatMap((field) => field.before);
  const rows = sql`(select rowid as r, *${
    before.length > 0 ? sql`, ${join(before)}` : sql``
  } from ${stage.name})`;
  const person = aboutPeople ? stage.fields.find(({ name }) => name === "person")! : null;
  const joined = person
    ? sql`(select s.*, people.pid from ${rows} s left join people on s.${person.value} = people.person)`
    : rows;
  const duplicate = key ? reasons.length - 1 : null;
  const plain = duplicate === null ? reasons : reasons.slice(0, -1);
  const whens = plain.map(({ when }, i) => sql`when ${when} then ${literal(i)}`);
  const reason = whens.length > 0 ? sql`case ${join(whens, sql` `)} end` : sql`null::integer`;
  const first = sql`(select *, ${reason} as reason from ${joined})`;
  if (!key) return first;
  const keyed = stage.fields.find(({ name }) => name === key)!;
  const by = stage.fields.find(({ name }) => name === source.orderBy);
  const direction = source.keep === "last" ? sql`desc` : sql``;
  const order = by ? sql`${by.value} ${direction} nulls last, r ${direction}` : sql`r ${direction}`;
  const ranked = sql`(select *, row_number() over (
      partition by ${keyed.value}, reason is null order by ${order}) as place from ${first})`;
  return sql`(select * exclude (reason, place),
    coalesce(reason, case when place > 1 then ${literal(duplicate!)} end) as reason from ${ranked})`;
}

const typeCodes = {
  number: "bad-number",
  boolean: "bad-boolean",
  date: "bad-date",
  instant: "bad-date",
} as const;

/** Why a row may be left out, in the order they are tried; for a keyed table the last one is its duplicate key. */
function reasonsOf(stage: TypedStage, options: FinishOptions, aboutPeople: boolean): readonly Reason[] {
  const { source, ownDay } = options;
  const field = (name: string) => stage.fields.find((one) => one.name === name) ?? null;
  const reasons: Reason[] = [];
  for (const one of stage.fields.filter(({ required }) => required)) {
    if (one.bad) {
      reasons.push({
        code: typeCodes[one.type as keyof typeof typeCodes],
        field: one,
        when: one.bad,
        message: `${badValue(stage.table, one)} The row was left out.`,
      });
    }
    reasons.push({
      code: "value-missing",
      field: one,
      when: sql`${one.value} is null`,
      message: `${one.name} is empty. The row was left out.`,
    });
  }
  for (const { name, when } of laterRows(stage, options)) {
    reasons.push({
      code: ownDay ? "future-row" : null,
      field: field(name),
      when,
      message: `${name} is later than the as-of day (asOf in workspace.yaml). The row was left out.`,
    });
  }
  if (aboutPeople) {
    reasons.push({
      code: "orphan-row",
      field: field("person"),
      when: sql`pid is null`,
      message: "The person is not among the people. The row was left out.",
    });
  }
  const key = tables[stage.table].key;
  if (key) {
    reasons.push({
      code: source.keep ? null : "duplicate-key",
      field: field(key),
      when: sql`false`,
      message: `An earlier row has the same ${key}. The row was left out; if several are expected, ` +
        `set sources.${stage.table}.keep in workspace.yaml.`,
    });
  }
  return reasons;
}

/** When a row is of a later day than the workspace is true at. */
function laterRows(
  stage: TypedStage,
  { asOf, ownDay }: FinishOptions,
): readonly { readonly name: string; readonly when: Sql }[] {
  const after = sql`make_timestamp(${literal((asOf.seconds + 1) * 1_000_000)})`;
  const value = (name: string) => stage.fields.find((one) => one.name === name)?.value;
  const at = value("at");
  switch (stage.table) {
    case "events":
    case "consent":
    case "surveys":
      return at ? [{ name: "at", when: sql`${at} >= ${after}` }] : [];
    case "conditions":
      return at ? [{ name: "at", when: sql`${at} > date ${literal(asOf.date)}` }] : [];
    case "spend":
      return [{ name: "date", when: sql`${value("date")!} > date ${literal(asOf.date)}` }];
    case "people": {
      const seen = value("first_seen");
      return seen ? [{ name: "first_seen", when: sql`${seen} > date ${literal(asOf.date)}` }] : [];
    }
    case "appointments": {
      // A visit still to come is no mistake; being booked, kept or missed later than today is.
      const booked = value("booked_at");
      const unbooked = booked ? sql`${booked} is null` : sql`true`;
      const happened = ownDay ? sql`${value("status")!} in ('kept', 'no_show')` : sql`${unbooked}`;
      return [
        ...(booked ? [{ name: "booked_at", when: sql`${booked} >= ${after}` }] : []),
        { name: "at", when: sql`${at!} >= ${after} and ${happened}` },
      ];
    }
    default:
      return [];
  }
}

/** Values that could not be read or are not in their value map: the value is left out or kept, the row stays. */
async function valueProblems(
  stage: TypedStage,
  { engine, signal }: FinishOptions,
  more: readonly Check[],
): Promise<Problem[]> {
  const checks = stage.fields.flatMap((field) => [
    ...(field.bad && !field.required
      ? [{
        field,
        flag: field.bad,
        code: typeCodes[field.type as keyof typeof typeCodes],
        message: `${badValue(stage.table, field)} The value was left out.`,
      }]
      : []),
    ...(field.unmapped
      ? [{
        field,
        flag: field.unmapped,
        code: "value-unmapped" as const,
        message:
          `The value is not listed under sources.${stage.table}.values.${field.name} in workspace.yaml. ` +
          `It was kept as it is; list it there.`,
      }]
      : []),
    ...more.filter((check) => check.field === field.name).map((check) => ({ ...check, field })),
  ]);
  if (checks.length === 0) return [];
  const sums = checks.map(({ flag }, i) => sql`count(*) filter (where ${flag}) as ${id(String(i))}`);
  const [totals] = await engine.rows<Record<string, number>>(
    sql`select ${join(sums)} from ${stage.name}`,
    signal ? { signal } : {},
  );
  const problems: Problem[] = [];
  for (const [i, { field, flag, code, message }] of checks.entries()) {
    if (totals![String(i)] === 0) continue;
    const rows = await engine.rows<{ file: number; n: number; listed: string }>(
      sql`select file, count(*) as n, array_to_string(min(rowid, ${literal(listedRows)}), ' ') as listed
        from ${stage.name} where ${flag} group by file order by file`,
    );
    for (const { file, n, listed } of rows) {
      problems.push(
        ...rowProblems(code, at(stage, file, field), message, rowNumbers(stage, file, listed), n),
      );
    }
  }
  return problems;
}

function badValue(table: TableName, field: TypedField): string {
  const dates = `give its format under sources.${table}.dates in workspace.yaml, such as %m/%d/%Y.`;
  switch (field.type) {
    case "number":
      return `${field.name} is not a number.`;
    case "boolean":
      return `${field.name} is neither yes nor no.`;
    case "date":
      return `${field.name} is not a day from 1900 on, written YYYY-MM-DD; if it is written otherwise, ${dates}`;
    default:
      return `${field.name} is not a time from 1900 on, written YYYY-MM-DD HH:MM:SS; if it is written otherwise, ${dates}`;
  }
}

/** File and column of a problem. */
export function at(
  stage: Stage,
  file: number,
  field: TypedField | null,
): { file: string; column: string | null } {
  return { file: stage.files[file]!.file.name, column: field?.columns[file]?.name ?? null };
}

/** Numbers in the file of rows of the stage, given as "12 15 19". */
export function rowNumbers(stage: Stage, file: number, listed: string): number[] {
  const { start, headerRecords, rejected } = stage.files[file]!;
  return listed.split(" ").filter(Boolean).map((row) =>
    recordNumber(Number(row) - start, headerRecords, rejected)
  );
}
