import { type Engine, id, join, type RunOptions, type Sql, sql } from "../engine/mod.ts";
import { type Clock, clockOf } from "./_clock.ts";
import { readable } from "./_file_rows.ts";
import { parseFile } from "./_parsed_file.ts";
import { propertyText } from "./_property_text.ts";
import type { EventFileColumns } from "./read_event_file.ts";

/** The rows of an event file in the engine. */
export interface ReadRows {
  /** A relation: `person`, `event` (null when missing), `us` (null when not readable), `p0`…, and `seq`. */
  readonly rows: Sql;
  /** Its column `time` as the file has it, where reading that again costs little. */
  readonly clock: Clock | null;
  /** Whether persons are whole numbers. */
  readonly wholePersons: boolean;
  /** Whether the file holds its text as codes, which makes looking values up by code quick. */
  readonly coded: boolean;
  /** Whether rows have a `file_row_number`: some of them can be read without the others. */
  readonly numbered: boolean;
  /** The name of a temporary table to come: `drop` drops it, too. */
  readonly people: Sql;
  /** Rows that do not fit the header. */
  readonly rejected: number;
  readonly warnings: string[];
  drop(): Promise<void>;
}

let readings = 0;

/**
 * Makes a relation of the wanted columns of an event file, with times as microseconds.
 *
 * @throws {InputError} As `readEventFile`. Nothing is left in the engine.
 */
export async function readRows(
  engine: Engine,
  file: string,
  columns: EventFileColumns,
  run: RunOptions,
): Promise<ReadRows> {
  const { person, event, time, sequence, properties = [], delimiter } = columns;
  const wanted = [person, ...(event === undefined ? [] : [event]), time, ...properties];
  const prefix = `trellis_journeys_${readings++}`;
  const [rows, people] = ["rows", "people"].map((name) => id("temp", `${prefix}_${name}`)) as [Sql, Sql];
  const source = await parseFile(engine, file, {
    wanted: [...new Set([...wanted, ...(sequence === undefined ? [] : [sequence])])],
    table: `${prefix}_raw`,
    delimiter,
    select: (of) => {
      const property = (name: string) => propertyText(of.id(name), /^(DOUBLE|FLOAT)$/.test(of.type(name)));
      return join([
        sql`${of.type(person) === "VARCHAR" ? sql`nullif(${of.id(person)}, '')` : of.id(person)} as person`,
        event === undefined ? sql`'event' as event` : sql`nullif(${of.id(event)}::varchar, '') as event`,
        sql`${of.id(time)} as time`,
        ...(sequence === undefined ? [] : [sql`try_cast(${of.id(sequence)} as double) as seq`]),
        ...properties.map((name, j) => sql`nullif(${property(name)}, '') as ${id(`p${j}`)}`),
      ]);
    },
  }, run);
  const drop = async () => {
    await source.drop();
    for (const table of [rows, people]) await engine.run(sql`drop table if exists ${table}`);
  };
  try {
    const { warnings, relation, parsed } = source;
    const clock = await clockOf(engine, relation, { file, name: time, type: source.type(time) }, run);
    if (clock.warning !== null) warnings.push(clock.warning);
    if (parsed) {
      await readable(
        file,
        run,
        () =>
          engine.run(
            sql`create or replace temporary table ${rows} as select * exclude (time), ${clock.us} as us from ${relation}`,
            run,
          ),
      );
      await source.drop();
    }
    return {
      rows: parsed ? rows : sql`(select *, ${clock.us} as us from ${relation})`,
      clock: parsed ? null : clock,
      wholePersons: /^(U?(TINY|SMALL)?INT(EGER)?|BIGINT)$/.test(source.type(person)),
      coded: !parsed,
      numbered: source.numbered,
      people,
      rejected: source.rejected,
      warnings,
      drop,
    };
  } catch (error) {
    await drop();
    throw error;
  }
}
