import { InputError } from "../workspace/mod.ts";
import { traceChains } from "./_chains.ts";
import type { EventLog } from "./event_log.ts";
import type { StepDefinition } from "./result.ts";
import { compileSteps } from "./_steps.ts";
import { windowSeconds } from "./_window.ts";

/** People who started in one period, and which of them converted in time. */
export interface Started {
  /** By pid: 1 where the person started in the period and the window is over. */
  readonly of: Uint8Array;
  /** By pid: 1 where such a person reached the last step within the window. */
  readonly who: Uint8Array;
}

/** How to look at those who started. */
export interface ConversionByStartOptions {
  /** Time from the first step to the last, inclusive, such as "56d". */
  readonly within: string | number;
  /** When people started: seconds since 1970 UTC, from inclusive, until exclusive. */
  readonly periods: readonly { readonly from: number; readonly until: number }[];
}

/**
 * Who started a journey in each period, by their first first step ever, and who of them reached its last step within
 * the window: the truths that `rates` of lib/outcomes counts by group. People whose window is not over are left out,
 * so periods can be compared.
 *
 * @param steps As for `funnel`, in order; at least two.
 * @throws {InputError} There are fewer than two steps; else as `funnel`.
 * @throws {RangeError} The window is not longer than 0.
 *
 * @example
 * ```ts
 * import { conversionByStart } from "./conversion_by_start.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * const log = eventLogOf([
 *   { person: 0, event: "visit", at: 0 },
 *   { person: 0, event: "book", at: 40 },
 *   { person: 1, event: "visit", at: 10 },
 *   { person: 1, event: "book", at: 90 },
 *   { person: 2, event: "visit", at: 100 },
 * ], { observedUntil: 120 });
 * const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
 * const [early, late] = conversionByStart(log, steps, {
 *   within: "50s",
 *   periods: [{ from: 0, until: 50 }, { from: 50, until: 120 }],
 * });
 * if (early!.of.join() !== "1,1,0" || early!.who.join() !== "1,0,0" || late!.of.join() !== "0,0,0") throw new Error();
 * ```
 */
export function conversionByStart(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: ConversionByStartOptions,
): readonly Started[] {
  if (steps.length < 2) {
    throw new InputError(
      `Cannot follow those who started over ${steps.length} steps: name the first and the last at least`,
    );
  }
  const window = windowSeconds(options.within);
  const { reached, entry, seconds } = traceChains(log, compileSteps(log, steps), Infinity);
  return options.periods.map(({ from, until }) => {
    const of = new Uint8Array(log.people);
    const who = new Uint8Array(log.people);
    for (let pid = 0; pid < log.people; pid++) {
      if (reached[pid] === 0) continue;
      const at = log.at[entry[pid]!]!;
      if (at < from || at >= until || at + window > log.observedUntil) continue;
      of[pid] = 1;
      const took = seconds.reduce((sum, one) => sum + one[pid]!, 0);
      who[pid] = reached[pid] === steps.length && took <= window ? 1 : 0;
    }
    return { of, who };
  });
}
