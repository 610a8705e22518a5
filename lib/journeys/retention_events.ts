import { eventMarks } from "./_event_marks.ts";
import type { EventLog } from "./event_log.ts";
import type { RetentionEvents } from "./retention.ts";

/** Which events of a log start, and which count as coming back. */
export interface RetentionEventsOptions {
  /** Names of the events that start. Default: all. */
  readonly start?: readonly string[];
  /** Names of the events that count as coming back, such as "appointment:no_show" for missed ones. Default: all. */
  readonly back?: readonly string[];
}

/** Events of a log as `retention` takes them, and until when everything was seen. */
export interface LogRetention {
  /** One entry an event of the log. */
  readonly events: RetentionEvents;
  /** As the log's; to the end of its last day when every time is the start of a day, for then times are dates. */
  readonly observedUntil: number;
}

const day = 86_400;

/**
 * Reads starts and returns out of a log.
 *
 * @throws {InputError} No event has a name that was given (unless the log has no event at all).
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { retention } from "./retention.ts";
 * import { retentionEvents } from "./retention_events.ts";
 * const day = 86_400;
 * const log = eventLogOf([0, 1, 1].map((at, person) => ({ person: person % 2, event: "visit", at: at * day })));
 * const { events, observedUntil } = retentionEvents(log);
 * const { cohorts } = retention(events, { period: "day", periods: 1, observedUntil });
 * if (JSON.stringify(cohorts.map((one) => one.returned)) !== "[[1,1],[1,null]]") throw new Error();
 * ```
 */
export function retentionEvents(log: EventLog, options: RetentionEventsOptions = {}): LogRetention {
  const starts = eventMarks(log, options.start ?? log.names);
  const backs = eventMarks(log, options.back ?? log.names);
  const { person, at, event, observedUntil } = log;
  let inDays = at.length > 0;
  for (let i = 0; i < at.length && inDays; i++) inDays = at[i]! % day === 0;
  const role = new Uint8Array(event.length);
  for (let i = 0; i < role.length; i++) role[i] = starts[event[i]!]! | backs[event[i]!]! << 1;
  return {
    events: { person, at, role },
    observedUntil: inDays && observedUntil % day === 0 ? observedUntil + day - 1 : observedUntil,
  };
}
