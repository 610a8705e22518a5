import { type Engine, join, literal, type RunOptions, type Sql, sql } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { csvHeader } from "./_csv_header.ts";

/** Rows of a file, as the engine sees them. */
export interface FileRows {
  /** A table expression, for `from`. */
  readonly rows: Sql;
  /** The same with a column `file_row_number`, counted from 0, where the file keeps that. */
  readonly numbered: Sql | null;
  /** Column name → DuckDB type. */
  readonly types: ReadonlyMap<string, string>;
  /** Whether reading means parsing text, which is better done once. */
  readonly parsed: boolean;
  /** Where the reader of CSV notes rows it could not read: a table of the engine, made while reading. */
  readonly rejects: string | null;
}

/** How CSV is written. */
export interface FileFormat {
  /** Default: by its byte order mark, else UTF-8. */
  readonly encoding?: "latin-1";
  /** Between columns. Default: the one of comma, semicolon, tab and bar that the header has most of; else a space. */
  readonly delimiter?: string | undefined;
}

const headBytes = 65_536;
let readers = 0;

/**
 * How to read a CSV (.csv, .tsv, .txt), Parquet (.parquet) or NDJSON (.ndjson, .jsonl, .json) file, text also as .gz.
 *
 * @param wanted Columns to read of an NDJSON file: they are read as text, for their type may change from row to row.
 * @throws {InputError} The file is missing, empty, of another kind or not readable.
 */
export async function fileRows(
  engine: Engine,
  file: string,
  wanted: readonly string[],
  run: RunOptions,
  { encoding, delimiter: given }: FileFormat = {},
): Promise<FileRows> {
  const kind = /\.(csv|tsv|txt|parquet|ndjson|jsonl|json)(\.gz)?$/i.exec(file)?.[1]?.toLowerCase();
  if (kind === undefined || /\.parquet\.gz$/i.test(file)) {
    throw new InputError(
      `Cannot read "${file}": its name must end in .csv, .tsv, .parquet, .ndjson or .jsonl (text also in .gz)`,
    );
  }
  const head = await headOf(file);
  // What stands for several files in a pattern is meant literally here.
  const path = file.replace(/[[*?]/g, "[$&]");
  if (kind === "parquet") {
    const rows = sql`read_parquet(${path})`;
    const types = await typesOf(engine, file, rows, run);
    const numbered = columnNamed(types.keys(), "file_row_number") === null
      ? sql`read_parquet(${path}, file_row_number = true)`
      : null;
    return { rows, numbered, types, parsed: false, rejects: null };
  }
  if (kind === "ndjson" || kind === "jsonl" || kind === "json") {
    const objects = sql`read_ndjson_objects(${path})`;
    const names = await readable(file, run, () =>
      engine.rows<{ name: string }>(
        sql`select distinct unnest(json_keys(json)) as name from (select json from ${objects} limit 10000) order by 1`,
        run,
      ));
    const found = names.map((row) => row.name);
    const fields = [
      ...new Set(wanted.map((name) => columnNamed(found, name)).filter((name) => name !== null)),
    ];
    const columns = join(fields.map((name) => sql`${literal(name)}: 'VARCHAR'`));
    return {
      rows: fields.length === 0
        ? objects
        : sql`read_json(${path}, format = 'newline_delimited', columns = {${columns}})`,
      numbered: null,
      types: new Map(found.map((name) => [name, "VARCHAR"])),
      parsed: true,
      rejects: null,
    };
  }
  const rejects = `trellis_journeys_rejects_${readers++}`;
  const utf16 = head[0] === 0xff && head[1] === 0xfe
    ? "utf-16le"
    : head[0] === 0xfe && head[1] === 0xff
    ? "utf-16be"
    : null;
  const decoder = new TextDecoder(utf16 ?? (encoding === undefined ? "utf-8" : "latin1"));
  const { delimiter, names } = csvHeader(decoder.decode(head), given);
  if (names.length === 0) {
    throw new InputError(`Cannot read "${file}": it is empty. It needs at least a header.`);
  }
  // Nothing is left to be found out: what the sniffer cannot explain it skips, header and all.
  const fields = join(names.map((name) => sql`${literal(name)}: 'VARCHAR'`));
  return {
    rows: sql`read_csv(${path}, auto_detect = false, header = true, columns = {${fields}}, delim = ${
      literal(delimiter)
    },
      quote = '"', escape = '"', encoding = ${
      literal(utf16 === null ? encoding ?? "utf-8" : "utf-16")
    }, ignore_errors = true,
      store_rejects = true, rejects_table = ${literal(rejects)}, rejects_scan = ${
      literal(`${rejects}_scan`)
    })`,
    numbered: null,
    types: new Map(names.map((name) => [name, "VARCHAR"])),
    parsed: true,
    rejects,
  };
}

/** The column of a name; else the only one that differs from it in capital letters alone; else null. */
export function columnNamed(columns: Iterable<string>, name: string): string | null {
  const alike = [...columns].filter((one) => one.toLowerCase() === name.toLowerCase());
  return alike.find((one) => one === name) ?? (alike.length === 1 ? alike[0]! : null);
}

/** Runs a read of a file; what the engine says about it becomes an {@linkcode InputError} without the file's content. */
export async function readable<T>(file: string, run: RunOptions, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (run.signal?.aborted || !(error instanceof Error)) throw error;
    const line = /Error on Line: (\d+)/.exec(error.message)?.[1];
    const reason = /sniffing|CSV Error/.test(error.message)
      ? "its rows do not fit its header"
      : /Malformed JSON/.test(error.message)
      ? "a line is not a JSON object"
      : /No magic bytes|parquet/i.test(error.message)
      ? "it is not a Parquet file, or it is cut off"
      : error.message.split("\n")[0]!;
    throw new InputError(`Cannot read "${file}"${line ? ` at line ${line}` : ""}: ${reason}.`, {
      cause: error,
    });
  }
}

async function typesOf(
  engine: Engine,
  file: string,
  rows: Sql,
  run: RunOptions,
): Promise<Map<string, string>> {
  const described = await readable(
    file,
    run,
    () => engine.rows<{ column_name: string; column_type: string }>(sql`describe select * from ${rows}`, run),
  );
  return new Map(described.map((row) => [row.column_name, row.column_type]));
}

/** The first bytes of a file, unpacked. */
async function headOf(file: string): Promise<Uint8Array> {
  const head = new Uint8Array(headBytes);
  let size = 0;
  try {
    using opened = await Deno.open(file);
    const bytes: ReadableStream<Uint8Array> = /\.gz$/i.test(file)
      ? opened.readable.pipeThrough(new DecompressionStream("gzip"))
      : opened.readable;
    for await (const part of bytes) {
      const piece = part.subarray(0, headBytes - size);
      head.set(piece, size);
      size += piece.length;
      if (size === headBytes) break;
    }
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such file. Check the path."
      : error instanceof Deno.errors.IsADirectory || /directory/i.test(String(error))
      ? "it is a folder; name a file in it."
      : error instanceof TypeError
      ? "it is not packed with gzip, or it is cut off."
      : String(error instanceof Error ? error.message : error);
    throw new InputError(`Cannot read "${file}": ${reason}`, { cause: error });
  }
  if (size === 0) throw new InputError(`Cannot read "${file}": it is empty. It needs at least a header.`);
  return head.subarray(0, size);
}
