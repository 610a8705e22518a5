import { isOpen } from "./_count_steps.ts";
import { planFunnel } from "./_funnel_plan.ts";
import { traceModes } from "./_trace_modes.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelRules } from "./funnel_options.ts";
import type { StepDefinition } from "./result.ts";

/** The people behind the numbers of one step, by pid, ascending. */
export interface StepPeople {
  /** They reached the step. */
  readonly reached: Uint32Array;
  /** They reached it and not the next, and their window is over. */
  readonly left: Uint32Array;
  /** They reached it and not the next, and their window is still open. */
  readonly stillDeciding: Uint32Array;
}

/**
 * Who reached a step of a funnel, who left after it and who is still deciding: exactly the people that `funnel`
 * counts with the same log, steps and window. For work inside a workspace, such as what leavers did next; a list of
 * people is never part of a report.
 *
 * @param options As for `funnel`; `step` counts from 0.
 * @throws {InputError} As `funnel`.
 * @throws {RangeError} There is no such step, or the window is not longer than 0.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { funnelPeople } from "./funnel_people.ts";
 * const log = eventLogOf([{ person: 1, event: "visit", at: 0 }, { person: 2, event: "visit", at: 50 }]);
 * const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
 * const { left, stillDeciding } = funnelPeople(log, steps, { within: "30s", step: 0 });
 * if (left.join() !== "0" || stillDeciding.join() !== "1") throw new Error();
 * ```
 */
export function funnelPeople(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: FunnelRules & { readonly step: number },
): StepPeople {
  const { step } = options;
  if (!Number.isInteger(step) || step < 0 || step >= steps.length) {
    throw new RangeError(`Cannot list step ${step}: steps count from 0 to ${steps.length - 1}`);
  }
  const plan = planFunnel(log, steps, options);
  const chains = traceModes(log, plan);
  const level = plan.mode === "open" ? 0 : plan.rows.indexOf(step) + 1;
  const reached: number[] = [];
  const left: number[] = [];
  const stillDeciding: number[] = [];
  for (let pid = 0; pid < log.people; pid++) {
    if (level === 0) {
      if ((chains.also![pid]! >> step & 1) === 1) reached.push(pid);
      continue;
    }
    if (chains.reached[pid]! < level) continue;
    reached.push(pid);
    if (chains.reached[pid] !== level || level === plan.steps.count) continue;
    (isOpen(log, chains, plan.window, pid) ? stillDeciding : left).push(pid);
  }
  return {
    reached: Uint32Array.from(reached),
    left: Uint32Array.from(left),
    stillDeciding: Uint32Array.from(stillDeciding),
  };
}
