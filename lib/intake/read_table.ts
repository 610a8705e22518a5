import { basename, dirname, resolve } from "node:path";
import { type Columns, type Engine, id, join, openDuckDb, type Sql, sql } from "../engine/mod.ts";
import { InputError, nearest, type Problem, type SourceConfig } from "../workspace/mod.ts";
import { formatOf, type SourceFile } from "./_files.ts";
import { type Input, openInput } from "./_input.ts";
import { IntakeError } from "./intake_error.ts";
import { scanFile } from "./_scan.ts";
import { stageSource } from "./_stage.ts";

/** Rows named in a note. */
const namedRows = 3;

/** How to read a bare file. */
export interface ReadTableOptions {
  /** Columns to read, given the file's own. Default: all. */
  readonly columns?: (found: readonly string[]) => readonly string[];
  /** Between the values of a CSV file. Default: found out. */
  readonly delimiter?: string;
  /** Leave every column as text, also where it holds only numbers. Default false. */
  readonly asText?: boolean;
  /** Marks such as "?", "*" or "-" are values; only empty cells, NA, N/A and null are missing. Default false. */
  readonly marksAreValues?: boolean;
  /** Worker threads. Default: one a core. */
  readonly threads?: number;
  /** Memory limit such as "4GB". Default 3GB. */
  readonly memoryLimit?: string;
  /** Stops reading. */
  readonly signal?: AbortSignal;
}

/** A bare file, read. */
export interface FileTable {
  /** Its columns: numbers as doubles, everything else as text. */
  readonly table: Columns;
  /** Such as rows that do not fit the header. */
  readonly warnings: readonly string[];
}

/**
 * Reads a bare file whole: CSV, Parquet or NDJSON, text also packed with gzip, by its ending.
 *
 * Delimiter, encoding and line ends are found out. A column becomes numbers where every value is one (a decimal comma
 * is understood where the comma is not the delimiter); empty cells and the usual words for missing (NA, n/a, null …)
 * are missing.
 *
 * @throws {InputError} The file is absent, empty, broken or of another kind, or has not the columns asked for.
 *
 * @example
 * ```ts
 * import { readTable } from "./read_table.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/people.csv`, "age;likes\n20;Yes\n;No\n");
 * const { table } = await readTable(`${folder}/people.csv`);
 * await Deno.remove(folder, { recursive: true });
 * if (table.rows !== 2 || table.columns.size !== 2 || table.nulls.get("age")?.count !== 1) throw new Error();
 * ```
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<FileTable> {
  const { threads, memoryLimit = "3GB", signal } = options;
  const file = await found(path);
  const temporary = await Deno.realPath(await Deno.makeTempDir({ prefix: "trellis-" }));
  let engine: Engine | undefined;
  try {
    engine = await openDuckDb({
      folders: [dirname(file.path), temporary],
      spillFolder: temporary,
      memoryLimit,
      ...(threads !== undefined && { threads }),
    });
    const source: SourceConfig = {
      file: file.name,
      format: file.format,
      encoding: "auto",
      decimal: ".",
      ...(options.delimiter !== undefined && { delimiter: options.delimiter }),
      ...{ columns: {}, values: {}, dates: {}, types: {} },
    };
    const { input, problems } = await openInput(engine, file, source, temporary);
    if (!input) throw new IntakeError(problems);
    const names = input.columns.map(({ name }) => name);
    const wanted = [...new Set(options.columns?.(names) ?? names)];
    const missing = wanted.find((name) => !names.includes(name));
    if (missing !== undefined) throw noColumn(path, missing, names);
    signal?.throwIfAborted();
    return file.format === "parquet"
      ? { table: await engine.columns(parquet(input, wanted), signal ? { signal } : {}), warnings: [] }
      : await text(engine, input, source, wanted, { ...options, temporary });
  } finally {
    await engine?.close();
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
  }
}

async function found(path: string): Promise<SourceFile> {
  const name = basename(path);
  const stop = (why: string, error?: unknown): never => {
    throw new InputError(`Cannot read "${path}": ${why}`, { cause: error });
  };
  const format = formatOf(path) ??
    stop("its name must end in .csv, .tsv, .parquet, .ndjson or .jsonl (text also in .gz).");
  try {
    const info = await Deno.stat(path);
    if (info.isDirectory) return stop("it is a folder; name a file in it.");
    if (info.size === 0) return stop("it is empty. Export it again.");
    return { table: "people", path: await Deno.realPath(resolve(path)), name, format, bytes: info.size };
  } catch (error) {
    if (error instanceof InputError) throw error;
    return stop(
      error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory
        ? "there is no such file. Check the path."
        : "permission denied. Allow reading its folder.",
      error,
    );
  }
}

/** Numbers as doubles, everything else as text. */
function parquet(input: Input, wanted: readonly string[]): Sql {
  const columns = wanted.map((name) => {
    const { value, kind } = input.columns.find((column) => column.name === name)!;
    return sql`${value}${kind === "number" ? sql`::double` : sql`::varchar`} as ${id(name)}`;
  });
  return sql`select ${join(columns)} from ${input.from(input.file.path)}`;
}

async function text(
  engine: Engine,
  input: Input,
  source: SourceConfig,
  wanted: readonly string[],
  { temporary, signal, asText = false, marksAreValues = false }: ReadTableOptions & {
    readonly temporary: string;
  },
): Promise<FileTable> {
  const stop = new AbortController();
  const scan = scanFile(input, stop.signal);
  scan.catch(() => {});
  try {
    const fields = wanted.map((name) => ({
      ...{ name, known: true, required: false, type: "text" as const },
      columns: [input.columns.find((column) => column.name === name)!],
    }));
    const stage = await stageSource("people", source, [input], fields, {
      ...{ engine, nulls: [], marksAreValues, timeZone: "UTC", temporary, signal },
    }).catch(async (error) => {
      // What is wrong with the whole file explains what is wrong with its rows.
      const { problem } = await scan;
      throw problem ? new IntakeError([problem]) : error;
    });
    const { problem } = await scan;
    if (problem) throw new IntakeError([problem]);
    const kinds = asText ? [] : await numeric(engine, stage.name, stage.fields.map(({ value }) => value));
    const columns = stage.fields.map(({ name, value }, i) => sql`${kinds[i] ?? value} as ${id(name)}`);
    const table = await engine.columns(
      sql`select ${join(columns)} from ${stage.name} order by rowid`,
      signal ? { signal } : {},
    );
    if (table.rows === 0) {
      throw new InputError(`Cannot read "${input.file.name}": it has a header and no rows. Export it again.`);
    }
    return { table, warnings: notes([...input.problems, ...stage.problems]) };
  } finally {
    stop.abort();
    await scan.catch(() => {});
  }
}

/** For each text, how to read it as a number where all of them are numbers; else null. */
async function numeric(
  engine: Engine,
  stage: Sql,
  values: readonly Sql[],
): Promise<readonly (Sql | null)[]> {
  const plain = (value: Sql) => sql`try_cast(${value} as double)`;
  const comma = (value: Sql) =>
    sql`try_cast(case when regexp_full_match(${value}, '[-+]?[0-9]+(,[0-9]+)?') then replace(${value}, ',', '.') end as double)`;
  const all = (value: Sql, read: Sql) =>
    sql`coalesce(bool_and(coalesce(isfinite(${read}), false)) filter (where ${value} is not null), true)`;
  const asked = values.flatMap((value, i) => [
    sql`${all(value, plain(value))} as ${id(`p${i}`)}`,
    sql`${all(value, comma(value))} as ${id(`c${i}`)}`,
  ]);
  const [answer] = await engine.rows<Record<string, boolean>>(sql`select ${join(asked)} from ${stage}`);
  return values.map((value, i) => answer![`p${i}`] ? plain(value) : answer![`c${i}`] ? comma(value) : null);
}

/** Each problem once, in a sentence with its count. */
/** Each message once, with how often it holds and the first rows it is about. */
function notes(problems: readonly Problem[]): string[] {
  const found = new Map<string, { count: number; rows: number[] }>();
  for (const { message, count, row } of problems) {
    const known = found.get(message) ?? { count: 0, rows: [] };
    found.set(message, {
      count: known.count + count,
      rows: row === null ? known.rows : [...known.rows, row],
    });
  }
  return [...found].map(([message, { count, rows }]) => {
    const named = rows.slice(0, namedRows);
    const more = count - named.length;
    const where = named.length === 0
      ? ""
      : ` (${count > 1 ? "rows" : "row"} ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""})`;
    return `${count > 1 ? `${count} times: ` : ""}${message}${where}`;
  });
}

function noColumn(path: string, column: string, names: readonly string[]): InputError {
  const near = nearest(column, names);
  return new InputError(
    `Cannot read "${path}": column "${column}" is missing (found: ${names.join(", ")}). ` +
      (near ? `Did you mean "${near}"?` : "Name a column that the file has."),
  );
}
