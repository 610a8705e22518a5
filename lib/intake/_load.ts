import { type Engine, literal, sql } from "../engine/mod.ts";
import {
  type AsOf,
  type FieldQuality,
  InputError,
  type InputFile,
  type LoadedTable,
  type Problem,
  type QualityResult,
  type SourceConfig,
  type TableName,
  type TableQuality,
  tables as specs,
  type WorkspaceConfig,
} from "../workspace/mod.ts";
import { additions } from "./_additions.ts";
import { planFields, type PlannedField } from "./_fields.ts";
import type { SourceFile } from "./_files.ts";
import { guessTypes, type TypedStage } from "./_guess.ts";
import { type Input, openInput } from "./_input.ts";
import { peopleOfAccounts, peopleOfEvents } from "./_people.ts";
import { fileProblem } from "./_problems.ts";
import { fieldQuality, qualityGate } from "./_quality.ts";
import { scanFile } from "./_scan.ts";
import { stageSource } from "./_stage.ts";
import { finishTable } from "./_table.ts";
import { IntakeError } from "./intake_error.ts";
import type { OpenOptions } from "./options.ts";

/** What loading needs. */
export interface LoadContext {
  readonly config: WorkspaceConfig;
  readonly asOf: AsOf;
  readonly engine: Engine;
  /** Folder of the engine's own for rewritten copies. */
  readonly temporary: string;
  readonly options: OpenOptions;
}

/** A source and its files. */
export interface FoundSource {
  readonly table: TableName;
  readonly source: SourceConfig;
  readonly files: readonly SourceFile[];
}

/** The part of a workspace that comes from its sources. */
export interface Loaded {
  readonly people: number;
  readonly tables: ReadonlyMap<TableName, LoadedTable>;
  readonly quality: QualityResult;
  readonly inputs: readonly InputFile[];
}

interface Planned extends FoundSource {
  readonly inputs: readonly Input[];
  readonly fields: readonly PlannedField[];
}

/** Accounts first, so that people's can be looked up; people next, for their numbers; then what is about people. */
const order: readonly TableName[] = [
  "accounts",
  "people",
  ...(Object.keys(specs) as TableName[]).filter((table) => table !== "accounts" && table !== "people"),
];

/**
 * Reads sources into canonical tables.
 *
 * @throws {IntakeError} A source cannot be used, or nobody is left.
 */
export async function load(context: LoadContext, found: readonly FoundSource[]): Promise<Loaded> {
  const { config, asOf, engine, options } = context;
  const { signal } = options;
  const problems: Problem[] = [];
  const planned = await plan(context, found, problems);
  if (problems.some(({ fatal }) => fatal)) throw new IntakeError(problems);
  const stopScans = new AbortController();
  const scans = new Map(
    planned.flatMap(({ inputs }) =>
      inputs.map((input) => [input.file, scanFile(input, stopScans.signal)] as const)
    ),
  );
  // A failure is told where a scan is awaited; until then it is nobody's.
  for (const scan of scans.values()) scan.catch(() => {});
  const scanned = async (): Promise<void> => {
    for (const scan of scans.values()) {
      const { problem } = await scan;
      if (problem) problems.push(problem);
    }
    if (problems.some(({ fatal }) => fatal)) throw new IntakeError(problems);
  };
  try {
    let rows: LoadedRows;
    try {
      rows = await loadTables(context, planned, problems);
    } catch (error) {
      // What is wrong with a whole file explains what is wrong with its rows.
      if (error instanceof IntakeError) {
        problems.splice(0, Infinity);
        await scanned();
      }
      throw error;
    }
    options.onProgress?.({ stage: "Judging fields", share: null });
    const fields: FieldQuality[] = [];
    for (const { table } of rows.qualities) {
      fields.push(...await fieldQuality(engine, table, rows.tables.get(table)!, asOf, signal));
    }
    await scanned();
    const inputs: InputFile[] = [];
    for (const { source, ...input } of rows.inputs) {
      inputs.push({ ...input, sha256: (await scans.get(source)!).sha256 });
    }
    return {
      people: rows.tables.get("people")!.rows,
      tables: rows.tables,
      quality: {
        kind: "quality",
        tables: rows.qualities,
        fields,
        problems,
        gate: qualityGate(config.quality, rows.qualities, fields),
      },
      inputs,
    };
  } finally {
    stopScans.abort();
    await Promise.allSettled(scans.values());
  }
}

interface LoadedRows {
  readonly tables: ReadonlyMap<TableName, LoadedTable>;
  readonly qualities: readonly TableQuality[];
  readonly inputs: readonly (Omit<InputFile, "sha256"> & { readonly source: SourceFile })[];
}

/** Makes the tables one after another; what is wrong with rows and values is added to `problems`. */
async function loadTables(
  { config, asOf, engine, temporary, options }: LoadContext,
  planned: readonly Planned[],
  problems: Problem[],
): Promise<LoadedRows> {
  const { signal } = options;
  const stop = () => {
    if (problems.some(({ fatal }) => fatal)) throw new IntakeError(problems);
  };
  const tables = new Map<TableName, LoadedTable>();
  const qualities: TableQuality[] = [];
  const inputs: LoadedRows["inputs"][number][] = [];
  const byTable = new Map(planned.map((one) => [one.table, one]));
  const hasPeople = byTable.has("people");
  const staged = new Map<TableName, TypedStage>();
  const stageTable = async (table: TableName): Promise<TypedStage> => {
    const before = staged.get(table);
    if (before) return before;
    const { source, inputs, fields: wanted } = byTable.get(table)!;
    const stage = await stageSource(table, source, inputs, wanted, {
      engine,
      nulls: config.nulls,
      timeZone: config.timeZone,
      temporary,
      signal,
      onProgress: (share) => options.onProgress?.({ stage: `Reading ${table}`, share }),
    });
    const fields = await guessTypes(engine, stage, {
      timeZone: source.timeZone ?? config.timeZone,
      decimal: source.decimal,
    }).catch(async (error) => {
      throw await stage.failure(error);
    });
    const typed = { ...stage, fields };
    problems.push(...stage.problems);
    stop();
    staged.set(table, typed);
    return typed;
  };
  for (const table of order) {
    if (table === "people" && !hasPeople) {
      const people = byTable.has("events")
        ? await stageTable("events").then((stage) =>
          peopleOfEvents(engine, stage, asOf).catch(async (error) => {
            throw await stage.failure(error);
          })
        )
        : await peopleOfAccounts(engine);
      tables.set("people", people);
    }
    const source = byTable.get(table);
    if (source) {
      const stage = await stageTable(table);
      options.onProgress?.({ stage: `Checking ${table}`, share: null });
      const ownDay = asOf.date === config.asOf;
      const done = await finishTable(
        stage,
        { engine, source: source.source, asOf, ownDay, signal },
        additions(stage, { asOf, ownDay, accounts: tables.has("accounts") }),
      ).catch(async (error) => {
        throw await stage.failure(error);
      });
      await stage.drop();
      staged.delete(table);
      tables.set(table, done.table);
      qualities.push(done.quality);
      problems.push(...done.problems);
      stage.files.forEach(({ file, rows, rejected }, i) =>
        inputs.push({
          source: file,
          table,
          file: file.name,
          bytes: file.bytes,
          rowsRead: rows + rejected.length,
          rowsKept: done.keptByFile[i]!,
        })
      );
    }
    if (table === "people" && tables.get("people")!.rows === 0) {
      problems.push(nobody(planned, qualities));
      stop();
    }
  }
  return { tables, qualities, inputs };
}

/** Opens every file and decides which column is which field; what is wrong is added to `problems`. */
async function plan(
  { engine, temporary }: LoadContext,
  found: readonly FoundSource[],
  problems: Problem[],
): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const one of found) {
    const inputs: Input[] = [];
    for (const file of one.files) {
      const opened = await openInput(engine, file, one.source, temporary);
      problems.push(...opened.problems);
      if (opened.input) inputs.push(opened.input);
    }
    if (inputs.length < one.files.length) continue;
    await checkFormats(engine, one);
    const { fields, problems: mapping } = planFields(one.table, one.source, inputs);
    problems.push(...mapping);
    planned.push({ ...one, inputs, fields });
  }
  return planned;
}

async function checkFormats(engine: Engine, { table, source }: FoundSource): Promise<void> {
  for (const [field, format] of Object.entries(source.dates)) {
    try {
      await engine.rows(sql`select try_strptime('', ${literal(format)}) is null as fine`);
    } catch {
      throw new InputError(
        `Cannot use workspace.yaml: sources.${table}.dates.${field}: "${format}" is not a date format. ` +
          `Write one such as %d/%m/%Y.`,
      );
    }
  }
}

/** Nobody is left: says why, as far as the counts tell. */
function nobody(planned: readonly Planned[], qualities: readonly TableQuality[]): Problem {
  const table = (["people", "events", "accounts"] as const).find((name) =>
    planned.some((one) => one.table === name)
  )!;
  const { files, source } = planned.find((one) => one.table === table)!;
  const file = files[0]?.name ?? source.file;
  const quality = qualities.find((one) => one.table === table);
  const most = [...quality?.leftOut ?? []].sort((a, b) => b.rows - a.rows)[0];
  const why = quality === undefined || quality.rowsRead === 0
    ? "it has a header and no rows. Export it again."
    : `all of its ${quality.rowsRead} rows were left out${
      most ? ` (${most.code}: ${most.rows})` : ", being of a later day"
    }. Run check to see why.`;
  return fileProblem("file-empty", file, `Cannot read "${file}": ${why}`, { fatal: true });
}
