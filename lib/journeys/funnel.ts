import { traceChains } from "./_chains.ts";
import { countSteps } from "./_count_steps.ts";
import { groupsByProperty, membersOf } from "./_groups.ts";
import { compileSteps } from "./_steps.ts";
import { windowSeconds } from "./_window.ts";
import type { EventLog } from "./event_log.ts";
import { unknownEvents } from "./unknown_events.ts";
import type { FunnelGroup, FunnelResult, StepDefinition } from "./result.ts";

/** People to make a funnel of: the part of a segment's `Group` that is needed here. */
export interface FunnelMembers {
  /** Becomes the group's id in the result. */
  readonly id: string;
  /** What reports call the group. */
  readonly name: string;
  /** 1 where the person (by pid) belongs. */
  readonly members: Uint8Array;
}

/** How to count a funnel. */
export interface FunnelOptions {
  /** Time from the first step to the last, both ends included: "56d", "8w", "12h", "30min", "90s", or seconds. */
  readonly within: string | number;
  /** Also count each of these groups. They may overlap and need not hold everybody. Default: none. */
  readonly groups?: readonly FunnelMembers[];
  /**
   * Also count by this property, instead of by `groups`: everybody in the group of its value at the first step of
   * their chain; people who never did the first step by its value at their first event. Where the value is missing,
   * and for people without events, the group is "(missing)". The groups add up to the whole. Default: none.
   */
  readonly by?: string;
}

/**
 * Counts people through the steps of a journey, in order.
 *
 * Everybody is counted once, by one chain of their own events: different events, one for each of the first steps, in
 * order of time, the last within `within` of the first (inclusive). Other events in between are ignored. Of all such
 * chains the longest is taken; of these the one that starts first, and then each step at its earliest. Events at one
 * time may be taken in the order of the steps, unless the log has a sequence. One event never fills two steps.
 *
 * `left` and `stillDeciding` divide the people who stop at a step by whether the window of their chain is over at
 * `observedUntil`. `drop` looks only at people whose window is over, those who went on included, so that recent people
 * do not make it look better or worse. One pass over the log, in time proportional to its events.
 *
 * @param steps 1 to 31 steps. An event name that never occurs is a warning, with the nearest that does.
 * @throws {InputError} A step has no event, or a property was not loaded.
 * @throws {RangeError} The window is not longer than 0, or a group is of another number of people.
 * @throws {TypeError} Both `groups` and `by` are given.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { funnel } from "./funnel.ts";
 * const hour = 3600;
 * const log = eventLogOf([
 *   { person: "ann", event: "visit", at: 0 },
 *   { person: "ann", event: "book", at: 2 * hour },
 *   { person: "bob", event: "visit", at: 1 * hour },
 * ], { observedUntil: 30 * hour });
 * const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
 * const result = funnel(log, steps, { within: "1d" });
 * if (result.steps.map((step) => step.people).join() !== "2,1") throw new Error();
 * if (result.steps[0]?.left !== 1 || result.steps[1]?.medianSecondsFromPrevious !== 7200) throw new Error();
 * ```
 */
export function funnel(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: FunnelOptions,
): FunnelResult {
  const { within, groups, by } = options;
  if (groups !== undefined && by !== undefined) {
    throw new TypeError(
      "Cannot count a funnel by groups and by a property at once: give one of groups and by",
    );
  }
  const wrongGroup = groups?.find((group) => group.members.length !== log.people);
  if (wrongGroup) {
    throw new RangeError(
      `Cannot count group "${wrongGroup.id}": it is of ${wrongGroup.members.length} people, the events are of ${log.people}`,
    );
  }
  const window = windowSeconds(within);
  const compiled = compileSteps(log, steps);
  const chains = traceChains(log, compiled, window);
  const count = (pids: Uint32Array | null) => countSteps(log, steps, chains, window, pids);
  const parts = by !== undefined
    ? groupsByProperty(log, by, chains)
    : groups?.map(({ id, name, members }) => ({ id, name, pids: membersOf(members) }));
  return {
    kind: "funnel",
    mode: "ordered",
    within: typeof within === "string" ? within : `${within}s`,
    withinSeconds: window,
    observedUntil: log.observedUntil,
    people: log.people,
    steps: count(null),
    ...(parts && {
      groups: parts.map(({ id, name, pids }): FunnelGroup => ({
        group: id,
        name,
        people: pids.length,
        steps: count(pids),
      })),
    }),
    warnings: [...log.warnings, ...unknownEvents(log, steps)],
  };
}
