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
  let starts = new Uint32Array(Math.min(count + 1, 1 + 2 * log.people));
  let personOf = new Uint32Array(starts.length);
  let sessions = 0;
  let who = -1;
  let since = 0;
  for (let i = 0; i < count; i++) {
    const now = at[i]!;
    if (person[i] !== who || now - since > idle) {
      who = person[i]!;
      if (sessions + 1 >= starts.length) {
        starts = longer(starts, count + 1);
        personOf = longer(personOf, count + 1);
      }
      personOf[sessions] = who;
      starts[sessions++] = i;
    }
    since = now;
    session[i] = sessions - 1;
  }
  starts[sessions] = count;
  return {
    sessions: { ...log, people: sessions, person: session, starts: starts.slice(0, sessions + 1) },
    personOf: personOf.slice(0, sessions),
  };
}

/** The same with room for twice as many, and no more than `most`. */
function longer(values: Uint32Array, most: number): Uint32Array<ArrayBuffer> {
  const room = new Uint32Array(Math.min(2 * values.length, most));
  room.set(values);
  return room;
}
