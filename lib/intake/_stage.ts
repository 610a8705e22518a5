import { join as joinPath } from "node:path";
import { type Engine, id, type Sql, sql } from "../engine/mod.ts";
import { type Problem, type SourceConfig, type TableName } from "../workspace/mod.ts";
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

/** Reads all files of a source into one table of the engine. */
export async function stageSource(
  table: TableName,
  source: SourceConfig,
  inputs: readonly Input[],
  fields: readonly PlannedField[],
  options: StageOptions,
): Promise<Stage> {
  const name = id(`stage ${table}`);
  const copies = new Map<Input, Copy>();
  for (const input of inputs) {
    if (input.file.format === "csv" && input.text!.encoding !== "utf-8") {
      copies.set(input, await copy(input, input.text!.encoding, source, options));
    }
  }
  for (;;) {
    const done = await stageFiles(name, source, inputs, fields, copies, options);
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
    };
  }
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
    try {
      await engine.run(sql`insert into ${name} ${selectRows(from, i, input, fields, source, options)}`, {
        ...(signal && { signal }),
        ...(onProgress && { onProgress }),
      });
    } catch (error) {
      // The reader takes lines ended in one way; a file with several is written again with one.
      if (csv && !copied && /invalid state/.test((error as Error).message)) {
        return { again: input, encoding: input.text!.encoding };
      }
      throw loadError(error, input.file, signal);
    }
    const [counted] = await engine.rows<{ n: number }>(sql`select count(*) as n from ${name}`);
    const rows = counted!.n - start;
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
