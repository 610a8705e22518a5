import { type Column, type Engine, id, join, numbers, type Sql, sql, texts } from "../engine/mod.ts";
import { mostEvents, tooManyNames } from "./_codes.ts";
import type { Codes, EventLog } from "./event_log.ts";
import { finishLog } from "./_finish_log.ts";

/** Events in the engine, in any order. */
export interface EventSource {
  readonly engine: Engine;
  /**
   * A query with `pid` (UINTEGER), `us` (microseconds since 1970, BIGINT), `event` (VARCHAR), `p0`, `p1`… (VARCHAR,
   * null when missing) for each property, and `seq` (DOUBLE) when sequenced. No nulls in the first three.
   */
  readonly query: Sql;
  /** A query with the same rows that may lack `pid`, where that is quicker. Default: `query`. */
  readonly values?: Sql;
  readonly properties: readonly string[];
  readonly sequenced: boolean;
  readonly people: number;
  /** Default: the last event. */
  readonly observedUntil?: number;
  readonly leftOut: number;
  readonly warnings: readonly string[];
  /** What the source calls the event column, for messages. */
  readonly eventColumn: string;
  readonly signal?: AbortSignal | undefined;
}

let types = 0;

/**
 * Reads events from the engine into a log: text as codes, times as whole seconds where they are.
 *
 * @throws {InputError} There are more different event names than fit.
 */
export async function codedLog(source: EventSource): Promise<EventLog> {
  const { engine, query, values = query, properties, sequenced, people, leftOut, warnings } = source;
  const run = source.signal ? { signal: source.signal } : {};
  const columns = ["event", ...properties.map((_, j) => `p${j}`)];
  const typeOf = columns.map(() => `trellis_journeys_${types++}`);
  const made: string[] = [];
  try {
    const [facts] = await engine.rows<Facts>(
      sql`select count(*) as rows, approx_count_distinct(event) as names, coalesce(min(us), 0) as first,
        coalesce(max(us), 0) as last, count_if(us % 1000000 <> 0) as parts from (${values})`,
      run,
    );
    const { rows, names, first, last, parts } = facts!;
    // The estimate is off by a few per cent; it only keeps a column of ids from being made into a type.
    if (names > mostEvents * 2) throw tooManyNames(names, source.eventColumn);
    const dictionaries: string[][] = [];
    for (const [j, column] of columns.entries()) {
      const found = sql`select distinct ${id(column)} from (${values}) where ${
        id(column)
      } is not null order by 1`;
      await engine.run(sql`create temporary type ${id(typeOf[j]!)} as enum (${found})`, run);
      made.push(typeOf[j]!);
      const range = sql`select unnest(enum_range(null::${id(typeOf[j]!)}))::varchar as value`;
      dictionaries.push(texts(await engine.columns(range, run), "value") as string[]);
    }
    if (dictionaries[0]!.length > mostEvents) throw tooManyNames(dictionaries[0]!.length, source.eventColumn);
    const whole = parts === 0 && first >= -(2 ** 31) * 1e6 && last < 2 ** 31 * 1e6;
    const at = whole ? sql`(us // 1000000)::integer` : sql`us / 1000000.0::double`;
    const coded = columns.map((column, j) => {
      const size = dictionaries[j]!.length;
      const wide = j > 0 && size < 256 ? sql`utinyint` : size < 65_536 ? sql`usmallint` : sql`uinteger`;
      return sql`coalesce(enum_code(${id(column)}::${id(typeOf[j]!)}), ${size})::${wide} as ${id(column)}`;
    });
    const seq = sequenced ? sql`, seq` : sql``;
    const data = await engine.columns(
      sql`select pid, ${at} as "at", ${join(coded)}${seq} from (${query})`,
      run,
    );
    const codes = (column: string) => codesOf(data.columns.get(column)!);
    return finishLog(
      {
        people,
        person: data.columns.get("pid") as Uint32Array,
        at: data.columns.get("at") as Int32Array | Float64Array,
        event: codes("event") as Uint16Array,
        properties: properties.map((_, j) => codes(`p${j}`)),
        sequence: sequenced ? numbers(data, "seq") : null,
      },
      new Map(properties.map((name, j) => [name, dictionaries[j + 1]!])),
      {
        names: dictionaries[0]!,
        observedUntil: source.observedUntil ?? (rows === 0 ? 0 : last / 1e6),
        leftOut,
        warnings,
      },
    );
  } finally {
    for (const type of made) await engine.run(sql`drop type ${id(type)}`);
  }
}

interface Facts {
  readonly rows: number;
  readonly names: number;
  /** Microseconds of the first and last event. */
  readonly first: number;
  readonly last: number;
  /** Events that are not at a whole second. */
  readonly parts: number;
}

function codesOf(column: Column): Codes {
  if (column instanceof Uint8Array || column instanceof Uint16Array || column instanceof Uint32Array) {
    return column;
  }
  throw new TypeError("Cannot read codes: they are not unsigned integers");
}
