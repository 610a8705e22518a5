import { InputError } from "../workspace/mod.ts";
import type { AttemptsGroup, AttemptsResult, AttemptsStep } from "./attempts_result.ts";
import type { EventLog, EventProperty } from "./event_log.ts";
import { missing } from "./_groups.ts";
import { type FunnelPlan, planFunnel } from "./_funnel_plan.ts";
import type { FunnelRules } from "./funnel_options.ts";
import type { PersonPath } from "./_person_path.ts";
import { QuartileFinder } from "./_quartiles.ts";
import type { StepDefinition } from "./result.ts";
import { property } from "./_steps.ts";
import { sessionLog } from "./session_log.ts";
import { ChainFinder } from "./_trace_modes.ts";
import { unknownEvents } from "./unknown_events.ts";

/** How to count attempts. Modes ordered, strict, any order and hybrid; no optional steps, and no `entry`. */
export interface AttemptsOptions extends Omit<FunnelRules, "entry"> {
  /**
   * `attempt` (default): an attempt starts with a first step. It ends with its last step, at an exclusion that stops it,
   * or when its window ends; only then may the next one start. `session`: each session counts once, by its longest
   * chain; a chain never goes on in the next session.
   */
  readonly unit?: "attempt" | "session";
  /** Sessions end after so long without an event. Default "30min". */
  readonly idle?: string | number;
  /** Also count by this property, at the event that an attempt starts with; without a value: "(missing)". Default: none. */
  readonly by?: string;
}

/**
 * Counts attempts (or sessions) through the steps of a journey, where `funnel` counts people: somebody who tries three
 * times and books once is three attempts, one of them booked.
 *
 * An attempt takes each step at its earliest after the first, or as its rules want; `first` always starts it.
 *
 * @throws {InputError} As `funnel`; or steps are optional, exclusions make people leave, or the mode is open.
 * @throws {RangeError} As `funnel`.
 *
 * @example
 * ```ts
 * import { attempts } from "./attempts.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * const log = eventLogOf(["call", "call", "call", "book"].map((event, at) => ({ person: "ann", event, at })));
 * const steps = [{ name: "Call", events: ["call"] }, { name: "Book", events: ["book"] }];
 * // Another call ends an attempt; it starts none itself.
 * const result = attempts(log, steps, { within: "1d", exclude: [{ events: ["call"] }] });
 * if (result.steps.map((step) => step.attempts).join() !== "2,1") throw new Error();
 * ```
 */
export function attempts(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: AttemptsOptions,
): AttemptsResult {
  const { unit = "attempt", idle = "30min", within, by } = options;
  const inSessions = unit === "session";
  const { sessions, personOf } = inSessions ? sessionLog(log, { idle }) : { sessions: log, personOf: null };
  const isOpen = options.mode === "open";
  const plan = planFunnel(sessions, steps, {
    ...options,
    ...(!isOpen && { entry: inSessions ? "longest" : "first" }),
  });
  if (isOpen || plan.optional !== null || plan.leaves.length > 0) {
    throw new InputError(
      "Cannot count attempts of an open funnel, with optional steps or with exclusions that make people leave: use funnel",
    );
  }
  const tally = new Tally(sessions, plan);
  const finder = new ChainFinder(sessions, plan);
  const parts = by === undefined ? null : new Parts(sessions, plan, by);
  const take = (person: number) => {
    tally.add(person, finder);
    parts?.add(person, finder);
  };
  for (let pid = 0; pid < sessions.people; pid++) {
    const person = personOf?.[pid] ?? pid;
    if (!inSessions) eachAttempt(finder, sessions, plan, pid, () => take(person));
    else {
      finder.find(sessions.starts[pid]!, sessions.starts[pid + 1]!);
      take(person);
    }
  }
  return {
    kind: "attempts",
    unit,
    mode: plan.mode,
    within: typeof within === "string" ? within : `${within}s`,
    withinSeconds: plan.window,
    observedUntil: log.observedUntil,
    people: log.people,
    steps: tally.steps(steps),
    ...(parts && { groups: parts.groups(steps) }),
    warnings: [...log.warnings, ...unknownEvents(log, steps, options)],
  };
}

/** Finds one attempt after the other; with a property held constant, attempts of each value apart. */
function eachAttempt(
  finder: ChainFinder,
  log: EventLog,
  plan: FunnelPlan,
  pid: number,
  take: () => void,
): void {
  const { hold, window, steps, drops } = plan;
  const begin = log.starts[pid]!;
  const end = log.starts[pid + 1]!;
  const held = hold === null ? [0] : new Set(hold.codes.subarray(begin, end));
  const { found, path } = finder;
  for (const code of held) {
    if (hold !== null && code === hold.dictionary.length) continue;
    path.read(begin, end, hold?.codes ?? null, code);
    const all = path.length;
    for (let from = 0; from < all;) {
      const start = firstStart(path, from, plan);
      if (start < 0) break;
      searchAttempt(finder, from, start, plan, log.sequenced);
      path.length = all;
      const { reached, time, place } = found;
      if (reached === 0) break;
      take();
      const last = place[reached - 1]!;
      from = last + 1;
      if (reached === steps.count) continue;
      // It goes on until its window ends, or until an exclusion stops it.
      const gap = 1 << (reached - 1);
      const stops = (i: number) =>
        drops.length > 0 && (path.bars[i]! & gap) !== 0 &&
        (log.sequenced || path.time[i]! > time[reached - 1]!);
      while (from < path.length && path.time[from]! - time[0]! <= window) if (stops(from++)) break;
    }
  }
}

/**
 * Finds the attempt that begins at `start`. What comes after it cannot be part of it, and to look at it for every
 * attempt would take n² steps: the path is cut where it must be over, or, where steps at their earliest are always
 * part of the longest chain, as soon as it is complete.
 */
function searchAttempt(
  finder: ChainFinder,
  from: number,
  start: number,
  plan: FunnelPlan,
  sequenced: boolean,
): void {
  const { found, path } = finder;
  const last = lastOfAttempt(path, start, plan, sequenced);
  const earliest = plan.drops.length === 0 && plan.limits.every((limit) => limit === Infinity);
  for (let size = earliest ? 64 : last; true; size *= 2) {
    let end = Math.min(last, start + size);
    while (end < last && path.time[end] === path.time[end - 1]) end++;
    path.length = end;
    finder.search(from);
    if (end === last || found.reached === plan.steps.count) return;
    path.length = last;
  }
}

/** The place of the first event from `from` on that may start a chain; −1 when there is none. */
function firstStart(path: PersonPath, from: number, { mode, blocks }: FunnelPlan): number {
  const starts = mode === "anyOrder" ? blocks[0]! : 1;
  for (let i = from; i < path.length; i++) if ((path.mask[i]! & starts) !== 0) return i;
  return -1;
}

/** The place after the last event that an attempt from `start` on may use: its window, or what closes every gap. */
function lastOfAttempt(path: PersonPath, start: number, plan: FunnelPlan, sequenced: boolean): number {
  const every = (1 << plan.steps.count - 1) - 1;
  const began = path.time[start]!;
  let i = start;
  for (; i < path.length && path.time[i]! - began <= plan.window; i++) {
    const closes = every !== 0 && (path.bars[i]! & every) === every && (sequenced || path.time[i]! > began);
    if (closes) return path.momentEnd(i);
  }
  return i;
}

/** Adds attempts up by the value of a property where they start. */
class Parts {
  readonly #log: EventLog;
  readonly #plan: FunnelPlan;
  readonly #by: EventProperty;
  readonly #tallies = new Map<string, Tally>();

  constructor(log: EventLog, plan: FunnelPlan, by: string) {
    this.#log = log;
    this.#plan = plan;
    this.#by = property(log, by);
  }

  add(person: number, finder: ChainFinder): void {
    const { found, path } = finder;
    if (found.reached === 0) return;
    const value = this.#by.dictionary[this.#by.codes[path.event[found.place[0]!]!]!] ?? missing;
    let tally = this.#tallies.get(value);
    if (tally === undefined) this.#tallies.set(value, tally = new Tally(this.#log, this.#plan));
    tally.add(person, finder);
  }

  /** In order of the values, "(missing)" last. */
  groups(steps: readonly StepDefinition[]): AttemptsGroup[] {
    return [...this.#by.dictionary.filter((value) => value !== missing), missing].flatMap((value) => {
      const counted = this.#tallies.get(value)?.steps(steps);
      return counted ? [{ group: value, name: value, people: counted[0]!.people, steps: counted }] : [];
    });
  }
}

/** Adds attempts up. */
class Tally {
  readonly #log: EventLog;
  readonly #plan: FunnelPlan;
  /** By steps reached: attempts that are over, and that are still open. */
  readonly #over: Float64Array;
  readonly #open: Float64Array;
  /** By step: people who reached it, and the last of them (people come one after the other). */
  readonly #people: Float64Array;
  readonly #last: Float64Array;
  readonly #seconds: number[][];

  constructor(log: EventLog, plan: FunnelPlan) {
    this.#log = log;
    this.#plan = plan;
    const { count } = plan.steps;
    this.#over = new Float64Array(count + 2);
    this.#open = new Float64Array(count + 2);
    this.#people = new Float64Array(count);
    this.#last = new Float64Array(count).fill(-1);
    this.#seconds = Array.from({ length: count }, () => []);
  }

  add(person: number, { found: { reached, time } }: ChainFinder): void {
    if (reached === 0) return;
    const isOpen = this.#log.observedUntil - time[0]! < this.#plan.window;
    (isOpen ? this.#open : this.#over)[reached]!++;
    for (let k = 0; k < reached; k++) {
      if (this.#last[k] !== person) this.#people[k]!++;
      this.#last[k] = person;
      if (k > 0) this.#seconds[k]!.push(time[k]! - time[k - 1]!);
    }
  }

  steps(steps: readonly StepDefinition[]): AttemptsStep[] {
    const reached = new Float64Array(steps.length + 2);
    for (let level = steps.length; level > 0; level--) {
      reached[level] = reached[level + 1]! + this.#over[level]! + this.#open[level]!;
    }
    const finder = new QuartileFinder();
    return steps.map(({ name }, k): AttemptsStep => {
      const count = reached[k + 1]!;
      const isLast = k === steps.length - 1;
      const times = Float64Array.from(this.#seconds[k]!);
      return {
        name,
        attempts: count,
        people: this.#people[k]!,
        rateFromFirst: reached[1] === 0 ? null : count / reached[1]!,
        rateFromPrevious: k === 0 || reached[k] === 0 ? null : count / reached[k]!,
        medianSecondsFromPrevious: finder.find(times, times.length, this.#plan.window)?.middle ?? null,
        left: isLast ? 0 : this.#over[k + 1]!,
        stillDeciding: isLast ? 0 : this.#open[k + 1]!,
      };
    });
  }
}
