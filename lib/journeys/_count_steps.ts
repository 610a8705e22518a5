import { wilson } from "../kernels/mod.ts";
import type { Chains } from "./_chains.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelPlan } from "./_funnel_plan.ts";
import { QuartileFinder, type Quartiles } from "./_quartiles.ts";
import type { FunnelStep, StepDefinition } from "./result.ts";

/** Whether the window of a person's chain is still open when observation ends. Only for people with a chain. */
export function isOpen(log: EventLog, chains: Chains, window: number, pid: number): boolean {
  return log.observedUntil - chains.began[pid]! < window;
}

/** Counts people through the steps, any number of groups one after the other. */
export class StepCounter {
  readonly #log: EventLog;
  readonly #steps: readonly StepDefinition[];
  readonly #plan: FunnelPlan;
  readonly #chains: Chains;
  /** By person: twice the steps reached, and 1 more when the window is over. */
  readonly #ending: Uint8Array;
  readonly #further: Uint32Array;
  readonly #durations: Float64Array;
  readonly #quartiles = new QuartileFinder();

  constructor(log: EventLog, steps: readonly StepDefinition[], plan: FunnelPlan, chains: Chains) {
    this.#log = log;
    this.#steps = steps;
    this.#plan = plan;
    this.#chains = chains;
    const { reached, began } = chains;
    const { people, observedUntil } = log;
    const { window } = plan;
    const ending = new Uint8Array(people);
    let further = 0;
    // As isOpen says, without a call and three look-ups a person.
    for (let pid = 0; pid < people; pid++) {
      const level = reached[pid]!;
      if (level === 0) continue;
      if (level > 1) further++;
      ending[pid] = 2 * level + (observedUntil - began[pid]! < window ? 0 : 1);
    }
    this.#ending = ending;
    this.#further = new Uint32Array(further);
    this.#durations = new Float64Array(further);
  }

  /** Counts these people: by pid, or marked 1; `null`: everybody. */
  count(who: Uint32Array | Uint8Array | null): FunnelStep[] {
    const { rows, mode, steps: { count } } = this.#plan;
    const endings = new Uint32Array(2 * count + 2);
    const n = this.#countEndings(who, endings);
    const own = this.#countOwn(who);
    // By level: people who reached it, and those of them whose window is over.
    const people = new Float64Array(count + 2);
    const over = new Float64Array(count + 2);
    for (let level = count; level > 0; level--) {
      over[level] = over[level + 1]! + endings[2 * level + 1]!;
      people[level] = people[level + 1]! + endings[2 * level]! + endings[2 * level + 1]!;
    }
    const entered = mode === "open" ? own[0]! : people[1]!;
    let before: number | null = null;
    return this.#steps.map(({ name }, k): FunnelStep => {
      const level = rows.indexOf(k) + 1;
      const counted = mode === "open" || level === 0 ? own[k]! : people[level]!;
      const rate = (of: number | null) => of === null || of === 0 ? null : counted / of;
      const step = {
        name,
        people: counted,
        rateFromFirst: rate(entered),
        rateFromPrevious: rate(before),
      };
      if (mode === "open" || level !== 0) before = counted;
      if (mode === "open" || level === 0) {
        return { ...step, apart: true, ...noTimes, left: 0, stillDeciding: 0, drop: null };
      }
      const isLast = level === count;
      const lost = endings[2 * level + 1]!;
      const of = over[level]!;
      const times = level === 1 ? null : this.#times(level, n);
      return {
        ...step,
        medianSecondsFromPrevious: times?.middle ?? null,
        quartileSecondsFromPrevious: times && [times.lower, times.upper],
        left: isLast ? 0 : lost,
        stillDeciding: isLast ? 0 : endings[2 * level]!,
        drop: isLast || of === 0 ? null : { lost, of, rate: lost / of, ...wilson(lost, of) },
      };
    });
  }

  /** Counts how the ways of these people end; returns how many of them did more than one step. */
  #countEndings(who: Uint32Array | Uint8Array | null, endings: Uint32Array): number {
    const further = this.#further;
    const ending = this.#ending;
    let n = 0;
    if (who instanceof Uint32Array) {
      for (let i = 0; i < who.length; i++) {
        const end = ending[who[i]!]!;
        endings[end]!++;
        if (end > 3) further[n++] = who[i]!;
      }
      return n;
    }
    for (let pid = 0; pid < ending.length; pid++) {
      if (who !== null && who[pid] !== 1) continue;
      const end = ending[pid]!;
      endings[end]!++;
      if (end > 3) further[n++] = pid;
    }
    return n;
  }

  /** By step declared: people who did it, of the steps that count on their own. */
  #countOwn(who: Uint32Array | Uint8Array | null): Float64Array {
    const counts = new Float64Array(this.#steps.length);
    const { also } = this.#chains;
    if (also === null) return counts;
    const pids = who instanceof Uint32Array ? who : also.keys();
    for (const pid of pids) {
      if (who instanceof Uint8Array && who[pid] !== 1) continue;
      for (let rest = also[pid]!; rest !== 0; rest &= rest - 1) counts[31 - Math.clz32(rest & -rest)]!++;
    }
    return counts;
  }

  /** Times from the level before, of the `n` people with more than one step. */
  #times(level: number, n: number): Quartiles | null {
    const { reached } = this.#chains;
    const seconds = this.#chains.seconds[level - 2]!;
    const durations = this.#durations;
    let m = 0;
    for (let i = 0; i < n; i++) {
      const pid = this.#further[i]!;
      if (reached[pid]! >= level) durations[m++] = seconds[pid]!;
    }
    return this.#quartiles.find(durations, m, this.#plan.window);
  }
}

const noTimes = { medianSecondsFromPrevious: null, quartileSecondsFromPrevious: null };
