import { type Engine, type Sql, sql } from "../engine/mod.ts";
import type { EventLog } from "./event_log.ts";
import { readRows } from "./_read_rows.ts";
import { codedLog, timesOf } from "./_coded_log.ts";
import { rowSlices } from "./_row_slices.ts";
import { type Counts, quickCounts } from "./_quick_counts.ts";

/** Which columns of an event file mean what. */
export interface EventFileColumns {
  /** Who: text or numbers. */
  readonly person: string;
  /** What happened. Default: every row is an "event". */
  readonly event?: string;
  /**
   * When: a timestamp, a date, text (UTC where it has no offset) in ISO 8601 or as spreadsheets write it, such as
   * "10/31/2026 2:05 PM", "31.10.2026" or "31-Oct-2026", days of eight digits, or numbers since 1970 in seconds,
   * milliseconds, microseconds or nanoseconds, told apart by their size. A warning of the log says what was assumed.
   */
  readonly time: string;
  /** A number that orders events of one person at one time. Default: their order is taken as unknown. */
  readonly sequence?: string;
  /** Columns to load as event properties. Default: none. */
  readonly properties?: readonly string[];
  /** Between the columns of CSV. Default: the one that its header has most of; a space where it has none. */
  readonly delimiter?: string;
  /** The last second observed, since 1970 UTC; later events are left out. Default: the last event. */
  readonly observedUntil?: number;
  /** Stops reading. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the events of a bare file: CSV (also .gz), Parquet or NDJSON, by the file's ending. A column is found also
 * where only its capital letters differ.
 *
 * Rows without a person, an event or a readable time are left out and counted. People are numbered in order of their
 * keys. Large Parquet files are read part by part: with whole numbers for persons, that takes some 20 bytes an event
 * while loading, and 10 and up afterwards.
 *
 * @param engine An engine that may read the file's folder.
 * @param file Path of the file.
 * @throws {InputError} The file cannot be read or is empty; a column is missing; a time column is neither time, text
 * nor number, or none of its text is a time; or there are more than 65,535 event names.
 *
 * @example
 * ```ts
 * import { openDuckDb } from "../engine/mod.ts";
 * import { readEventFile } from "./read_event_file.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/log.csv`, "user,action,time\n7,visit,2026-01-01\n7,book,2026-01-03\n");
 * const engine = await openDuckDb({ folders: [folder] });
 * const log = await readEventFile(engine, `${folder}/log.csv`, { person: "user", event: "action", time: "time" });
 * await engine.close();
 * await Deno.remove(folder, { recursive: true });
 * if (log.people !== 1 || log.names.join() !== "book,visit") throw new Error();
 * ```
 */
export async function readEventFile(
  engine: Engine,
  file: string,
  columns: EventFileColumns,
): Promise<EventLog> {
  const { properties = [], observedUntil, signal } = columns;
  const run = signal ? { signal } : {};
  const tables = await readRows(engine, file, columns, run);
  try {
    const { rows, people, warnings } = tables;
    const later = observedUntil === undefined ? sql`false` : sql`us > ${observedUntil * 1e6}::double`;
    // What 53 bits do not hold, the years before 1684 and after 2255, is a placeholder such as 0001-01-01 or 9999-12-31.
    const isTime = sql`us between -9007199254740991 and 9007199254740991`;
    const isKept = sql`person is not null and event is not null and ${isTime} and not (${later})`;
    const edge = (end: Sql) => tables.wholePersons ? sql`${end}::double` : sql`null`;
    const quick = await quickCounts(engine, tables, columns, run);
    const [counts] = quick ? [quick.counts] : await engine.rows<Counts>(
      sql`select ${
        timesOf(isKept)
      }, count(*) as "all", count_if(${later} and person is not null and event is not null and ${isTime}) as later,
        count_if(${isKept}) as kept,
        ${edge(sql`min(person)`)} as lowest, ${edge(sql`max(person)`)} as highest from ${rows}`,
      run,
    );
    const kept = counts!.kept === counts!.all
      ? sql`select * from ${rows}`
      : sql`select * from ${rows} where ${isKept}`;
    const all = counts!.all + tables.rejected;
    const leftOut = all - counts!.kept - counts!.later;
    const said = (n: number) => n.toLocaleString("en-US");
    if (leftOut > 0) {
      warnings.push(
        `${said(leftOut)} of ${
          said(all)
        } rows have no person, no event or no readable time, or do not fit the header; ` +
          "they were left out.",
      );
    }
    if (counts!.later > 0) {
      warnings.push(`${said(counts!.later)} events after the last observed second were left out.`);
    }
    const source = {
      engine,
      values: kept,
      times: counts!,
      ...(quick && { names: quick.names, seconds: tables.clock?.seconds }),
      coded: tables.coded,
      properties,
      sequenced: columns.sequence !== undefined,
      ...(observedUntil !== undefined && { observedUntil }),
      leftOut,
      warnings,
      eventColumn: columns.event ?? "event",
      signal,
    };
    const slicesOf = async (rows: number) =>
      tables.numbered && counts!.all > rows ? await rowSlices(engine, file, rows, run) : [];
    const { lowest, highest } = counts!;
    if (areClose(lowest, highest, counts!.kept)) {
      const query =
        sql`select (person::bigint - ${lowest}::bigint) as pid, * exclude (person) from (${kept})`;
      const slices = await slicesOf(sliceRows);
      return await codedLog({ ...source, query, slices, people: { below: highest! - lowest! + 1 } });
    }
    const found = await engine.run(
      sql`create temporary table ${people} as select person, (row_number() over (order by person) - 1)::uinteger as pid
        from (select distinct person from (${kept}))`,
      run,
    );
    const query = sql`select p.pid, e.* exclude (person) from (${kept}) e join ${people} p using (person)`;
    const slices = await slicesOf(joinedRows);
    return await codedLog({ ...source, query, slices, people: found });
  } finally {
    await tables.drop();
  }
}

/** Rows read at a time: fewer cost more than the memory they save. */
const sliceRows = 4_000_000;
/** The same where each part looks people up in a table, for which the engine prepares it anew. */
const joinedRows = 32_000_000;

/** Whether whole numbers lie so close that their distance from the lowest can stand for them. */
function areClose(lowest: number | null, highest: number | null, events: number): boolean {
  if (lowest === null || highest === null) return false;
  return Math.abs(lowest) < 2 ** 53 && Math.abs(highest) < 2 ** 53 &&
    highest - lowest < Math.min(2 ** 31, Math.max(1e6, 4 * events));
}
