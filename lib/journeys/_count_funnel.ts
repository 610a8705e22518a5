import { InputError } from "../workspace/mod.ts";
import { StepCounter } from "./_count_steps.ts";
import { type FunnelPlan, planFunnel } from "./_funnel_plan.ts";
import { type Breakdown, groupsByCode, groupsByProperty, type People, sizeOf } from "./_groups.ts";
import { splitByValue } from "./_split_log.ts";
import { property } from "./_steps.ts";
import { type TracedChains, traceModes } from "./_trace_modes.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelOptions } from "./funnel.ts";
import { unknownEvents } from "./unknown_events.ts";
import type { FunnelGroup, FunnelMode, FunnelResult, StepDefinition } from "./result.ts";

/**
 * Refuses what no funnel can be counted by.
 *
 * @throws {RangeError} A group is of another number of people.
 * @throws {TypeError} Both `groups` and `by` are given.
 */
export function checkFunnel(log: EventLog, { groups, by }: FunnelOptions): void {
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
}

/** Counts the chains found in a log. */
export function countFunnel(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: FunnelOptions,
  plan: FunnelPlan,
  chains: TracedChains,
): FunnelResult {
  const { within, groups, by, breakdown = "entry" } = options;
  const counter = new StepCounter(log, steps, plan, chains);
  const group = ({ id, name, pids }: People, counts: StepCounter): FunnelGroup => ({
    group: id,
    name,
    people: pids.length,
    steps: counts.count(pids),
  });
  const parts = by === undefined
    ? groups?.map(({ id, name, members }): FunnelGroup => ({
      group: id,
      name,
      people: sizeOf(members),
      steps: counter.count(members),
    }))
    : breakdown === "all"
    ? countValues(log, steps, options, by, group)
    : groupsByProperty(log, by, chains, breakdown).map((people) => group(people, counter));
  return {
    kind: "funnel",
    mode: plan.mode,
    within: typeof within === "string" ? within : `${within}s`,
    withinSeconds: plan.window,
    observedUntil: log.observedUntil,
    people: log.people,
    steps: counter.count(null),
    ...(parts && { groups: parts }),
    warnings: [...log.warnings, ...unknownEvents(log, steps, options), ...notes[plan.mode]],
  };
}

/** What a reader of the counts has to know about a mode. */
const notes: { readonly [M in FunnelMode]: readonly string[] } = {
  ordered: [],
  strict: [],
  anyOrder: [
    "Steps between anchors count in any order: the k-th of them counts people who did k, whichever they are.",
  ],
  hybrid: ["After the first step the others count in any order, with all before them on the list done, too."],
  open: [
    "Each step counts everybody who did it, whenever and whatever else they did; nobody is counted as lost.",
  ],
};

/** A funnel for each value of a property, of the events that have it. */
function countValues(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: FunnelOptions,
  by: string,
  group: (people: People, counter: StepCounter) => FunnelGroup,
): FunnelGroup[] {
  const { codes, dictionary } = property(log, by);
  const { parts, valueOf } = splitByValue(log, codes);
  const plan = planFunnel(parts, steps, options);
  const counter = new StepCounter(parts, steps, plan, traceModes(parts, plan));
  return groupsByCode(parts.people, (part) => valueOf[part]!, dictionary).map((people) =>
    group(people, counter)
  );
}

export function checkBreakdown({ mode, steps }: FunnelPlan, breakdown: Breakdown): void {
  const whole = breakdown === "entry" || breakdown === "all";
  if (mode === "open" && !whole) {
    throw new InputError(
      `Cannot break an open funnel down at ${breakdown}: it has no chain; use entry or all`,
    );
  }
  if (
    typeof breakdown === "number" &&
    !(Number.isInteger(breakdown) && breakdown >= 0 && breakdown < steps.count)
  ) {
    throw new RangeError(
      `Cannot break a funnel down at step ${breakdown}: steps that must be done count from 0 to ${
        steps.count - 1
      }`,
    );
  }
}
