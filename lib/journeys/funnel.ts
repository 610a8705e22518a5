import { checkBreakdown, checkFunnel, countFunnel } from "./_count_funnel.ts";
import { planFunnel } from "./_funnel_plan.ts";
import type { Breakdown } from "./_groups.ts";
import { traceModes } from "./_trace_modes.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelRules } from "./funnel_options.ts";
import type { FunnelResult, StepDefinition } from "./result.ts";

export type { Breakdown };

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
export interface FunnelOptions extends FunnelRules {
  /** Also count each of these groups. They may overlap and need not hold everybody. Default: none. */
  readonly groups?: readonly FunnelMembers[];
  /**
   * Also count by this property, instead of by `groups`. Missing values are the group "(missing)". The groups add up
   * to the whole, except with breakdown "all". Default: none.
   */
  readonly by?: string;
  /**
   * At which event the property of `by` is read:
   *
   * - `entry` (default): the first of the chain; for people without a chain their first event.
   * - `first`, `last`: the first or last of the chain that has a value; for people without a chain, of all their events.
   * - a number: the event of that step, from 0; people who did not reach it are in "(missing)".
   * - `all`: a funnel for each value, of the events that have it. A person counts in each of their values.
   */
  readonly breakdown?: Breakdown;
}

/**
 * Counts people through the steps of a journey, in order or as another mode wants it ({@linkcode FunnelRules}).
 *
 * In mode ordered everybody is counted once, by one chain of their own events: different events, one for each of the first steps, in
 * order of time, the last within `within` of the first (inclusive). Other events in between are ignored. Of all such
 * chains the longest is taken; of these the one that starts first, and then each step at its earliest. Events at one
 * time may be taken in the order of the steps, unless the log has a sequence. One event never fills two steps.
 *
 * `left` and `stillDeciding` divide the people who stop at a step by whether the window of their chain is over at
 * `observedUntil`. `drop` looks only at people whose window is over, those who went on included, so that recent people
 * do not make it look better or worse. One pass over the log, in time proportional to its events.
 *
 * @param steps 1 to 31 steps. An event name that never occurs is a warning, with the nearest that does.
 * @throws {InputError} A step has no event, a property was not loaded, or an option does not go with the mode.
 * @throws {RangeError} A length of time is not longer than 0, a group is of another number of people, or a step is
 * named that there is not.
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
  checkFunnel(log, options);
  const plan = planFunnel(log, steps, options);
  const { by, breakdown = "entry" } = options;
  checkBreakdown(plan, breakdown);
  const withEvents = by !== undefined && breakdown !== "entry" && breakdown !== "all";
  return countFunnel(log, steps, options, plan, traceModes(log, plan, withEvents));
}
