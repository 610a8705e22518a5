import { pairTable } from "./_pair_table.ts";
import { windowSeconds } from "./_window.ts";
import type { EventLog } from "./event_log.ts";
import type { Transition, TransitionNode, TransitionsResult } from "./transitions_result.ts";

/** Which transitions to count. */
export interface TransitionsOptions {
  /** Cuts the log into sessions, which end after so long without an event; transitions stay inside. Default: no cut. */
  readonly sessions?: string | number;
  /** 1 where the person belongs. Default: everybody. */
  readonly members?: Uint8Array;
}

/**
 * What people do directly after what: every pair of neighbouring events, how often, by how many people and sessions,
 * and how long it takes. The directly-follows graph of process mining. Two passes over the log.
 *
 * @throws {RangeError} Members are of another number of people, or the idle time is not longer than 0.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { transitions } from "./transitions.ts";
 * const log = eventLogOf(["visit", "call", "visit", "call"].map((event, k) => ({ person: 1, event, at: 10 * k })));
 * const [first] = transitions(log).edges;
 * if (first?.from !== "visit" || first.count !== 2 || first.people !== 1) throw new Error();
 * if (first.medianSeconds !== 10) throw new Error();
 * ```
 */
export function transitions(log: EventLog, options: TransitionsOptions = {}): TransitionsResult {
  const { members = null, sessions } = options;
  if (members !== null && members.length !== log.people) {
    throw new RangeError(
      `Cannot look at a group of ${members.length} people: the events are of ${log.people}`,
    );
  }
  const idle = sessions === undefined ? Infinity : windowSeconds(sessions);
  const { people, times, doers, starts, pairs } = pairTable(log, { idle, members });
  const { names } = log;
  const before = new Float64Array(names.length);
  for (const { from, count } of pairs) before[from]! += count;
  const all = before.reduce((sum, count) => sum + count, 0);
  const order = pairs.toSorted((a, b) => b.count - a.count || a.from - b.from || a.to - b.to);
  return {
    kind: "transitions",
    people,
    edges: order.map(({ from, to, count, people, sessions: within, middle }): Transition => ({
      from: names[from]!,
      to: names[to]!,
      count,
      people,
      ...(sessions !== undefined && { sessions: within }),
      shareOfAll: count / all,
      shareOfFrom: count / before[from]!,
      medianSeconds: middle,
    })),
    nodes: names.map((event, k): TransitionNode => ({
      event,
      count: times[k]!,
      people: doers[k]!,
      starts: starts[k]!,
      ends: times[k]! - before[k]!,
    })).filter(({ count }) => count > 0),
    warnings: [...log.warnings],
  };
}
