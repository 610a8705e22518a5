import { id, isStrings, join, list, sql } from "../../engine/mod.ts";
import type { Workspace } from "../../workspace/mod.ts";
import type { RawEvent } from "./scrub_event.ts";

/** Events of people who may be told about. */
export interface RawEvents {
  /** Those of the names asked for, by time. */
  readonly events: readonly (Omit<RawEvent, "person"> & { readonly pid: number })[];
  /** How many others these people have. */
  readonly others: number;
}

/** Reads the named events of some people (1 by pid) with all their properties, JSON in text taken apart. */
export async function loadRawEvents(
  workspace: Workspace,
  may: Uint8Array,
  names: readonly string[],
  options: { readonly signal?: AbortSignal },
): Promise<RawEvents> {
  const table = workspace.tables.get("events");
  if (!table || names.length === 0) return { events: [], others: 0 };
  const own = table.fields.map(({ name }) => name).filter((name) =>
    !["person", "at", "event"].includes(name)
  );
  const text = (name: string) => sql`coalesce(${id(name)}::varchar, '')`;
  const data = await workspace.engine.columns(
    sql`select pid, epoch_us(${id("at")})::double / 1e6 as seconds, ${
      join(["event", ...own].map((name) => sql`${text(name)} as ${id(`v_${name}`)}`))
    } from events where event in (${list(names)}) order by ${id("at")}, seq`,
    options,
  );
  const [counted] = await workspace.engine.columns(
    sql`select pid, count(*)::double as n from events where event not in (${list(names)}) group by pid`,
    options,
  ).then(({ columns }) => [columns]);
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
  const others = counted!.get("pid") as Uint32Array;
  const n = counted!.get("n") as Float64Array;
  let other = 0;
  others.forEach((pid, i) => other += may[pid] === 1 ? n[i]! : 0);
  return { events, others: other };
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
