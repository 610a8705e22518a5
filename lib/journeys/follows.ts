import { byCodePoint } from "./_code_point.ts";
import { traceChains } from "./_chains.ts";
import { laterPairs } from "./_later_pairs.ts";
import { QuartileFinder } from "./_quartiles.ts";
import { compileSteps } from "./_steps.ts";
import type { EventLog } from "./event_log.ts";
import type { EventChoice } from "./keep_events.ts";
import { unknownEvents } from "./unknown_events.ts";

/** A pair of events, the second at some time after the first. `N` is `number` inside, `Shown` after the gate. */
export interface EventualFollow<N = number> {
  /** Name of the earlier event. */
  readonly from: string;
  /** Name of the later one. */
  readonly to: string;
  /** People with an event `from` and an event `to` after it. */
  readonly people: N;
  /** Pairs of such events. */
  readonly count: N;
}

/**
 * What comes after what, at any distance: for every pair of events the people who did one and later the other, most
 * people first. The order of the log is the order of events; at one time without a sequence it is that of names.
 *
 * @param options `members`: 1 where the person belongs; default everybody.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { eventuallyFollows } from "./follows.ts";
 * const log = eventLogOf(["visit", "call", "visit", "book"].map((event, at) => ({ person: 1, event, at })));
 * const pair = eventuallyFollows(log).find(({ from, to }) => from === "visit" && to === "book");
 * if (pair?.people !== 1 || pair.count !== 2) throw new Error();
 * ```
 */
export function eventuallyFollows(
  log: EventLog,
  options: { readonly members?: Uint8Array } = {},
): EventualFollow[] {
  const { names } = log;
  const found = laterPairs(log, options.members ?? null).map(({ from, to, people, count }) => ({
    from: names[from]!,
    to: names[to]!,
    people,
    count,
  }));
  return found.sort((a, b) => b.people - a.people || byCodePoint(a.from, b.from) || byCodePoint(a.to, b.to));
}

/** How long it is from one event to another. `N` is `number` inside, `Shown` after the privacy gate. */
export interface TimeBetween<N = number> {
  /** People who did the first event. */
  readonly people: N;
  /** Of them, who did the second one after it. */
  readonly reached: N;
  /** Quartiles over those who did; null when nobody did. */
  readonly seconds: { readonly lower: N; readonly median: N; readonly upper: N } | null;
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * The time from a person's first event of one kind to the next event of another kind after it. An event of the second
 * kind before the first does not count. People who have not got there are left out of the times, which are therefore
 * too short where many still wait: `conversionWindow` accounts for them.
 *
 * @throws {InputError} An event is not named, or a property was not loaded.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { timeBetween } from "./follows.ts";
 * const log = eventLogOf(["book", "visit", "call", "book"].map((event, k) => ({ person: 1, event, at: 60 * k })));
 * const { seconds } = timeBetween(log, { events: ["visit"] }, { events: ["book"] });
 * if (seconds?.median !== 120) throw new Error();
 * ```
 */
export function timeBetween(log: EventLog, from: EventChoice, to: EventChoice): TimeBetween {
  const steps = [{ name: "First", ...from }, { name: "Second", ...to }];
  const { reached, seconds: [seconds] } = traceChains(log, compileSteps(log, steps), Infinity);
  const times = new Float64Array(log.people);
  let people = 0;
  let both = 0;
  let longest = 0;
  for (let pid = 0; pid < log.people; pid++) {
    if (reached[pid]! > 0) people++;
    if (reached[pid] !== 2) continue;
    times[both++] = seconds![pid]!;
    longest = Math.max(longest, seconds![pid]!);
  }
  const found = new QuartileFinder().find(times, both, longest);
  return {
    people,
    reached: both,
    seconds: found && { lower: found.lower, median: found.middle, upper: found.upper },
    warnings: [...log.warnings, ...unknownEvents(log, steps)],
  };
}
