import { type Engine, id, join, type RunOptions, type Sql, sql } from "../engine/mod.ts";
import { InputError, nearest } from "../workspace/mod.ts";
import { clockOf } from "./_clock.ts";
import { type FileRows, fileRows, readable } from "./_file_rows.ts";
import { propertyText } from "./_property_text.ts";
import type { EventFileColumns } from "./read_event_file.ts";

/** The rows of an event file in the engine. */
export interface ReadRows {
  /** A relation: `person`, `event` (null when missing), `us` (null when not readable), `p0`…, and `seq`. */
  readonly rows: Sql;
  /** Whether persons are whole numbers. */
  readonly wholePersons: boolean;
  /** Whether the file holds its text as codes, which makes looking values up by code quick. */
  readonly coded: boolean;
  /** The name of a temporary table to come: `drop` drops it, too. */
  readonly people: Sql;
  /** Rows that do not fit the header. */
  readonly rejected: number;
  readonly warnings: string[];
  drop(): Promise<void>;
}

let readings = 0;

/**
 * Makes a relation of the wanted columns of an event file, with times as microseconds. Text is parsed once, into a
 * temporary table; Parquet is left where it is, for to look at a column again costs less than to copy it.
 *
 * @throws {InputError} As `readEventFile`. Nothing is left in the engine.
 */
export async function readRows(
  engine: Engine,
  file: string,
  columns: EventFileColumns,
  run: RunOptions,
): Promise<ReadRows> {
  const { person, event, time, sequence, properties = [] } = columns;
  const wanted = [
    ...new Set([person, event, time, ...properties, ...(sequence === undefined ? [] : [sequence])]),
  ];
  const prefix = `trellis_journeys_${readings++}`;
  const [raw, rows, people] = ["raw", "rows", "people"].map((name) => id("temp", `${prefix}_${name}`)) as [
    Sql,
    Sql,
    Sql,
  ];
  const made = new Set<Sql>([people]);
  const drop = async () => {
    for (const table of made) await engine.run(sql`drop table if exists ${table}`);
  };
  const create = async (table: Sql, query: Sql) => {
    made.add(table);
    await readable(
      file,
      run,
      () => engine.run(sql`create or replace temporary table ${table} as ${query}`, run),
    );
  };
  const select = (source: FileRows): Sql => {
    const missing = wanted.find((name) => !source.types.has(name));
    if (missing !== undefined) throw missingColumn(file, missing, [...source.types.keys()]);
    const isText = source.types.get(person) === "VARCHAR";
    const property = (name: string) =>
      propertyText(id(name), /^(DOUBLE|FLOAT)$/.test(source.types.get(name)!));
    return sql`select ${
      join([
        sql`${isText ? sql`nullif(${id(person)}, '')` : id(person)} as person`,
        sql`nullif(${id(event)}::varchar, '') as event`,
        sql`${id(time)} as time`,
        ...(sequence === undefined ? [] : [sql`try_cast(${id(sequence)} as double) as seq`]),
        ...properties.map((name, j) => sql`nullif(${property(name)}, '') as ${id(`p${j}`)}`),
      ])
    } from ${source.rows}`;
  };
  const parse = async (source: FileRows): Promise<Rejects> => {
    await create(raw, select(source));
    if (source.rejects === null) return { rejected: 0, encoding: false, quote: null };
    const table = id("temp", source.rejects);
    made.add(table).add(id("temp", `${source.rejects}_scan`));
    return await rejectsOf(engine, table, run);
  };
  try {
    const warnings: string[] = [];
    let source = await fileRows(engine, file, wanted, run);
    let rejected = 0;
    if (source.parsed) {
      let rejects = await parse(source);
      if (rejects.encoding) {
        source = await fileRows(engine, file, wanted, run, "latin-1");
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
    const relation = source.parsed ? raw : sql`(${select(source)})`;
    const clock = await clockOf(engine, relation, source.types.get(time)!, time, run);
    if (clock.warning !== null) warnings.push(clock.warning);
    const timed = sql`select * exclude (time), ${clock.us} as us from ${relation}`;
    if (source.parsed) {
      await create(rows, timed);
      await engine.run(sql`drop table if exists ${raw}`);
    }
    return {
      rows: source.parsed ? rows : sql`(${timed})`,
      wholePersons: /^(U?(TINY|SMALL)?INT(EGER)?|BIGINT)$/.test(source.types.get(person)!),
      coded: !source.parsed,
      people,
      rejected,
      warnings,
      drop,
    };
  } catch (error) {
    await drop();
    throw error;
  }
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
