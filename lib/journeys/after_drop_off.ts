import { isOpen } from "./_count_steps.ts";
import { planFunnel } from "./_funnel_plan.ts";
import { QuartileFinder } from "./_quartiles.ts";
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
  const { starts, at, event, names } = log;
  const chains = traceModes(log, plan, plan.mode !== "open");
  const levels = plan.mode === "open" ? [] : plan.rows.slice(0, -1);
  const nothing = new Float64Array(levels.length + 1);
  const waits = levels.map(() => new Map<number, number[]>());
  for (let pid = 0; pid < log.people; pid++) {
    const level = chains.reached[pid]!;
    if (level === 0 || level > levels.length || (members !== null && members[pid] !== 1)) continue;
    if (isOpen(log, chains, plan.window, pid)) continue;
    const last = chains.events![level - 1]![pid]!;
    if (last + 1 >= starts[pid + 1]!) {
      nothing[level]!++;
      continue;
    }
    const known = waits[level - 1]!;
    const wait = at[last + 1]! - at[last]!;
    const code = event[last + 1]!;
    const times = known.get(code);
    if (times) times.push(wait);
    else known.set(code, [wait]);
  }
  const finder = new QuartileFinder();
  return {
    kind: "afterDropOff",
    steps: levels.map((row, k): AfterStep => {
      const next = [...waits[k]!];
      const people = nothing[k + 1]! + next.reduce((sum, [, times]) => sum + times.length, 0);
      return {
        step: steps[row]!.name,
        people,
        nothing: nothing[k + 1]!,
        next: next.sort(([a, x], [b, y]) => y.length - x.length || a - b).map(([code, times]): NextEvent => {
          const longest = times.reduce((most, one) => Math.max(most, one), 0);
          return {
            event: names[code]!,
            people: times.length,
            share: times.length / people,
            medianSeconds: finder.find(Float64Array.from(times), times.length, longest)!.middle,
          };
        }),
      };
    }),
    warnings: [...log.warnings],
  };
}
