import { checkBreakdown, checkFunnel, countFunnel } from "./_count_funnel.ts";
import { planFunnel } from "./_funnel_plan.ts";
import { blocksOf, claimBlocks, type TraceJob } from "./_trace_job.ts";
import { roomFor } from "./_trace_modes.ts";
import type { Codes, EventLog, EventProperty } from "./event_log.ts";
import { funnel, type FunnelOptions } from "./funnel.ts";
import type { FunnelResult, StepDefinition } from "./result.ts";

const mostHelpers = 7;
/** Blocks a thread: enough that none waits long for another at the end. */
const blocksEach = 16;

/**
 * Counts funnels of a large log on several threads. The log is copied into memory the threads share, once; each
 * funnel is then {@linkcode funnel} to the last digit, in less time. All modes are shared out; those by a property at
 * another event than the first run on this thread alone.
 *
 * Worth it for other modes than the plain ordered one from a million events on, for that one, which a single thread
 * goes through in a tenth of a second for twenty million, hardly below a hundred. Close it when done.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { FunnelTeam } from "./funnel_team.ts";
 * const log = eventLogOf([
 *   { person: "ann", event: "visit", at: 0 },
 *   { person: "ann", event: "book", at: 60 },
 * ]);
 * using team = new FunnelTeam(log, { helpers: 1 });
 * const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
 * const { steps: [, book] } = await team.funnel(steps, { within: "1d" });
 * if (book?.people !== 1) throw new Error();
 * ```
 */
export class FunnelTeam implements Disposable {
  /** The log, in shared memory. */
  readonly log: EventLog;
  readonly #helpers: readonly Worker[];

  /**
   * Copies a log into shared memory and starts the helpers.
   *
   * @param log Stays as it is.
   * @param options.helpers Threads beside this one. Default: one a further core of the machine, at most seven.
   */
  constructor(log: EventLog, options: { readonly helpers?: number } = {}) {
    const helpers = options.helpers ?? Math.min(mostHelpers, navigator.hardwareConcurrency - 1);
    this.log = sharedLog(log);
    this.#helpers = Array.from(
      { length: helpers },
      () => new Worker(new URL("./_trace_worker.ts", import.meta.url), { type: "module" }),
    );
  }

  /**
   * As {@linkcode funnel} of the log.
   *
   * @throws As `funnel`; {@linkcode Error} when a helper fails.
   */
  async funnel(steps: readonly StepDefinition[], options: FunnelOptions): Promise<FunnelResult> {
    const { by, breakdown = "entry" } = options;
    checkFunnel(this.log, options);
    const plan = planFunnel(this.log, steps, options);
    checkBreakdown(plan, breakdown);
    const alone = this.#helpers.length === 0 || (by !== undefined && breakdown !== "entry");
    if (alone) return funnel(this.log, steps, options);
    const job: TraceJob = {
      log: { ...this.log, properties: new Map() },
      plan,
      chains: roomFor(this.log, plan, true),
      blocks: blocksOf(this.log.starts, blocksEach * (this.#helpers.length + 1)),
      taken: new Int32Array(new SharedArrayBuffer(4)),
    };
    const answers = Promise.all(this.#helpers.map((helper) => answer(helper, job)));
    claimBlocks(job);
    await answers;
    return countFunnel(this.log, steps, options, plan, { ...job.chains, events: null });
  }

  /** Sends the helpers home. */
  close(): void {
    for (const helper of this.#helpers) helper.terminate();
  }

  /** As {@linkcode FunnelTeam.close}, at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.close();
  }
}

/** Has a helper take part in a job; resolves when it finds no more to do. */
function answer(helper: Worker, job: TraceJob): Promise<void> {
  return new Promise((resolve, reject) => {
    helper.onmessage = () => resolve();
    helper.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`Cannot count the funnel: a helper failed (${event.message})`));
    };
    helper.postMessage(job);
  });
}

function sharedLog(log: EventLog): EventLog {
  const properties = [...log.properties].map(([name, { codes, dictionary }]): [string, EventProperty] => [
    name,
    { codes: shared(codes), dictionary },
  ]);
  return {
    ...log,
    person: shared(log.person),
    starts: shared(log.starts),
    at: shared(log.at),
    event: shared(log.event),
    properties: new Map(properties),
  };
}

function shared<T extends Codes | Int32Array | Float64Array>(values: T): T {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const Values = values.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Values(new SharedArrayBuffer(values.byteLength));
  copy.set(values as never);
  return copy;
}
