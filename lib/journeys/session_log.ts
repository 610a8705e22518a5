import type { EventLog } from "./event_log.ts";
import { windowSeconds } from "./_window.ts";

/** A log whose people are the sessions of another's. */
export interface SessionLog {
  /** The same events; a "person" of this log is a session. */
  readonly sessions: EventLog;
  /** By session: the person. */
  readonly personOf: Uint32Array;
}

/**
 * Cuts everybody's events into sessions: a new one begins after more than `idle` without an event.
 *
 * The result is a log like any other, in which each session stands for a person; so everything that counts people
 * counts sessions with it. Events, names and properties are shared with the log, not copied. People without events
 * have no session.
 *
 * @param options `idle`: a length of time as for `funnel`. Default "30min".
 * @throws {RangeError} `idle` is not longer than 0.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { sessionLog } from "./session_log.ts";
 * const log = eventLogOf([0, 1800, 3601].map((at) => ({ person: "ann", event: "visit", at })));
 * const { sessions, personOf } = sessionLog(log);
 * if (sessions.people !== 2 || personOf.join() !== "0,0" || sessions.starts.join() !== "0,2,3") throw new Error();
 * ```
 */
export function sessionLog(log: EventLog, options: { readonly idle?: string | number } = {}): SessionLog {
  const idle = windowSeconds(options.idle ?? "30min");
  const { person, at } = log;
  const count = person.length;
  const session = new Uint32Array(count);
  let sessions = 0;
  for (let i = 0; i < count; i++) {
    if (i === 0 || person[i] !== person[i - 1] || at[i]! - at[i - 1]! > idle) sessions++;
    session[i] = sessions - 1;
  }
  const starts = new Uint32Array(sessions + 1);
  const personOf = new Uint32Array(sessions);
  for (let i = count - 1; i >= 0; i--) {
    starts[session[i]!] = i;
    personOf[session[i]!] = person[i]!;
  }
  starts[sessions] = count;
  return { sessions: { ...log, people: sessions, person: session, starts }, personOf };
}
