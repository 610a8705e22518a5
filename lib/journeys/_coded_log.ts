import { type Column, type Engine, id, join, literal, numbers, type Sql, sql, texts } from "../engine/mod.ts";
import { mostEvents, tooManyNames } from "./_codes.ts";
import type { Codes, EventLog } from "./event_log.ts";
import { finishLog } from "./_finish_log.ts";

/** When events are, in microseconds since 1970. */
export interface EventTimes {
  /** Of the first and the last event; null when there is none. */
  readonly first: number | null;
  readonly last: number | null;
  /** Events that are not at a whole second. */
  readonly parts: number;
}

/** What to ask of a relation for {@linkcode EventTimes}. */
export function timesOf(condition: Sql): Sql {
  return sql`min(us) filter (${condition}) as first, max(us) filter (${condition}) as last,
    count_if(us % 1000000 <> 0 and ${condition}) as parts`;
}

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
  /** Whether text stands as codes in the source: then a value is looked up once for each code, not for each row. */
  readonly coded?: boolean;
  readonly properties: readonly string[];
  readonly sequenced: boolean;
  /** When the events are, where that is known. Default: looked up. */
  readonly times?: EventTimes;
  /** How many; or what `pid` stays below, where numbers without an event are nobody. */
  readonly people: number | { readonly below: number };
  /** Default: the last event. */
  readonly observedUntil?: number;
  readonly leftOut: number;
  readonly warnings: readonly string[];
  /** What the source calls the event column, for messages. */
  readonly eventColumn: string;
  readonly signal?: AbortSignal | undefined;
}

let types = 0;
/** With more values than this, looking one up in a list takes longer than in a type. */
const mostListed = 256;
/** With more values than this, looking them up again is quicker than writing them into a statement. */
const mostWritten = 10_000;

/**
 * Reads events from the engine into a log: text as codes, times as whole seconds where they are.
 *
 * @throws {InputError} There are more different event names than fit.
 */
export async function codedLog(source: EventSource): Promise<EventLog> {
  const { engine, query, values = query, properties, sequenced, leftOut, warnings } = source;
  const run = source.signal ? { signal: source.signal } : {};
  const columns = ["event", ...properties.map((_, j) => `p${j}`)];
  const made: string[] = [];
  try {
    await refuseIds(source, values);
    const dictionaries: string[][] = [];
    const coded: Sql[] = [];
    for (const column of columns) {
      const found = sql`select distinct ${id(column)} as value from (${values}) where ${
        id(column)
      } is not null order by 1`;
      const dictionary = texts(await engine.columns(found, run), "value") as string[];
      if (column === "event" && dictionary.length > mostEvents) {
        throw tooManyNames(dictionary.length, source.eventColumn);
      }
      const size = dictionary.length;
      const wide = column !== "event" && size < 256
        ? sql`utinyint`
        : size < 65_536
        ? sql`usmallint`
        : sql`uinteger`;
      let code: Sql;
      if (source.coded && size <= mostListed) {
        code = sql`list_position([${join(dictionary.map(literal))}]::varchar[], ${id(column)}) - 1`;
      } else {
        const type = `trellis_journeys_${types++}`;
        const members = size <= mostWritten && size > 0 ? join(dictionary.map(literal)) : found;
        await engine.run(sql`create temporary type ${id(type)} as enum (${members})`, run);
        made.push(type);
        code = sql`enum_code(${id(column)}::${id(type)})`;
      }
      dictionaries.push(dictionary);
      coded.push(sql`coalesce(${code}, ${size})::${wide} as ${id(column)}`);
    }
    const { first, last, parts } = source.times ??
      (await engine.rows<EventTimes>(sql`select ${timesOf(sql`true`)} from (${values})`, run))[0]!;
    const whole = parts === 0 && (first ?? 0) >= -(2 ** 31) * 1e6 && (last ?? 0) < 2 ** 31 * 1e6;
    const at = whole ? sql`(us // 1000000)::integer` : sql`us / 1000000.0::double`;
    const seq = sequenced ? sql`, seq` : sql``;
    const data = await engine.columns(
      sql`select pid, ${at} as "at", ${join(coded)}${seq} from (${query})`,
      run,
    );
    const codes = (column: string) => codesOf(data.columns.get(column)!);
    const person = data.columns.get("pid") as Uint32Array;
    return finishLog(
      {
        people: typeof source.people === "number" ? source.people : closeGaps(person, source.people.below),
        person,
        at: data.columns.get("at") as Int32Array | Float64Array,
        event: codes("event") as Uint16Array,
        properties: properties.map((_, j) => codes(`p${j}`)),
        sequence: sequenced ? numbers(data, "seq") : null,
      },
      new Map(properties.map((name, j) => [name, dictionaries[j + 1]!])),
      {
        names: dictionaries[0]!,
        observedUntil: source.observedUntil ?? (last ?? 0) / 1e6,
        leftOut,
        warnings,
      },
    );
  } finally {
    for (const type of made) await engine.run(sql`drop type ${id(type)}`);
  }
}

/** Refuses a column of ids as event names before anything of its size is made. */
async function refuseIds({ engine, eventColumn, signal }: EventSource, values: Sql): Promise<void> {
  const run = signal ? { signal } : {};
  const [sample] = await engine.rows<{ names: number; rows: number }>(
    sql`select approx_count_distinct(event) as names, count(*) as rows from (select event from (${values}) where event is not null limit 1000000)`,
    run,
  );
  if (sample!.names * 20 < sample!.rows) return;
  const [found] = await engine.rows<{ names: number }>(
    sql`select approx_count_distinct(event) as names from (${values})`,
    run,
  );
  // The estimate is off by a few per cent.
  if (found!.names > mostEvents * 2) throw tooManyNames(found!.names, eventColumn);
}

/** Numbers people without gaps, in the same order, in place; returns how many there are. */
function closeGaps(person: Uint32Array, below: number): number {
  const numberOf = new Uint32Array(below);
  for (let i = 0; i < person.length; i++) numberOf[person[i]!] = 1;
  let people = 0;
  for (let p = 0; p < below; p++) if (numberOf[p] === 1) numberOf[p] = people++;
  if (people < below) { for (let i = 0; i < person.length; i++) person[i] = numberOf[person[i]!]!; }
  return people;
}

function codesOf(column: Column): Codes {
  if (column instanceof Uint8Array || column instanceof Uint16Array || column instanceof Uint32Array) {
    return column;
  }
  throw new TypeError("Cannot read codes: they are not unsigned integers");
}
