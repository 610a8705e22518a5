import { AnyOrderSearch } from "./_any_order_search.ts";
import { type Chains, emptyChains, traceSome } from "./_chains.ts";
import type { EventLog } from "./event_log.ts";
import { FoundChain } from "./_found_chain.ts";
import type { Bar, FunnelPlan } from "./_funnel_plan.ts";
import { fillOptional } from "./_fill_optional.ts";
import { OrderedSearch } from "./_ordered_search.ts";
import { PersonPath } from "./_person_path.ts";
import { StepMatching } from "./_step_matching.ts";

/** Searches the paths of people for chains as a plan wants them. */
export class ChainFinder {
  /** The chain found last. */
  readonly found: FoundChain;
  /** The events it was found in. */
  readonly path: PersonPath;
  readonly #plan: FunnelPlan;
  readonly #ordered: OrderedSearch | null;
  readonly #anyOrder: AnyOrderSearch | null;
  readonly #trial: FoundChain;
  readonly #best: FoundChain;
  readonly #log: EventLog;

  constructor(log: EventLog, plan: FunnelPlan) {
    this.#log = log;
    this.#plan = plan;
    const { count } = plan.steps;
    this.found = new FoundChain(count);
    this.#trial = new FoundChain(count);
    this.#best = new FoundChain(count);
    const bars = plan.drops.length === 0 && plan.leaves.length === 0
      ? null
      : new Int32Array(log.names.length);
    for (const { codes, gaps } of plan.drops) codes.forEach((is, code) => is === 1 && (bars![code]! |= gaps));
    // Those who leave are told by the log; their events need not stand on the path.
    const inOrder = plan.mode === "ordered" || plan.mode === "strict";
    this.path = new PersonPath(log, {
      steps: plan.steps,
      optional: plan.optional,
      bars,
      ignored: plan.ignored,
      byStep: !inOrder,
    });
    const rules = { count, window: plan.window, entry: plan.entry };
    this.#ordered = inOrder
      ? new OrderedSearch({ ...rules, limits: plan.limits, strict: plan.mode === "strict" })
      : null;
    this.#anyOrder = plan.mode === "anyOrder" || plan.mode === "hybrid"
      ? new AnyOrderSearch({
        ...rules,
        blocks: plan.mode === "hybrid" ? [1] : plan.blocks,
        hybrid: plan.mode === "hybrid",
        disjoint: plan.steps.maskOf.every((mask) => (mask & (mask - 1)) === 0),
      })
      : null;
  }

  /** Finds the chain of a person into {@linkcode ChainFinder.found}; `path` then holds the events it is made of. */
  find(begin: number, end: number): void {
    const { hold } = this.#plan;
    if (hold === null) {
      this.path.read(begin, end, null, 0);
      this.search(0);
      return;
    }
    let best = -1;
    this.#best.reached = 0;
    for (const held of this.#values(begin, end)) {
      this.path.read(begin, end, hold.codes, held);
      this.search(0);
      if (!this.found.beats(this.#best, this.#plan.entry)) continue;
      best = held;
      this.#best.copy(this.found);
    }
    this.found.reached = 0;
    if (best < 0) return;
    this.path.read(begin, end, hold.codes, best);
    this.search(0);
  }

  /** Finds the chain of the events on the path from place `begin` on. */
  search(begin: number): void {
    if (this.#ordered) this.#ordered.search(this.path, begin, this.found);
    else this.#anyOrder!.search(this.path, begin, this.found, this.#trial);
  }

  /** Values that the chain may hold, in order of the events that could start it; with entry first only the first. */
  #values(begin: number, end: number): number[] {
    const hold = this.#plan.hold!;
    const { maskOf } = this.#plan.steps;
    const first = this.#anyOrder && this.#plan.mode === "anyOrder" ? this.#plan.blocks[0]! : 1;
    const found = new Set<number>();
    for (let i = begin; i < end; i++) {
      if ((maskOf[this.#log.event[i]!]! & first) === 0 || hold.codes[i] === hold.dictionary.length) continue;
      if (found.has(hold.codes[i]!)) continue;
      if (this.#plan.entry === "first") {
        this.path.read(i, i + 1, null, 0);
        if (this.path.length === 0 || (this.path.mask[0]! & first) === 0) continue;
        return [hold.codes[i]!];
      }
      found.add(hold.codes[i]!);
    }
    return [...found];
  }
}

/** The chosen chain of every person, with the event that fills each place in the count. */
export interface TracedChains extends Chains {
  /** `events[k][pid]`: the event that reaches place k, from 0; meaningless where it was not reached. Only when asked for. */
  readonly events: readonly Uint32Array[] | null;
}

/** Finds the chain of every person as the plan wants it. `withEvents` costs four bytes a person and step. */
export function traceModes(log: EventLog, plan: FunnelPlan, withEvents = false): TracedChains {
  const { people } = log;
  const { count } = plan.steps;
  const chains = {
    ...roomFor(log, plan),
    events: withEvents && plan.mode !== "open"
      ? Array.from({ length: count }, () => new Uint32Array(people))
      : null,
  };
  tracer(log, plan, chains)(0, people);
  return chains;
}

/** Room for everybody's chains, as {@linkcode tracer} fills it. `shared`: workers can write to it. */
export function roomFor({ people, at }: EventLog, plan: FunnelPlan, shared = false): Chains {
  const open = plan.mode === "open";
  const bytes = 4 * people;
  return {
    ...emptyChains(people, open ? 1 : plan.steps.count, plan.plain && at instanceof Int32Array, shared),
    also: open || plan.optional !== null
      ? new Int32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
      : null,
  };
}

/** Fills in the chains of the people from one number up to another, block by block, as the plan wants them. */
export function tracer(
  log: EventLog,
  plan: FunnelPlan,
  chains: TracedChains,
): (from: number, to: number) => void {
  if (plan.plain && chains.events === null) {
    return (from, to) => {
      traceSome(log, plan.steps, plan.window, chains, from, to);
    };
  }
  return plan.mode === "open" ? openTracer(log, plan, chains) : chainTracer(log, plan, chains);
}

function chainTracer(
  log: EventLog,
  plan: FunnelPlan,
  { reached, entry, began, seconds, also, events }: TracedChains,
): (from: number, to: number) => void {
  const { starts } = log;
  const finder = new ChainFinder(log, plan);
  const { path, found } = finder;
  return (from, to) => {
    for (let pid = from; pid < to; pid++) {
      if (starts[pid] === starts[pid + 1]) continue;
      finder.find(starts[pid]!, starts[pid + 1]!);
      const { reached: length, time, place } = found;
      if (length === 0 || hasLeft(log, plan, pid, found)) continue;
      reached[pid] = length;
      entry[pid] = path.event[place[0]!]!;
      began[pid] = time[0]!;
      for (let k = 1; k < length; k++) seconds[k - 1]![pid] = time[k]! - time[k - 1]!;
      if (events) { for (let k = 0; k < length; k++) events[k]![pid] = path.event[place[k]!]!; }
      if (also) also[pid] = fillOptional(path, plan, found, log.sequenced);
    }
  };
}

/** Whether the person does what makes them leave the whole funnel, where it counts. */
function hasLeft(log: EventLog, plan: FunnelPlan, pid: number, found: FoundChain): boolean {
  return plan.leaves.some((bar) => found.reached > bar.from && doesBetween(log, plan, pid, found, bar));
}

function doesBetween(log: EventLog, plan: FunnelPlan, pid: number, found: FoundChain, bar: Bar): boolean {
  const { at, event, starts } = log;
  const after = found.time[bar.from]!;
  const done = found.reached > bar.to;
  const until = done ? found.time[bar.to]! : found.time[0]! + plan.window;
  for (let i = starts[pid]!; i < starts[pid + 1]! && at[i]! <= until; i++) {
    if (at[i]! > after && (at[i]! < until || !done) && bar.codes[event[i]!] === 1) return true;
  }
  return false;
}

/** Who did each step at all. One event stands for one step: of steps that fit the same events, the first come first. */
function openTracer(
  log: EventLog,
  plan: FunnelPlan,
  { reached, entry, began, also }: TracedChains,
): (from: number, to: number) => void {
  const { starts } = log;
  const path = new PersonPath(log, {
    steps: plan.steps,
    optional: null,
    bars: null,
    ignored: null,
    byStep: false,
  });
  const matching = new StepMatching(plan.steps.count);
  return (from, to) => {
    for (let pid = from; pid < to; pid++) {
      path.read(starts[pid]!, starts[pid + 1]!, null, 0);
      if (path.length === 0) continue;
      entry[pid] = path.event[0]!;
      began[pid] = path.time[0]!;
      also![pid] = matching.fillable(path);
      reached[pid] = 1;
    }
  };
}
