import { isOpen } from "./_count_steps.ts";
import type { FunnelPlan } from "./_funnel_plan.ts";
import { QuartileFinder } from "./_quartiles.ts";
import type { TracedChains } from "./_trace_modes.ts";
import type { AfterStep, NextEvent } from "./after_drop_off.ts";
import type { EventLog } from "./event_log.ts";
import type { StepDefinition } from "./result.ts";

/** A funnel that was traced, and whom to look at. */
export interface Traced {
  readonly steps: readonly StepDefinition[];
  readonly plan: FunnelPlan;
  /** With events, unless the funnel is open. */
  readonly chains: TracedChains;
  /** By person: 1 where somebody is looked at; null for everybody. */
  readonly members: Uint8Array | null;
}

/** What people who went no further than each step did next. */
export function afterSteps(log: EventLog, { steps, plan, chains, members }: Traced): readonly AfterStep[] {
  const { starts, at, event, names } = log;
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
  return levels.map((row, k): AfterStep => {
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
  });
}
