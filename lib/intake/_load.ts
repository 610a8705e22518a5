import { type Engine, literal, sql } from "../engine/mod.ts";
import {
  InputError,
  type InputFile,
  type LoadedTable,
  type Problem,
  type QualityResult,
  type TableName,
} from "../workspace/mod.ts";
import { planFields } from "./_fields.ts";
import { type Input, openInput } from "./_input.ts";
import { loadTables } from "./_load_tables.ts";
import type { FoundSource, LoadContext, Planned } from "./_planned.ts";
import { qualityGate } from "./_quality.ts";
import { scanFile } from "./_scan.ts";
import { IntakeError } from "./intake_error.ts";

/** The part of a workspace that comes from its sources. */
export interface Loaded {
  readonly people: number;
  readonly tables: ReadonlyMap<TableName, LoadedTable>;
  readonly quality: QualityResult;
  readonly inputs: readonly InputFile[];
}

/**
 * Reads sources into canonical tables.
 *
 * @throws {IntakeError} A source cannot be used, or nobody is left.
 */
export async function load(context: LoadContext, found: readonly FoundSource[]): Promise<Loaded> {
  const { config } = context;
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
  const scanned = async (known: readonly Problem[]): Promise<void> => {
    const found: Problem[] = [];
    for (const scan of scans.values()) {
      const { problem } = await scan;
      if (problem) found.push(problem);
    }
    if (found.length > 0) throw new IntakeError([...known, ...found]);
  };
  try {
    const { tables, qualities, fields, ...loaded } = await loadTables(context, planned).catch(
      async (error) => {
        if (!(error instanceof IntakeError)) throw error;
        // What is wrong with a whole file explains what is wrong with its rows.
        await scanned([]);
        throw new IntakeError([...problems, ...error.problems]);
      },
    );
    problems.push(...loaded.problems);
    await scanned(problems);
    const inputs: InputFile[] = [];
    for (const { source, ...input } of loaded.inputs) {
      inputs.push({ ...input, sha256: (await scans.get(source)!).sha256 });
    }
    return {
      people: tables.get("people")!.rows,
      tables,
      quality: {
        kind: "quality",
        tables: qualities,
        fields,
        problems,
        gate: qualityGate(config.quality, qualities, fields),
      },
      inputs,
    };
  } finally {
    stopScans.abort();
    await Promise.allSettled(scans.values());
  }
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
