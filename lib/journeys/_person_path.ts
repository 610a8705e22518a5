import type { EventLog } from "./event_log.ts";
import { type CompiledSteps, conditionedMask } from "./_steps.ts";

/** What a path keeps of the events of a log. */
export interface PathRules {
  /** Steps that make the chain. */
  readonly steps: CompiledSteps;
  /** Steps that may be skipped; null when there are none. */
  readonly optional: CompiledSteps | null;
  /** By event code: bits of the gaps that an event of this name closes; bit `k` is the gap after step `k`. */
  readonly bars: Int32Array | null;
  /** By event code: 1 for events that a strict chain does not see. Null: every event that fits no step is left out. */
  readonly ignored: Uint8Array | null;
  /** Events of one time stand in order of the steps they fit, not as in the log. */
  readonly byStep: boolean;
}

/** The events of one person that matter to a funnel. Holds its space from one person to the next. */
export class PersonPath {
  /** How many events. */
  length = 0;
  /** When. */
  time = new Float64Array(64);
  /** Steps that the event may fill. */
  mask = new Int32Array(64);
  /** Optional steps that it may fill. */
  optional = new Int32Array(64);
  /** Gaps that it closes. */
  bars = new Int32Array(64);
  /** Where it stands in the log. */
  event = new Uint32Array(64);
  readonly #log: EventLog;
  readonly #rules: PathRules;

  constructor(log: EventLog, rules: PathRules) {
    this.#log = log;
    this.#rules = rules;
  }

  /** Takes the events `begin` to `end` − 1 of the log; with `codes`, only those whose code is `held`. */
  read(begin: number, end: number, codes: ArrayLike<number> | null, held: number): void {
    const { at, event } = this.#log;
    const { steps, optional, bars, ignored, byStep } = this.#rules;
    if (end - begin > this.time.length) this.#grow(end - begin);
    let n = 0;
    for (let i = begin; i < end; i++) {
      if (codes !== null && codes[i] !== held) continue;
      const code = event[i]!;
      const mask = maskOf(steps, code, i);
      const other = optional === null ? 0 : maskOf(optional, code, i);
      const bar = bars === null ? 0 : bars[code]!;
      if ((mask | other | bar) === 0 && (ignored === null || ignored[code] === 1)) continue;
      let place = n++;
      if (byStep && !this.#log.sequenced) {
        for (; place > 0 && this.time[place - 1] === at[i]!; place--) {
          if (lowest(this.mask[place - 1]!) <= lowest(mask)) break;
          this.#move(place - 1, place);
        }
      }
      this.time[place] = at[i]!;
      this.mask[place] = mask;
      this.optional[place] = other;
      this.bars[place] = bar;
      this.event[place] = i;
    }
    this.length = n;
  }

  /** The place after the last event of the moment that begins at `from`: the next event, when a sequence is known. */
  momentEnd(from: number): number {
    let to = from + 1;
    if (!this.#log.sequenced) { while (to < this.length && this.time[to] === this.time[from]) to++; }
    return to;
  }

  #move(from: number, to: number): void {
    this.time[to] = this.time[from]!;
    this.mask[to] = this.mask[from]!;
    this.optional[to] = this.optional[from]!;
    this.bars[to] = this.bars[from]!;
    this.event[to] = this.event[from]!;
  }

  #grow(size: number): void {
    const room = 2 ** Math.ceil(Math.log2(size));
    this.time = new Float64Array(room);
    this.mask = new Int32Array(room);
    this.optional = new Int32Array(room);
    this.bars = new Int32Array(room);
    this.event = new Uint32Array(room);
  }
}

function maskOf(steps: CompiledSteps, code: number, i: number): number {
  const mask = steps.maskOf[code]!;
  return (mask & steps.conditional) === 0 ? mask : conditionedMask(steps, i, mask);
}

/** The lowest step of a mask; an empty mask is last. */
function lowest(mask: number): number {
  return mask === 0 ? 32 : 31 - Math.clz32(mask & -mask);
}
