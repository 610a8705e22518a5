import { join as joinPath } from "node:path";
import { type Engine, id, join, literal, type Sql, sql } from "../engine/mod.ts";
import { type FieldType, type Problem, type SourceConfig, type TableName } from "../workspace/mod.ts";
import { convert, nullPatterns, type Reading, type Steps } from "./_convert.ts";
import { type Encoding, rewrite } from "./_encoding.ts";
import type { PlannedField } from "./_fields.ts";
import type { SourceFile } from "./_files.ts";
import { assumedCp1252, type Input } from "./_input.ts";
import { fileProblem } from "./_problems.ts";
import { resourceError } from "./_resource_error.ts";
import { IntakeError } from "./intake_error.ts";
import { scanCopy } from "./_scan.ts";
import { csvRejects, ndjsonRejects, type Rejects } from "./_rejects.ts";

/** A field in a stage: its value, and flags of rows where something was wrong with it. */
export interface StagedField extends PlannedField {
  readonly value: Sql;
  readonly bad: Sql | null;
  readonly unmapped: Sql | null;
}

/** A file in a stage. */
export interface StagedFile {
  readonly file: SourceFile;
  readonly headerRecords: number;
  /** Row of the stage its first row is. */
  readonly start: number;
  readonly rows: number;
  readonly rejected: readonly number[];
}

/** All rows of a source, read and converted, none left out yet; a row's number is `rowid`, in order of the files. */
export interface Stage {
  readonly table: TableName;
  readonly name: Sql;
  readonly fields: readonly StagedField[];
  readonly files: readonly StagedFile[];
  readonly problems: readonly Problem[];
}

/** What staging needs besides the source. */
export interface StageOptions {
  readonly engine: Engine;
  readonly nulls: readonly string[];
  readonly timeZone: string;
  /** Where rewritten copies go. */
  readonly temporary: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

const sqlTypes: Readonly<Record<FieldType, Sql>> = {
  text: sql`varchar`,
  number: sql`double`,
  boolean: sql`boolean`,
  date: sql`date`,
  instant: sql`timestamp`,
};

/** Reads all files of a source into one table of the engine. */
export async function stageSource(
  table: TableName,
  source: SourceConfig,
  inputs: readonly Input[],
  fields: readonly PlannedField[],
  options: StageOptions,
): Promise<Stage> {
  const { engine, signal } = options;
  const name = id(`stage ${table}`);
  const copies = new Map<Input, { path: string; encoding: Encoding }>();
  for (const input of inputs) {
    if (input.file.format === "csv" && input.text!.encoding !== "utf-8") {
      copies.set(input, await copy(input, input.text!.encoding, options));
    }
  }
  const flagged = fields.map((field) => ({
    bad: field.type !== null && field.type !== "text",
    unmapped: Object.hasOwn(source.values, field.name),
  }));
  for (;;) {
    const columns = fields.flatMap((field, i) => [
      sql`${id(`v${i}`)} ${sqlTypes[field.type ?? "text"]}`,
      ...(flagged[i]!.bad ? [sql`${id(`b${i}`)} boolean`] : []),
      ...(flagged[i]!.unmapped ? [sql`${id(`u${i}`)} boolean`] : []),
    ]);
    await engine.run(sql`create or replace table ${name} (file integer, ${join(columns)})`);
    const files: StagedFile[] = [];
    const problems: Problem[] = [];
    let again = false;
    for (const [i, input] of inputs.entries()) {
      const copied = copies.get(input);
      const from = input.from(copied?.path ?? input.file.path);
      const start = files.reduce((sum, file) => sum + file.rows, 0);
      const rows = selectRows(from, i, input, fields, source, options);
      try {
        await engine.run(sql`insert into ${name} ${rows}`, {
          ...(signal && { signal }),
          ...(options.onProgress && { onProgress: options.onProgress }),
        });
      } catch (error) {
        // The reader takes lines ended in one way; a file with several is written again with one.
        if (copied || input.file.format !== "csv" || !/invalid state/.test((error as Error).message)) {
          throw loadError(error, input.file, signal);
        }
        copies.set(input, await copy(input, input.text!.encoding, options));
        again = true;
        break;
      }
      const [counted] = await engine.rows<{ n: number }>(sql`select count(*) as n from ${name}`);
      const kept = counted!.n - start;
      const rejects = await rejectsOf(engine, input, from);
      if (rejects.encoding && source.encoding === "auto" && !copied) {
        copies.set(input, await copy(input, "windows-1252", options));
        again = true;
        break;
      }
      if (copied?.encoding === "windows-1252" && input.text?.encoding === "utf-8") {
        problems.push(assumedCp1252(input.file));
      }
      problems.push(...rejects.problems);
      files.push({
        file: input.file,
        headerRecords: input.headerRecords,
        start,
        rows: kept,
        rejected: rejects.records,
      });
    }
    if (again) continue;
    return {
      table,
      name,
      fields: fields.map((field, i) => ({
        ...field,
        value: id(`v${i}`),
        bad: flagged[i]!.bad ? id(`b${i}`) : null,
        unmapped: flagged[i]!.unmapped ? id(`u${i}`) : null,
      })),
      files,
      problems,
    };
  }
}

/** An engine's error in the user's words: the engine's own may hold a cell, or a path of this machine. */
function loadError(error: unknown, file: SourceFile, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  const resource = resourceError(error, file.name);
  if (resource) return resource;
  return new IntakeError([
    fileProblem(
      "file-unreadable",
      file.name,
      `Cannot read "${file.name}": it is broken or cut short. Export it again.`,
      { fatal: true },
    ),
  ]);
}

async function copy(
  input: Input,
  encoding: Encoding,
  { temporary, signal }: StageOptions,
): Promise<{ path: string; encoding: Encoding }> {
  const path = joinPath(temporary, `${crypto.randomUUID()}.csv`);
  await rewrite({ path: input.file.path, encoding, packed: input.text!.packed }, path, signal);
  const problem = encoding.startsWith("utf-16") ? await scanCopy(input, path) : null;
  if (problem) throw new IntakeError([problem]);
  return { path, encoding };
}

function rejectsOf(engine: Engine, input: Input, from: Sql): Promise<Rejects> {
  if (input.file.format === "csv") return csvRejects(engine, input);
  if (input.file.format === "ndjson") return ndjsonRejects(engine, input, from);
  return Promise.resolve({ records: [], problems: [], encoding: false });
}

/** The rows of one file, converted, in three layers of queries (see {@linkcode Steps}). */
function selectRows(
  from: Sql,
  file: number,
  input: Input,
  fields: readonly PlannedField[],
  source: SourceConfig,
  { nulls, timeZone }: StageOptions,
): Sql {
  const patterns = nullPatterns(nulls);
  const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
    Object.hasOwn(record, name) ? record[name] : undefined;
  const steps = fields.map((field): Steps | null => {
    const column = field.columns[file] ?? null;
    if (column === null) return null;
    const reading: Reading = {
      type: field.type ?? "text",
      values: own(source.values, field.name),
      format: own(source.dates, field.name),
      decimal: source.decimal,
      timeZone: source.timeZone ?? timeZone,
      nulls: patterns,
    };
    return convert(column, reading);
  });
  const clean = steps.flatMap((step, i) =>
    step === null ? [] : [
      sql`${step.clean} as ${id(`c${i}`)}`,
      ...(step.unmapped ? [sql`${step.unmapped} as ${id(`u${i}`)}`] : []),
    ]
  );
  const parsed = steps.flatMap((step, i) =>
    step?.parse(id(`c${i}`)).map((value, k) => sql`${value} as ${id(`p${i}_${k}`)}`) ?? []
  );
  const made = steps.map((step, i) => {
    if (step === null) return sql`null`;
    const width = step.parse(id(`c${i}`)).length;
    return step.value(Array.from({ length: width }, (_, k) => id(`p${i}_${k}`)));
  });
  const values = steps.flatMap((step, i) => {
    const field = fields[i]!;
    const typed = field.type !== null && field.type !== "text";
    const mistake = step?.mistake?.(id(`c${i}`));
    return [
      sql`${made[i]!} as ${id(`v${i}`)}`,
      ...(typed
        ? [sql`${mistake ? sql`${id(`c${i}`)} is not null and ${mistake}` : sql`false`} as ${id(`b${i}`)}`]
        : []),
      ...(Object.hasOwn(source.values, field.name)
        ? [step?.unmapped ? id(`u${i}`) : sql`false as ${id(`u${i}`)}`]
        : []),
    ];
  });
  const finished = steps.flatMap((_, i) => {
    const field = fields[i]!;
    const typed = field.type !== null && field.type !== "text";
    return [
      id(`v${i}`),
      ...(typed ? [sql`${id(`b${i}`)} and ${id(`v${i}`)} is null`] : []),
      ...(Object.hasOwn(source.values, field.name) ? [id(`u${i}`)] : []),
    ];
  });
  const good = input.file.format === "ndjson" ? sql`where good` : sql``;
  const base = sql`(select ${join(clean.length > 0 ? clean : [sql`1`])} from ${from} ${good})`;
  const second = sql`(select *${parsed.length > 0 ? sql`, ${join(parsed)}` : sql``} from ${base})`;
  return sql`select ${literal(file)}, ${join(finished)} from (select ${join(values)} from ${second})`;
}
