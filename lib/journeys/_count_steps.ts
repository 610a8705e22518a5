import { median, wilson } from "../kernels/mod.ts";
import type { Chains } from "./_chains.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelStep, StepDefinition } from "./result.ts";

/** Whether the window of a person's chain is still open when observation ends. Only for people with a chain. */
export function isOpen(log: EventLog, chains: Chains, window: number, pid: number): boolean {
  return log.observedUntil - log.at[chains.entry[pid]!]! < window;
}

/** Counts some people (`null`: everybody) through the steps. */
export function countSteps(
  log: EventLog,
  steps: readonly StepDefinition[],
  chains: Chains,
  window: number,
  pids: Uint32Array | null,
): FunnelStep[] {
  const { reached, seconds } = chains;
  const size = pids?.length ?? log.people;
  // By step: people who stop there, and those of them whose window is over.
  const stopped = new Float64Array(steps.length + 1);
  const over = new Float64Array(steps.length + 1);
  for (let i = 0; i < size; i++) {
    const pid = pids === null ? i : pids[i]!;
    const level = reached[pid]!;
    if (level === 0) continue;
    stopped[level]!++;
    if (!isOpen(log, chains, window, pid)) over[level]!++;
  }
  const atLeast = (counts: Float64Array, level: number) =>
    counts.subarray(level).reduce((sum, n) => sum + n, 0);
  const entered = atLeast(stopped, 1);
  const scratch = new Float64Array(atLeast(stopped, 2));
  return steps.map(({ name }, k): FunnelStep => {
    const level = k + 1;
    const people = atLeast(stopped, level);
    const before = k === 0 ? 0 : atLeast(stopped, k);
    const isLast = level === steps.length;
    const lost = over[level]!;
    const of = atLeast(over, level);
    return {
      name,
      people,
      rateFromFirst: entered === 0 ? null : people / entered,
      rateFromPrevious: before === 0 ? null : people / before,
      medianSecondsFromPrevious: k === 0 ? null : medianOf(seconds[k - 1]!, level, people),
      left: isLast ? 0 : lost,
      stillDeciding: isLast ? 0 : stopped[level]! - lost,
      drop: isLast || of === 0 ? null : { lost, of, rate: lost / of, ...wilson(lost, of) },
    };
  });

  function medianOf(durations: Float64Array, level: number, people: number): number | null {
    let n = 0;
    for (let i = 0; i < size; i++) {
      const pid = pids === null ? i : pids[i]!;
      if (reached[pid]! >= level) scratch[n++] = durations[pid]!;
    }
    return median(scratch.subarray(0, people));
  }
}
