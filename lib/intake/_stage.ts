import { join as joinPath } from "node:path";
import { type Engine, id, join, literal, type Sql, sql } from "../engine/mod.ts";
import { InputError, type Problem, type SourceConfig, type TableName } from "../workspace/mod.ts";
import { type Encoding, rewrite } from "./_encoding.ts";
import type { PlannedField } from "./_fields.ts";
import type { SourceFile } from "./_files.ts";
import { assumedCp1252, type Input } from "./_input.ts";
import { fileProblem } from "./_problems.ts";
import { resourceError } from "./_resource_error.ts";
import { IntakeError } from "./intake_error.ts";
import { canBeBad, isMapped, selectRows, stageColumns } from "./_select_rows.ts";
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
  /** A table, or a view of Parquet files, which are read where they stand. */
  readonly name: Sql;
  readonly fields: readonly StagedField[];
  readonly files: readonly StagedFile[];
  readonly problems: readonly Problem[];
  /** Forgets the rows. */
  drop(): Promise<unknown>;
  /** An error of a query over the rows, in the user's words where it is about a file. */
  failure(error: unknown): Promise<unknown>;
}

/** What staging needs besides the source. */
export interface StageOptions {
  readonly engine: Engine;
  readonly nulls: readonly string[];
  /** Marks such as "?" are values, not missing. Default false. */
  readonly marksAreValues?: boolean;
  readonly timeZone: string;
  /** Where rewritten copies go. */
  readonly temporary: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Reads all files of a source into one relation of the engine. */
export async function stageSource(
  table: TableName,
  source: SourceConfig,
  inputs: readonly Input[],
  fields: readonly PlannedField[],
  options: StageOptions,
): Promise<Stage> {
  const name = id(`stage ${table}`);
  const asView = inputs.every(({ file }) => file.format === "parquet");
  const copies = new Map<Input, Copy>();
  for (const input of inputs) {
    if (input.file.format === "csv" && input.text!.encoding !== "utf-8") {
      copies.set(input, await copy(input, input.text!.encoding, source, options));
    }
  }
  for (;;) {
    const done = asView
      ? await viewFiles(name, source, inputs, fields, options)
      : await stageFiles(name, source, inputs, fields, copies, options);
    if ("again" in done) {
      copies.set(done.again, await copy(done.again, done.encoding, source, options));
      continue;
    }
    return {
      table,
      name,
      fields: fields.map((field, i) => ({
        ...field,
        value: id(`v${i}`),
        bad: canBeBad(field) ? id(`b${i}`) : null,
        unmapped: isMapped(field, source) ? id(`u${i}`) : null,
      })),
      ...done,
      drop: () => options.engine.run(sql`drop ${asView ? sql`view` : sql`table`} ${name}`),
      failure: (error) => failureOf(error, inputs, asView, options),
    };
  }
}

/** A view of Parquet files: reading them again is quicker than keeping a copy of all their rows. */
async function viewFiles(
  name: Sql,
  source: SourceConfig,
  inputs: readonly Input[],
  fields: readonly PlannedField[],
  options: StageOptions,
): Promise<{ readonly files: StagedFile[]; readonly problems: Problem[] }> {
  const { engine, signal } = options;
  const files: StagedFile[] = [];
  const parts: Sql[] = [];
  let start = 0;
  for (const [i, input] of inputs.entries()) {
    const { file, headerRecords } = input;
    const rows = input.from(file.path);
    const [counted] = await engine.rows<{ n: number }>(sql`select count(*) as n from ${rows}`)
      .catch((error) => {
        throw loadError(error, file, signal);
      });
    parts.push(
      selectRows(rows, i, input, fields, source, options, sql`${literal(start)} + file_row_number`),
    );
    files.push({ file, headerRecords, start, rows: counted!.n, rejected: [] });
    start += counted!.n;
  }
  await engine.run(sql`create or replace view ${name} as ${join(parts, sql` union all `)}`);
  return { files, problems: [] };
}

/** A file written again as the engine wants it. */
interface Copy {
  readonly path: string;
  readonly encoding: Encoding;
}

/** Reads the files one after another; stops at one that has to be written again first. */
async function stageFiles(
  name: Sql,
  source: SourceConfig,
  inputs: readonly Input[],
  fields: readonly PlannedField[],
  copies: ReadonlyMap<Input, Copy>,
  options: StageOptions,
): Promise<
  | { readonly files: StagedFile[]; readonly problems: Problem[] }
  | { readonly again: Input; readonly encoding: Encoding }
> {
  const { engine, signal, onProgress } = options;
  await engine.run(sql`create or replace table ${name} (${stageColumns(fields, source)})`);
  const files: StagedFile[] = [];
  const problems: Problem[] = [];
  let start = 0;
  for (const [i, input] of inputs.entries()) {
    const copied = copies.get(input);
    const csv = input.file.format === "csv";
    const from = input.from(copied?.path ?? input.file.path);
    let rows: number;
    try {
      rows = await engine.run(
        sql`insert into ${name} ${selectRows(from, i, input, fields, source, options)}`,
        {
          ...(signal && { signal }),
          ...(onProgress && { onProgress }),
        },
      );
    } catch (error) {
      // The reader takes lines ended in one way; a file with several is written again with one.
      if (csv && !copied && /invalid state/.test((error as Error).message)) {
        return { again: input, encoding: input.text!.encoding };
      }
      throw loadError(error, input.file, signal);
    }
    const rejects = await rejectsOf(engine, input, from);
    if (rejects.encoding && source.encoding === "auto" && !copied) {
      return { again: input, encoding: "windows-1252" };
    }
    if (copied?.encoding === "windows-1252" && input.text!.encoding === "utf-8") {
      problems.push(assumedCp1252(input.file));
    }
    problems.push(...rejects.problems);
    const { file, headerRecords } = input;
    files.push({ file, headerRecords, start, rows, rejected: rejects.records });
    start += rows;
  }
  return { files, problems };
}

/**
 * An error of a query over a stage. Rows of a view are read from its files again, so one of them may be broken; where
 * none is, and where the rows were copied, the error is no file's.
 */
async function failureOf(
  error: unknown,
  inputs: readonly Input[],
  asView: boolean,
  options: StageOptions,
): Promise<unknown> {
  const { signal } = options;
  if (signal?.aborted) return signal.reason;
  if (error instanceof InputError) return error;
  const resource = resourceError(error, inputs[0]!.file.name);
  if (resource || !asView) return resource ?? error;
  const broken = await brokenFile(inputs, options);
  return broken ? loadError(error, broken, signal) : error;
}

/** The Parquet file that cannot be read to its end; null when all can. */
async function brokenFile(
  inputs: readonly Input[],
  { engine, signal }: StageOptions,
): Promise<SourceFile | null> {
  for (const { file, from } of inputs) {
    if (signal?.aborted) return null;
    const whole = id("trellis whole row");
    const fine = await engine.rows(sql`select count(hash(${whole})) from ${from(file.path)} as ${whole}`)
      .then(() => true, () => false);
    if (!fine) return file;
  }
  return null;
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
  source: SourceConfig,
  options: Pick<StageOptions, "temporary" | "signal">,
): Promise<Copy> {
  const { temporary, signal } = options;
  const path = joinPath(temporary, `${crypto.randomUUID()}.csv`);
  const from = { path: input.file.path, packed: input.text!.packed };
  const strict = encoding === "utf-8" && source.encoding === "auto";
  if (!await rewrite({ ...from, encoding }, path, { strict, signal })) {
    return await copy(input, "windows-1252", source, options);
  }
  const problem = encoding.startsWith("utf-16") ? await scanCopy(input, path) : null;
  if (problem) throw new IntakeError([problem]);
  return { path, encoding };
}

function rejectsOf(engine: Engine, input: Input, from: Sql): Promise<Rejects> {
  if (input.file.format === "csv") return csvRejects(engine, input);
  if (input.file.format === "ndjson") return ndjsonRejects(engine, input, from);
  return Promise.resolve({ records: [], problems: [], encoding: false });
}
