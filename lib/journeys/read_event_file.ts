import { type Engine, id, join, type Sql, sql } from "../engine/mod.ts";
import { InputError, nearest } from "../workspace/mod.ts";
import type { EventLog } from "./event_log.ts";
import { clockOf } from "./_clock.ts";
import { type FileRows, fileRows, readable } from "./_file_rows.ts";
import { propertyText } from "./_property_text.ts";
import { sortedLog } from "./_sorted_log.ts";

/** Which columns of an event file mean what. */
export interface EventFileColumns {
  /** Who: text or numbers. */
  readonly person: string;
  /** What happened. */
  readonly event: string;
  /**
   * When: a timestamp, a date, ISO 8601 text (UTC where it has no offset), or numbers since 1970 in seconds,
   * milliseconds, microseconds or nanoseconds, told apart by their size; a warning of the log says which.
   */
  readonly time: string;
  /** A number that orders events of one person at one time. Default: their order is taken as unknown. */
  readonly sequence?: string;
  /** Columns to load as event properties. Default: none. */
  readonly properties?: readonly string[];
  /** The last second observed, since 1970 UTC; later events are left out. Default: the last event. */
  readonly observedUntil?: number;
  /** Stops reading. */
  readonly signal?: AbortSignal;
}

let tables = 0;

/**
 * Reads the events of a bare file: CSV (also .gz), Parquet or NDJSON, by the file's ending.
 *
 * Rows without a person, an event or a readable time are left out and counted. People are numbered in order of their
 * keys.
 *
 * @param engine An engine that may read the file's folder.
 * @param file Path of the file.
 * @throws {InputError} The file cannot be read or is empty; a column is missing; a time column is neither time, text
 * nor number; or there are more than 65,535 event names.
 */
export async function readEventFile(
  engine: Engine,
  file: string,
  columns: EventFileColumns,
): Promise<EventLog> {
  const { person, event, time, sequence, properties = [], observedUntil, signal } = columns;
  const run = signal ? { signal } : {};
  const wanted = [
    ...new Set([person, event, time, ...properties, ...(sequence === undefined ? [] : [sequence])]),
  ];
  const number = tables++;
  const raw = `trellis_journeys_rows_${number}`;
  const keys = `trellis_journeys_people_${number}`;
  const warnings: string[] = [];
  const made = new Set<string>();
  const drop = async (table: string) => {
    await engine.run(sql`drop table if exists ${id("temp", table)}`);
    made.delete(table);
  };
  const select = (source: FileRows): Sql => {
    const missing = wanted.find((name) => !source.types.has(name));
    if (missing !== undefined) throw missingColumn(file, missing, [...source.types.keys()]);
    const text = (name: string) => propertyText(id(name), /^(DOUBLE|FLOAT)$/.test(source.types.get(name)!));
    const isText = source.types.get(person) === "VARCHAR";
    const values = [
      sql`${isText ? sql`nullif(${id(person)}, '')` : id(person)} as person`,
      sql`nullif(${id(event)}::varchar, '') as event`,
      sql`${id(time)} as time`,
      ...(sequence === undefined ? [] : [sql`try_cast(${id(sequence)} as double) as seq`]),
      ...properties.map((name, j) => sql`nullif(${text(name)}, '') as ${id(`p${j}`)}`),
    ];
    return sql`select ${join(values)} from ${source.rows}`;
  };
  /** Text is parsed once, into a table. Returns how many rows could not be read and whether letters were the reason. */
  const parse = async (source: FileRows): Promise<{ rejected: number; encoding: boolean }> => {
    made.add(raw);
    const query = select(source);
    await readable(
      file,
      () => engine.run(sql`create or replace temporary table ${id(raw)} as ${query}`, run),
    );
    if (source.rejects === null) return { rejected: 0, encoding: false };
    made.add(source.rejects).add(`${source.rejects}_scan`);
    const [row] = await engine.rows<{ rejected: number; encoding: boolean }>(
      sql`select count(distinct line) as rejected, coalesce(bool_or(error_type = 'INVALID ENCODING'), false) as encoding
        from ${id("temp", source.rejects)}`,
      run,
    );
    return row!;
  };
  try {
    let source = await fileRows(engine, file, wanted, run);
    let rejected = 0;
    if (source.parsed) {
      let parsed = await parse(source);
      if (parsed.encoding) {
        source = await fileRows(engine, file, wanted, run, "latin-1");
        parsed = await parse(source);
        warnings.push("The file is not in UTF-8: it was read as Latin-1. Check names with accents.");
      }
      rejected = parsed.rejected;
    }
    const relation = source.parsed ? id("temp", raw) : sql`(${select(source)})`;
    const clock = await clockOf(engine, relation, source.types.get(time)!, time, run);
    if (clock.warning !== null) warnings.push(clock.warning);
    const until = observedUntil === undefined ? sql`true` : sql`us <= ${observedUntil * 1e6}::double`;
    const timed = sql`select * exclude (time), ${clock.us} as us from ${relation}`;
    const usable =
      sql`select * from (${timed}) where person is not null and event is not null and us is not null`;
    made.add(keys);
    await engine.run(
      sql`create temporary table ${id(keys)} as
        select person, (row_number() over (order by person) - 1)::uinteger as pid
        from (select distinct person from (${usable}) where ${until})`,
      run,
    );
    const [counts] = await engine.rows<{ people: number; rows: number; usable: number; kept: number }>(
      sql`select (select count(*) from ${
        id("temp", keys)
      }) as people, (select count(*) from ${relation}) as rows,
        count(*) as usable, count_if(${until}) as kept from (${usable})`,
      run,
    );
    const { people, rows, usable: whole, kept } = counts!;
    const leftOut = rows + rejected - whole;
    const said = (n: number) => n.toLocaleString("en-US");
    if (leftOut > 0) {
      warnings.push(
        `${said(leftOut)} of ${
          said(rows + rejected)
        } rows have no person, no event or no readable time, or do not fit the header; they were left out.`,
      );
    }
    if (kept < whole) {
      warnings.push(`${said(whole - kept)} events after the last observed second were left out.`);
    }
    return await sortedLog({
      engine,
      query: sql`select k.pid, e.* exclude (person) from (${usable}) e join ${
        id("temp", keys)
      } k using (person) where ${until}`,
      properties,
      sequenced: sequence !== undefined,
      people,
      ...(observedUntil !== undefined && { observedUntil }),
      leftOut,
      warnings,
      eventColumn: event,
      signal,
    });
  } finally {
    for (const table of made) await drop(table);
  }
}

function missingColumn(file: string, column: string, found: readonly string[]): InputError {
  const near = nearest(column, found);
  return new InputError(
    `Cannot read "${file}": column "${column}" is missing (found: ${found.join(", ")}). ` +
      (near ? `Did you mean "${near}"?` : "Name a column that the file has."),
  );
}
