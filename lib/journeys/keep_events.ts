import { pickEvents } from "./_split_log.ts";
import { compileSteps, conditionedMask } from "./_steps.ts";
import type { EventLog } from "./event_log.ts";
import type { StepDefinition } from "./result.ts";
import { windowSeconds } from "./_window.ts";

/** Some events: by name, and by conditions on properties. */
export type EventChoice = Pick<StepDefinition, "events" | "where">;

/**
 * A log of the events chosen, or of all others. People stay who they are, also those left without an event.
 *
 * @param choice An event is chosen when it has one of the names and every property has one of its values.
 * @param options `drop`: keep the others instead. Default false.
 * @throws {InputError} A property was not loaded, or no event is named.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { keepEvents } from "./keep_events.ts";
 * const log = eventLogOf(["visit", "call", "book"].map((event, at) => ({ person: 1, event, at })));
 * const kept = keepEvents(log, { events: ["call"] }, { drop: true });
 * if ([...kept.at].join() !== "0,2" || kept.people !== 1) throw new Error();
 * ```
 */
export function keepEvents(
  log: EventLog,
  choice: EventChoice,
  options: { readonly drop?: boolean } = {},
): EventLog {
  const chosen = chooser(log, choice);
  const wanted = options.drop !== true;
  return pickWhere(log, (i) => chosen(i) === wanted);
}

/** The part of everybody's events around one of them. */
export interface AroundOptions {
  /** So long before the anchor, inclusive. Default: everything before it. */
  readonly before?: string | number;
  /** So long after it, inclusive. Default: everything after it. */
  readonly after?: string | number;
  /** Which of a person's anchor events. Default "first". */
  readonly which?: "first" | "last";
  /** Keep what lies outside instead, and people without the anchor whole. Default false. */
  readonly drop?: boolean;
}

/**
 * A log of the events around an anchor of each person, such as the eight weeks before the first booking. People
 * without the anchor are left without events. Without `before` and `after` everything of people with the anchor stays.
 *
 * @throws {InputError} As `keepEvents`.
 * @throws {RangeError} A length of time is not longer than 0.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { eventsAround } from "./keep_events.ts";
 * const log = eventLogOf([0, 50, 90, 100].map((at) => ({ person: 1, event: at === 100 ? "book" : "visit", at })));
 * const kept = eventsAround(log, { events: ["book"] }, { before: "30s" });
 * if ([...kept.at].join() !== "90,100") throw new Error();
 * ```
 */
export function eventsAround(log: EventLog, anchor: EventChoice, options: AroundOptions = {}): EventLog {
  const { which = "first", drop = false } = options;
  const before = options.before === undefined ? Infinity : windowSeconds(options.before);
  const after = options.after === undefined ? Infinity : windowSeconds(options.after);
  const chosen = chooser(log, anchor);
  const { people, starts, person, at } = log;
  const centre = new Float64Array(people).fill(NaN);
  for (let pid = 0; pid < people; pid++) {
    for (let i = starts[pid]!; i < starts[pid + 1]!; i++) {
      if (!chosen(i)) continue;
      centre[pid] = at[i]!;
      if (which === "first") break;
    }
  }
  return pickWhere(log, (i) => {
    const distance = at[i]! - centre[person[i]!]!;
    return (distance >= -before && distance <= after) !== drop;
  });
}

function chooser(log: EventLog, choice: EventChoice): (i: number) => boolean {
  const compiled = compileSteps(log, [{ name: "Chosen events", ...choice }]);
  const { maskOf, conditional } = compiled;
  return conditional === 0
    ? (i) => maskOf[log.event[i]!] === 1
    : (i) => maskOf[log.event[i]!] === 1 && conditionedMask(compiled, i, 1) === 1;
}

function pickWhere(log: EventLog, wanted: (i: number) => boolean): EventLog {
  const { people, person } = log;
  const order = new Uint32Array(person.length);
  const starts = new Uint32Array(people + 1);
  let count = 0;
  for (let i = 0; i < person.length; i++) {
    if (!wanted(i)) continue;
    order[count++] = i;
    starts[person[i]! + 1]!++;
  }
  for (let p = 0; p < people; p++) starts[p + 1]! += starts[p]!;
  return pickEvents(log, order.subarray(0, count), starts);
}
