import { afterSteps } from "./_after_steps.ts";
import { planFunnel } from "./_funnel_plan.ts";
import { traceModes } from "./_trace_modes.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelRules } from "./funnel_options.ts";
import type { StepDefinition } from "./result.ts";

/** What people did next. `N` is `number` inside, `Shown` after the privacy gate. */
export interface NextEvent<N = number> {
  /** Name. */
  readonly event: string;
  /** People whose next event it was. */
  readonly people: N;
  /** Of all who left. */
  readonly share: N;
  /** Time until then. */
  readonly medianSeconds: N;
}

/** What people did after they left a journey at one step. */
export interface AfterStep<N = number> {
  /** Name of the step. */
  readonly step: string;
  /** People who left there. */
  readonly people: N;
  /** Of them, who did nothing more at all. */
  readonly nothing: N;
  /** Their next events; most people first. */
  readonly next: readonly NextEvent<N>[];
}

/** What people do after each drop-off. */
export interface AfterDropOffResult<N = number> {
  /** Tells results apart. */
  readonly kind: "afterDropOff";
  /** For each step but the last. */
  readonly steps: readonly AfterStep<N>[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * What the people who left a journey did next: exactly those whom `funnel` counts as `left` at each step, and the
 * first event of theirs after the last step they reached. Nothing is said of why.
 *
 * @param options As for `funnel`, without steps counted on their own; `members`: 1 where the person belongs.
 * @throws {InputError} As `funnel`.
 * @throws {RangeError} As `funnel`.
 *
 * @example
 * ```ts
 * import { afterDropOff } from "./after_drop_off.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * const ways = ["visit call", "visit", "visit book"];
 * const log = eventLogOf(
 *   ways.flatMap((way, person) => way.split(" ").map((event, at) => ({ person, event, at }))),
 *   { observedUntil: 100 },
 * );
 * const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
 * const [visit] = afterDropOff(log, steps, { within: "30s" }).steps;
 * if (visit?.people !== 2 || visit.nothing !== 1 || visit.next[0]?.event !== "call") throw new Error();
 * ```
 */
export function afterDropOff(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: FunnelRules & { readonly members?: Uint8Array },
): AfterDropOffResult {
  const { members = null } = options;
  const plan = planFunnel(log, steps, options);
  const chains = traceModes(log, plan, plan.mode !== "open");
  return {
    kind: "afterDropOff",
    steps: afterSteps(log, { steps, plan, chains, members }),
    warnings: [...log.warnings],
  };
}
