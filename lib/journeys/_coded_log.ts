import { type Column, type Engine, id, join, literal, numbers, type Sql, sql, texts } from "../engine/mod.ts";
import { EventKeySorter } from "../kernels/mod.ts";
import { mostEvents, tooManyNames } from "./_codes.ts";
import type { Codes, EventLog } from "./event_log.ts";
import { finishLog, logOf, type LogRest } from "./_finish_log.ts";

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
   * A query with `pid` (a whole number from 0), `us` (microseconds since 1970, BIGINT), `event` (VARCHAR), `p0`, `p1`… (VARCHAR,
   * null when missing) for each property, and `seq` (DOUBLE) when sequenced. No nulls in the first three.
   */
  readonly query: Sql;
  /** A query with the same rows that may lack `pid`, where that is quicker. Default: `query`. */
  readonly values?: Sql;
  /** Conditions on its columns, one of which is true of each row: it is read in such parts. Default: all at once. */
  readonly slices?: readonly Sql[];
  /** Whether text stands as codes in the source: then a value is looked up once for each code, not for each row. */
  readonly coded?: boolean;
  readonly properties: readonly string[];
  readonly sequenced: boolean;
  /** When the events are, where that is known. Default: looked up. */
  readonly times?: EventTimes;
  /** Whole seconds since 1970 in terms of the query, where all are whole. Default: worked out from `us`. */
  readonly seconds?: Sql | undefined;
  /** The different names of events, in order. Default: looked up. */
  readonly names?: readonly string[];
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
  const { engine, values = source.query, properties, leftOut, warnings } = source;
  const run = source.signal ? { signal: source.signal } : {};
  const made: string[] = [];
  try {
    if (source.names === undefined) await refuseIds(source, sql`(${values})`);
    const fields: CodedField[] = [];
    for (const column of ["event", ...properties.map((_, j) => `p${j}`)]) {
      const isName = column === "event";
      const found = sql`select distinct ${id(column)} as value from (${values}) where ${
        id(column)
      } is not null order by 1`;
      const dictionary = (isName ? source.names : undefined) ??
        texts(await engine.columns(found, run), "value") as string[];
      const size = dictionary.length;
      if (isName && size > mostEvents) throw tooManyNames(size, source.eventColumn);
      const isListed = source.coded && size <= mostListed;
      let code: Sql;
      if (isListed) {
        code = sql`list_position([${join(dictionary.map(literal))}]::varchar[], ${id(column)})`;
      } else {
        const type = `trellis_journeys_${types++}`;
        const members = size <= mostWritten && size > 0 ? join(dictionary.map(literal)) : found;
        await engine.run(sql`create temporary type ${id(type)} as enum (${members})`, run);
        made.push(type);
        code = sql`enum_code(${id(column)}::${id(type)})`;
      }
      fields.push({
        column,
        dictionary,
        code: isName ? code : sql`coalesce(${code}, ${isListed ? size + 1 : size})`,
        first: isListed ? 1 : 0,
        // Names are never missing; a property's code for missing is the one after the last.
        bits: 32 - Math.clz32(Math.max(0, (isListed ? 1 : 0) + (isName ? size - 1 : size))),
        bytes: isName ? 2 : size < 256 ? 1 : size < 65_536 ? 2 : 4,
      });
    }
    const times = source.times ??
      (await engine.rows<EventTimes>(sql`select ${timesOf(sql`true`)} from (${values})`, run))[0]!;
    const rest = {
      names: fields[0]!.dictionary,
      observedUntil: source.observedUntil ?? (times.last ?? 0) / 1e6,
      leftOut,
      warnings,
    };
    return await keyedLog(source, fields, times, rest) ?? await columnLog(source, fields, times, rest);
  } finally {
    for (const type of made) await engine.run(sql`drop type ${id(type)}`);
  }
}

/** A column of text, as codes. */
interface CodedField {
  readonly column: string;
  readonly dictionary: readonly string[];
  /** Whole numbers from `first` on. */
  readonly code: Sql;
  readonly first: number;
  /** Bits and bytes that hold every code. */
  readonly bits: number;
  readonly bytes: 1 | 2 | 4;
}

/** Whether all events are at whole seconds that 32 bits hold. */
function areWhole({ first, last, parts }: EventTimes): boolean {
  return parts === 0 && (first ?? 0) >= -(2 ** 31) * 1e6 && (last ?? 0) < 2 ** 31 * 1e6;
}

/**
 * Reads each event as one whole number, which the engine puts together. Null where that cannot be: for times with
 * parts of seconds, a sequence, or numbers that need more than 63 bits.
 */
async function keyedLog(
  source: EventSource,
  fields: readonly CodedField[],
  times: EventTimes,
  rest: LogRest,
): Promise<EventLog | null> {
  const { first, last } = times;
  if (source.sequenced || first === null || last === null || !areWhole(times)) return null;
  const [name, ...properties] = fields as [CodedField, ...CodedField[]];
  const people = typeof source.people === "number" ? source.people : null;
  const bitsOf = (values: number) => 32 - Math.clz32(Math.max(0, values - 1));
  const layout = {
    person: bitsOf(people ?? (source.people as { below: number }).below),
    time: bitsOf((last - first) / 1e6 + 1),
    leastTime: first / 1e6,
    name,
    properties,
  };
  const seconds = sql`((${source.seconds ?? sql`us // 1000000`}) - ${layout.leastTime}::bigint)`;
  let below = fields.reduce((sum, { bits }) => sum + bits, 0);
  const factor = (bits: number) => sql`${2n ** BigInt(bits)}::bigint`;
  // What the engine knows the range of, it multiplies and adds without a check; codes it knows nothing of.
  const parts = [sql`(pid::bigint * ${factor(below + layout.time)} + ${seconds} * ${factor(below)})`];
  for (const { code, bits } of fields) {
    below -= bits;
    parts.push(below === 0 ? sql`${code}::bigint` : sql`(${code}::bigint << ${below})`);
  }
  const key = join(parts, sql` | `);
  const run = source.signal ? { signal: source.signal } : {};
  const sorter = EventKeySorter.of(layout, people);
  if (sorter === null) return null;
  for (const slice of source.slices?.length ? source.slices : [sql`true`]) {
    const data = await source.engine.columns(
      sql`select (${key})::bigint as "key" from (${source.query}) where ${slice}`,
      run,
    );
    sorter.take(data.columns.get("key") as BigInt64Array);
  }
  const events = sorter.finish();
  return events && logOf(events, false, dictionariesOf(source, fields), rest);
}

/** Reads events column by column. */
async function columnLog(
  source: EventSource,
  fields: readonly CodedField[],
  times: EventTimes,
  rest: LogRest,
): Promise<EventLog> {
  const { engine, query, properties, sequenced } = source;
  const at = areWhole(times) ? sql`(us // 1000000)::integer` : sql`us / 1000000.0::double`;
  const types = { 1: sql`utinyint`, 2: sql`usmallint`, 4: sql`uinteger` };
  const coded = fields.map(({ column, code, first, bytes }) =>
    sql`(${code} - ${first})::${types[bytes]} as ${id(column)}`
  );
  const data = await engine.columns(
    sql`select pid::uinteger as pid, ${at} as "at", ${join(coded)}${
      sequenced ? sql`, seq` : sql``
    } from (${query})`,
    source.signal ? { signal: source.signal } : {},
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
    dictionariesOf(source, fields),
    rest,
  );
}

function dictionariesOf(
  { properties }: EventSource,
  [, ...fields]: readonly CodedField[],
): Map<string, readonly string[]> {
  return new Map(properties.map((name, j) => [name, fields[j]!.dictionary]));
}

/** Refuses a column of ids as event names before anything of its size is made. */
export async function refuseIds(
  { engine, eventColumn, signal }: Pick<EventSource, "engine" | "eventColumn" | "signal">,
  values: Sql,
): Promise<void> {
  const run = signal ? { signal } : {};
  const [sample] = await engine.rows<{ names: number; rows: number }>(
    sql`select approx_count_distinct(event) as names, count(*) as rows from (select event from ${values} where event is not null limit 1000000)`,
    run,
  );
  if (sample!.names * 20 < sample!.rows) return;
  const [found] = await engine.rows<{ names: number }>(
    sql`select approx_count_distinct(event) as names from ${values}`,
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
