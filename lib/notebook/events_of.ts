import { type EventLog, eventLogOf, type EventRow } from "../journeys/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { columnsOf, type Frame } from "./columns_of.ts";
import { hasBit, isStrings } from "../engine/mod.ts";

/** Which columns of a frame say what. */
export interface EventColumns {
  /** Who. */
  readonly person: string;
  /** What happened. */
  readonly event: string;
  /** When: a date or instant such as `2026-10-31T09:30:00Z` (UTC where it says no zone), or seconds since 1970 UTC. */
  readonly time: string;
}

/**
 * A danfojs frame of events, one row an event, as the log that funnels, paths, credit and retention take.
 *
 * @throws {InputError} A column is not there; a row has no person or event, or a time that cannot be read (rows count
 * from 1).
 *
 * @example
 * ```ts
 * import { eventsOf } from "./events_of.ts";
 * import { frame } from "./frame.ts";
 * const rows = await frame({
 *   rows: 2,
 *   columns: new Map([
 *     ["who", { codes: Uint32Array.of(0, 0), dictionary: ["ann"] }],
 *     ["what", { codes: Uint32Array.of(0, 1), dictionary: ["visit", "book"] }],
 *     ["when", { codes: Uint32Array.of(0, 1), dictionary: ["2026-01-01", "2026-01-02T12:00:00Z"] }],
 *   ]),
 *   nulls: new Map(),
 * });
 * const log = eventsOf(rows, { person: "who", event: "what", time: "when" });
 * if (log.people !== 1 || log.at[1]! - log.at[0]! !== 36 * 3600) throw new Error();
 * ```
 */
export function eventsOf(frame: Frame, columns: EventColumns): EventLog {
  const table = columnsOf(frame);
  const read = (name: string): readonly (string | number | null)[] => {
    const column = table.columns.get(name);
    if (column === undefined) {
      throw new InputError(
        `Cannot read events: column "${name}" is missing (found: ${[...table.columns.keys()].join(", ")})`,
      );
    }
    const nulls = table.nulls.get(name);
    return Array.from({ length: table.rows }, (_, i) => {
      if (hasBit(nulls, i)) return null;
      return isStrings(column) ? column.dictionary[column.codes[i]!]! : Number(column[i]);
    });
  };
  const [people, events, times] = [read(columns.person), read(columns.event), read(columns.time)];
  return eventLogOf(people.map((person, i): EventRow => {
    const event = events[i] ?? null;
    if (person === null || event === null) {
      throw new InputError(
        `Cannot read events: row ${i + 1} has no ${person === null ? columns.person : columns.event}`,
      );
    }
    const at = secondsOf(times[i] ?? null);
    if (at === null) {
      throw new InputError(
        `Cannot read events: row ${i + 1} of ${columns.time} is not a time; write it as 2026-10-31T09:30:00Z`,
      );
    }
    return { person, event: String(event), at };
  }));
}

function secondsOf(time: string | number | null): number | null {
  if (time === null || typeof time === "number") return time;
  const text = time.trim().replace(" ", "T");
  const zoned = /T.*([zZ]|[+-]\d{2}:?\d{2})$/.test(text)
    ? text
    : text.includes("T")
    ? `${text}Z`
    : `${text}T00:00:00Z`;
  try {
    return Temporal.Instant.from(zoned).epochMilliseconds / 1000;
  } catch {
    return null;
  }
}
