import { exactOddsRatio, holm, wilson } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { afterSteps } from "./_after_steps.ts";
import { isOpen } from "./_count_steps.ts";
import { type CauseProperties, causeProperties, dropOffSignals, likelyCause } from "./_drop_causes.ts";
import { planFunnel } from "./_funnel_plan.ts";
import { traceModes } from "./_trace_modes.ts";
import type { DropOffCause, DropOffGroup, DropOffResult, DropOffStep } from "./drop_off_result.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelMembers } from "./funnel.ts";
import type { FunnelRules } from "./funnel_options.ts";
import type { StepDefinition } from "./result.ts";
import { unknownEvents } from "./unknown_events.ts";

/** How to look at losses. */
export interface DropOffOptions extends FunnelRules {
  /** Groups to compare with each other. Default: none. */
  readonly groups?: readonly FunnelMembers[];
  /** Level at which all intervals of the differences hold together. Default 0.95. */
  readonly level?: number;
  /** How many next events to list at each step. Default 5. */
  readonly top?: number;
  /**
   * Loaded properties that tell of each kind of cause. Default: by their names, such as campaign and topic for the
   * message, channel and device for the channel.
   */
  readonly causes?: Readonly<Partial<Record<DropOffCause, readonly string[]>>>;
}

/**
 * Where people leave a journey: for each group and step how many, how much more than in the other groups, what they
 * did next, and what leaving goes with.
 *
 * Only people whose window is over are looked at, as in `drop` of a funnel. The excess of a group is the difference
 * from the people of the other groups, by Newcombe's hybrid score interval (1998) at a level that lets all of them
 * hold together (Bonferroni), and by Fisher's exact test (Holm). A signal is a value of a property, at the event of
 * the step, whose odds differ between those who left and those who went on in the same group. Where no value does,
 * the kind of event people stopped at is named: a form, a message, a page, a call. All of it is association.
 *
 * @param steps As for `funnel`; steps that may be skipped are no place to leave.
 * @throws {InputError} As `funnel`; or the mode is open.
 * @throws {RangeError} As `funnel`, or the level is out of bounds.
 *
 * @example
 * ```ts
 * import { dropOff } from "./drop_off.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * // Ten of A and two of B stop after the form; ten of B send it.
 * const people = Array.from({ length: 22 }, (_, person) => ({ person, sends: person >= 12 }));
 * const log = eventLogOf(people.flatMap(({ person, sends }) => [
 *   { person, event: "form_start", at: 0 },
 *   ...(sends ? [{ person, event: "form_sent", at: 60 }] : []),
 * ]), { observedUntil: 1e6 });
 * const steps = [{ name: "Form", events: ["form_start"] }, { name: "Sent", events: ["form_sent"] }];
 * const members = (from: number, to: number) => Uint8Array.from(people, ({ person }) => +(person >= from && person < to));
 * const { groups } = dropOff(log, steps, {
 *   within: "1d",
 *   groups: [{ id: "a", name: "A", members: members(0, 10) }, { id: "b", name: "B", members: members(10, 22) }],
 * });
 * const [form] = groups[1]!.steps;
 * if (form?.lost !== 10 || form.excess?.lost !== 2 || !(form.excess.low > 0)) throw new Error();
 * if (form.likely?.cause !== "form") throw new Error();
 * ```
 */
export function dropOff(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: DropOffOptions,
): DropOffResult {
  const { within, groups = [], level = 0.95, top = 5 } = options;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `Cannot give intervals at level ${level}: it must lie between 0 and 1, such as 0.95`,
    );
  }
  const wrong = groups.find(({ members }) => members.length !== log.people);
  if (wrong) {
    throw new RangeError(
      `Cannot look at group "${wrong.id}": it is of ${wrong.members.length} people, the events are of ${log.people}`,
    );
  }
  const plan = planFunnel(log, steps, options);
  if (plan.mode === "open") {
    throw new InputError("Cannot say where people leave an open funnel: nobody is counted as lost in it");
  }
  const chains = traceModes(log, plan, true);
  const causes: CauseProperties = options.causes ?? causeProperties(log);
  /** By person: steps reached, when their window is over; else 0. */
  const reached = Uint8Array.from(
    chains.reached,
    (level, pid) => level > 0 && !isOpen(log, chains, plan.window, pid) ? level : 0,
  );
  const inGroups = new Uint16Array(log.people);
  for (const { members } of groups) {
    for (let pid = 0; pid < log.people; pid++) inGroups[pid]! += members[pid]!;
  }
  const rows = plan.rows.slice(0, -1);
  const events = (level: number, isIn: (pid: number) => boolean, left: boolean): Uint32Array => {
    const found: number[] = [];
    for (let pid = 0; pid < log.people; pid++) {
      if (left ? reached[pid] !== level : reached[pid]! <= level) continue;
      if (isIn(pid)) found.push(chains.events![level - 1]![pid]!);
    }
    return Uint32Array.from(found);
  };
  const comparisons = groups.length < 2 ? 0 : groups.length * rows.length;
  const adjusted = comparisons === 0 ? level : 1 - (1 - level) / comparisons;
  const readGroup = (id: string, name: string, members: Uint8Array | null): DropOffGroup => {
    const isIn = (pid: number) => members === null || members[pid] === 1;
    const after = afterSteps(log, { steps, plan, chains, members });
    return {
      group: id,
      name,
      steps: rows.map((row, k): DropOffStep => {
        const left = events(k + 1, isIn, true);
        const wentOn = events(k + 1, isIn, false);
        const [lost, of] = [left.length, left.length + wentOn.length];
        const signals = dropOffSignals(log, left, wentOn, causes);
        const { nothing, next } = after[k]!;
        return {
          step: steps[row]!.name,
          next: steps[plan.rows[k + 1]!]!.name,
          of,
          lost,
          rate: of === 0 ? null : lost / of,
          ...(of === 0 ? { low: null, high: null } : wilson(lost, of)),
          excess: members === null || comparisons === 0 ? null : excessOf(
            lost,
            of,
            reached,
            (pid) => inGroups[pid]! > members[pid]! && members[pid] === 0,
            k + 1,
            adjusted,
          ),
          nothing,
          after: next.slice(0, top),
          signals,
          likely: lost === 0 ? null : likelyCause(signals, steps[row]!),
        };
      }),
    };
  };
  const found = [
    readGroup("all", "Everybody", null),
    ...groups.map(({ id, name, members }) => readGroup(id, name, members)),
  ];
  return {
    kind: "dropOff",
    within: typeof within === "string" ? within : `${within}s`,
    observedUntil: log.observedUntil,
    level,
    comparisons,
    groups: adjustTests(found),
    method:
      "Of people whose time is over, those who went no further; excess over the other groups by Newcombe's " +
      `interval, ${comparisons} differences adjusted together. What goes with leaving is association, not cause.`,
    warnings: [...log.warnings, ...unknownEvents(log, steps, options)],
  };
}

/** A group's loss against that of the others. */
function excessOf(
  lost: number,
  of: number,
  reached: Uint8Array,
  isOther: (pid: number) => boolean,
  level: number,
  adjusted: number,
): DropOffStep["excess"] {
  let [otherLost, otherOf] = [0, 0];
  for (let pid = 0; pid < reached.length; pid++) {
    if (reached[pid]! < level || !isOther(pid)) continue;
    otherOf++;
    if (reached[pid] === level) otherLost++;
  }
  if (of === 0 || otherOf === 0) return null;
  const [mine, theirs] = [wilson(lost, of, adjusted), wilson(otherLost, otherOf, adjusted)];
  const [p, q] = [lost / of, otherLost / otherOf];
  const { p: exact } = exactOddsRatio({
    yes: lost,
    no: of - lost,
    otherYes: otherLost,
    otherNo: otherOf - otherLost,
  });
  return {
    of: otherOf,
    lost: otherLost,
    difference: p - q,
    low: Math.max(-1, p - q - Math.hypot(p - mine.low, theirs.high - q)),
    high: Math.min(1, p - q + Math.hypot(mine.high - p, q - theirs.low)),
    p: exact,
  };
}

/** The same groups with the p-values of all their differences adjusted together. */
function adjustTests(groups: readonly DropOffGroup[]): DropOffGroup[] {
  const all = groups.flatMap(({ steps }) => steps.flatMap(({ excess }) => excess ? [excess.p] : []));
  const adjusted = holm(all);
  let next = 0;
  return groups.map((group) => ({
    ...group,
    steps: group.steps.map((step) =>
      step.excess ? { ...step, excess: { ...step.excess, p: adjusted[next++]! } } : step
    ),
  }));
}
