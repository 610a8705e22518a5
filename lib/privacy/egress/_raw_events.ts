import { id, isStrings, join, list, sql } from "../../engine/mod.ts";
import type { Workspace } from "../../workspace/mod.ts";
import type { RawEvent } from "./scrub_event.ts";

/** Events of people who may be told about. */
export interface RawEvents {
  /** Those of the names asked for, by time. */
  readonly events: readonly (Omit<RawEvent, "person"> & { readonly pid: number })[];
  /** How many of the names asked for are too old. */
  readonly older: number;
  /** How many events of other names these people have. */
  readonly others: number;
}

/**
 * Reads the named events of some people (1 by pid) later than a moment, with all their properties, JSON in text taken
 * apart. The others are only counted.
 */
export async function loadRawEvents(
  workspace: Workspace,
  may: Uint8Array,
  names: readonly string[],
  after: number,
  options: { readonly signal?: AbortSignal },
): Promise<RawEvents> {
  const table = workspace.tables.get("events");
  if (!table || names.length === 0) return { events: [], older: 0, others: 0 };
  const own = table.fields.map(({ name }) => name).filter((name) =>
    !["person", "at", "event"].includes(name)
  );
  const text = (name: string) => sql`coalesce(${id(name)}::varchar, '')`;
  const moment = sql`make_timestamp(${BigInt(Math.round(after * 1e6))}::bigint)`;
  const isNamed = sql`event in (${list(names)})`;
  const data = await workspace.engine.columns(
    sql`select pid, epoch_us(${id("at")})::double / 1e6 as seconds, ${
      join(["event", ...own].map((name) => sql`${text(name)} as ${id(`v_${name}`)}`))
    } from events where ${isNamed} and ${id("at")} > ${moment} order by ${id("at")}, pid`,
    options,
  );
  const counted = await workspace.engine.columns(
    sql`select pid, count_if(${isNamed} and ${id("at")} <= ${moment})::double as older,
      count_if(not ${isNamed})::double as others from events group by pid`,
    options,
  );
  const word = (name: string, row: number) => {
    const column = data.columns.get(`v_${name}`)!;
    return isStrings(column) ? column.dictionary[column.codes[row]!]! : "";
  };
  const pids = data.columns.get("pid") as Uint32Array;
  const seconds = data.columns.get("seconds") as Float64Array;
  const events: RawEvents["events"][number][] = [];
  for (let row = 0; row < data.rows; row++) {
    if (may[pids[row]!] !== 1) continue;
    const properties = Object.fromEntries(own.map((name) => [name, parsed(word(name, row))]));
    events.push({
      pid: pids[row]!,
      event: word("event", row),
      at: seconds[row]!,
      channel: own.includes("channel") ? word("channel", row) : null,
      properties,
    });
  }
  const owners = counted.columns.get("pid") as Uint32Array;
  const total = (name: string) =>
    (counted.columns.get(name) as Float64Array).reduce(
      (sum, n, i) => sum + (may[owners[i]!] === 1 ? n : 0),
      0,
    );
  return { events, older: total("older"), others: total("others") };
}

/** A cell as what it says: JSON objects and lists are nested properties, and nothing is no property. */
function parsed(cell: string): unknown {
  if (cell === "") return null;
  if (!/^\s*[[{]/.test(cell)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
