import type { Chains } from "./_chains.ts";
import type { FunnelPlan } from "./_funnel_plan.ts";
import { tracer } from "./_trace_modes.ts";
import type { EventLog } from "./event_log.ts";

/** Work that several threads share: everything in it that is written to is shared memory. */
export interface TraceJob {
  /** The plan holds the properties it needs; others need not come along. */
  readonly log: EventLog;
  readonly plan: FunnelPlan;
  readonly chains: Chains;
  /** Block `b` holds the people `blocks[b]` to `blocks[b + 1]` − 1. */
  readonly blocks: Uint32Array;
  /** How many blocks have been taken. */
  readonly taken: Int32Array;
}

/** Takes block after block, until other threads have taken the rest. */
export function claimBlocks({ log, plan, chains, blocks, taken }: TraceJob): void {
  const trace = tracer(log, plan, { ...chains, events: null });
  for (let block; (block = Atomics.add(taken, 0, 1)) < blocks.length - 1;) {
    trace(blocks[block]!, blocks[block + 1]!);
  }
}

/** Cuts people into at most `count` blocks of about as many events. */
export function blocksOf(starts: Uint32Array, count: number): Uint32Array {
  const people = starts.length - 1;
  const events = starts[people]!;
  const cuts = [0];
  for (let block = 1; block < count; block++) {
    const cut = firstFrom(starts, Math.floor(events * block / count));
    if (cut > cuts.at(-1)! && cut < people) cuts.push(cut);
  }
  return Uint32Array.from([...cuts, people]);
}

/** The first person whose events begin at or after event `at`. */
function firstFrom(starts: Uint32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
