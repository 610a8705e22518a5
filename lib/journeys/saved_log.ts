import {
  type Column,
  type Columns,
  type Engine,
  id,
  literal,
  numbers,
  type RunOptions,
  sql,
} from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import type { Codes, EventLog, EventProperty } from "./event_log.ts";

/** Written into the file, so that a file of another making is told apart. */
const format = "trellis-event-log-1";

interface Facts extends Omit<EventLog, "person" | "starts" | "at" | "event" | "properties"> {
  readonly format: string;
  readonly whole: boolean;
  readonly properties: readonly (readonly [name: string, dictionary: readonly string[]])[];
}

let tables = 0;

/**
 * Writes a log as a sorted Parquet file, with all that is known of it: {@linkcode openSavedLog} reads it back several
 * times as fast as the source can be read and sorted. The file holds every event of every person: it is as much
 * worth protecting as its source.
 *
 * @param engine An engine that may write the file's folder.
 *
 * @example
 * ```ts
 * import { openDuckDb } from "../engine/mod.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * import { openSavedLog, saveLog } from "./saved_log.ts";
 * const folder = await Deno.makeTempDir();
 * const engine = await openDuckDb({ folders: [folder] });
 * await saveLog(engine, eventLogOf([{ person: 1, event: "visit", at: 9 }]), `${folder}/log.parquet`);
 * const log = await openSavedLog(engine, `${folder}/log.parquet`);
 * await engine.close();
 * await Deno.remove(folder, { recursive: true });
 * if (log.at[0] !== 9 || log.names[0] !== "visit") throw new Error();
 * ```
 */
export async function saveLog(
  engine: Engine,
  log: EventLog,
  file: string,
  run: RunOptions = {},
): Promise<void> {
  const { person, starts: _, at, event, properties, ...rest } = log;
  const facts: Facts = {
    ...rest,
    format,
    whole: at instanceof Int32Array,
    properties: [...properties].map(([name, { dictionary }]) => [name, dictionary] as const),
  };
  const table = `trellis_journeys_saved_${tables++}`;
  const columns: Columns = {
    rows: person.length,
    columns: new Map<string, Column>([
      ["person", person],
      ["at", at],
      ["event", event],
      ...[...properties.values()].map(({ codes }, j) => [`p${j}`, codes] as const),
    ]),
    nulls: new Map(),
  };
  await engine.write(table, columns);
  try {
    await engine.run(
      sql`copy ${id(table)} to ${literal(file)} (format parquet, compression zstd, kv_metadata {trellis: ${
        literal(JSON.stringify(facts))
      }})`,
      run,
    );
  } finally {
    await engine.run(sql`drop table ${id(table)}`);
  }
}

/**
 * Reads a log that {@linkcode saveLog} wrote.
 *
 * @throws {InputError} The file is not there, or not of that making.
 */
export async function openSavedLog(engine: Engine, file: string, run: RunOptions = {}): Promise<EventLog> {
  const facts = await factsOf(engine, file, run);
  const data = await engine.columns(sql`select * from read_parquet(${file})`, run);
  const person = data.columns.get("person") as Uint32Array;
  const starts = new Uint32Array(facts.people + 1);
  for (let i = 0; i < person.length; i++) starts[person[i]! + 1]!++;
  for (let p = 0; p < facts.people; p++) starts[p + 1]! += starts[p]!;
  const properties = facts.properties.map(([name, dictionary], j): [string, EventProperty] => [
    name,
    { codes: data.columns.get(`p${j}`) as Codes, dictionary },
  ]);
  const { format: _format, whole, ...rest } = facts;
  return {
    ...rest,
    person,
    starts,
    at: whole ? data.columns.get("at") as Int32Array : numbers(data, "at"),
    event: data.columns.get("event") as Uint16Array,
    properties: new Map(properties),
  };
}

async function factsOf(engine: Engine, file: string, run: RunOptions): Promise<Facts> {
  const rows = await engine.rows<{ value: string }>(
    sql`select decode(value) as value from parquet_kv_metadata(${file}) where decode(key) = 'trellis'`,
    run,
  ).catch((error: unknown) => {
    if (run.signal?.aborted) throw error;
    throw new InputError(`Cannot open "${file}": there is no such file, or it is not Parquet.`, {
      cause: error,
    });
  });
  const facts = rows[0] === undefined ? null : JSON.parse(rows[0].value) as Facts;
  if (facts?.format !== format) {
    throw new InputError(`Cannot open "${file}": it is not a log that this version of Trellis saved.`);
  }
  return facts;
}
