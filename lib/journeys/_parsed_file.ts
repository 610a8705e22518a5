import { type Engine, id, type RunOptions, type Sql, sql } from "../engine/mod.ts";
import { InputError, nearest } from "../workspace/mod.ts";
import { columnNamed, type FileRows, fileRows, readable } from "./_file_rows.ts";

/** Columns of a file, by the names they were asked for: capital letters need not be the same. */
export interface FileColumns {
  readonly id: (asked: string) => Sql;
  /** DuckDB type. */
  readonly type: (asked: string) => string;
}

/** Rows of a file, ready to be asked. */
export interface ParsedFile extends FileColumns {
  /** A relation with the columns of `select`: a temporary table where text had to be parsed. */
  readonly relation: Sql;
  /** Whether it is such a table. */
  readonly parsed: boolean;
  /** Whether the relation has a column `file_row_number`. */
  readonly numbered: boolean;
  /** Rows that do not fit the header. */
  readonly rejected: number;
  readonly warnings: string[];
  drop(): Promise<void>;
}

/** What to read of a file. */
export interface FileQuestion {
  readonly wanted: readonly string[];
  /** A name for the temporary table. */
  readonly table: string;
  /** Between the columns of CSV. Default: the one that its header has most of. */
  readonly delimiter?: string | undefined;
  /** The columns of the relation. */
  readonly select: (columns: FileColumns) => Sql;
}

/**
 * Reads wanted columns of a file. Text is parsed once, into a temporary table; Parquet is left where it is, for to
 * look at a column again costs less than to copy it.
 *
 * @throws {InputError} The file cannot be read, or a column is missing. Nothing is left in the engine.
 */
export async function parseFile(
  engine: Engine,
  file: string,
  { wanted, table, delimiter, select }: FileQuestion,
  run: RunOptions,
): Promise<ParsedFile> {
  const raw = id("temp", table);
  const made = new Set<Sql>();
  const drop = async () => {
    for (const one of made) await engine.run(sql`drop table if exists ${one}`);
  };
  const query = (source: FileRows): Sql => {
    const columns = select(columnsOf(source, file, wanted));
    return source.numbered === null
      ? sql`select ${columns} from ${source.rows}`
      : sql`select ${columns}, file_row_number from ${source.numbered}`;
  };
  const parse = async (source: FileRows): Promise<Rejects> => {
    made.add(raw);
    const rows = query(source);
    await readable(
      file,
      run,
      () => engine.run(sql`create or replace temporary table ${raw} as ${rows}`, run),
    );
    if (source.rejects === null) return { rejected: 0, encoding: false, quote: null };
    const rejects = id("temp", source.rejects);
    made.add(rejects).add(id("temp", `${source.rejects}_scan`));
    return await rejectsOf(engine, rejects, run);
  };
  try {
    const warnings: string[] = [];
    let source = await fileRows(engine, file, wanted, run, { delimiter });
    let rejected = 0;
    if (source.parsed) {
      let rejects = await parse(source);
      if (rejects.encoding) {
        source = await fileRows(engine, file, wanted, run, { delimiter, encoding: "latin-1" });
        rejects = await parse(source);
        warnings.push("The file is not in UTF-8: it was read as Latin-1. Check names with accents.");
      }
      // An open quote swallows every row after it: not one row left out, but who knows how many.
      if (rejects.quote !== null) {
        throw new InputError(
          `Cannot read "${file}" at line ${rejects.quote}: a quote is never closed, or stands inside a value. ` +
            "Close it, or double it where it is meant.",
        );
      }
      rejected = rejects.rejected;
    }
    return {
      ...columnsOf(source, file, wanted),
      relation: source.parsed ? raw : sql`(${query(source)})`,
      parsed: source.parsed,
      numbered: source.numbered !== null,
      rejected,
      warnings,
      drop,
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

function columnsOf({ types }: FileRows, file: string, wanted: readonly string[]): FileColumns {
  const names = new Map(wanted.map((asked) => [asked, columnNamed(types.keys(), asked)]));
  for (const [asked, name] of names) {
    if (name === null) throw missingColumn(file, asked, [...types.keys()]);
  }
  const named = (asked: string) => names.get(asked)!;
  return { id: (asked) => id(named(asked)), type: (asked) => types.get(named(asked))! };
}

interface Rejects {
  readonly rejected: number;
  /** Whether a row was refused for its letters. */
  readonly encoding: boolean;
  /** The first line with a quote out of place. */
  readonly quote: number | null;
}

async function rejectsOf(engine: Engine, table: Sql, run: RunOptions): Promise<Rejects> {
  const [row] = await engine.rows<Rejects>(
    sql`select count(distinct line) as rejected, coalesce(bool_or(error_type = 'INVALID ENCODING'), false) as encoding,
      min(line) filter (error_type = 'UNQUOTED VALUE') as quote from ${table}`,
    run,
  );
  return row!;
}

function missingColumn(file: string, column: string, found: readonly string[]): InputError {
  const near = nearest(column, found);
  return new InputError(
    `Cannot read "${file}": column "${column}" is missing (found: ${found.join(", ")}). ` +
      (near ? `Did you mean "${near}"?` : "Name a column that the file has."),
  );
}
