import { InputError, nearest } from "../workspace/mod.ts";
import type { EventLog } from "./event_log.ts";

/**
 * By event code: 1 for the events named.
 *
 * @throws {InputError} No event has one of the names, in a log that has events.
 */
export function eventMarks(log: EventLog, names: readonly string[]): Uint8Array {
  const unknown = log.event.length === 0 ? undefined : names.find((name) => !log.names.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, log.names);
    throw new InputError(
      `Cannot find event "${unknown}": no event is called so${near ? `; did you mean "${near}"?` : "."}`,
    );
  }
  const wanted = new Set(names);
  return Uint8Array.from(log.names, (name) => wanted.has(name) ? 1 : 0);
}
