import { traceChains } from "./_chains.ts";
import { compileSteps, property } from "./_steps.ts";
import { windowSeconds } from "./_window.ts";
import { type AssociationCounts, type AssociationOptions, associations } from "./associations.ts";
import type { AssociationsResult } from "./associations_result.ts";
import type { EventLog } from "./event_log.ts";
import { type ExposureCounts, exposureCounts, type ExposureEvents } from "./exposure_counts.ts";
import type { StepDefinition } from "./result.ts";
import { unknownEvents } from "./unknown_events.ts";

/** What to compare, and for how long. */
export interface ConversionAssociationsOptions extends AssociationOptions {
  /** Time from entry to conversion, as for `funnel`. */
  readonly within: string | number;
  /**
   * What people did this long after entry is looked at. Default: up to the moment by which a quarter of the conversions
   * have come, so that three in four are kept.
   */
  readonly exposure?: string | number;
  /** Properties whose values are compared beside the events: must be loaded. Default: none. */
  readonly properties?: readonly string[];
}

/**
 * Which events, and which values of event properties, go with conversion among people who entered a journey: everybody
 * is watched for the same time after entry (`exposureCounts`), and odds ratios are exact (`associations`).
 *
 * @param steps The first is entry and the last conversion; people go through them as in `funnel`.
 * @throws {InputError} There are fewer than two steps, or a property was not loaded.
 * @throws {RangeError} The exposure is not shorter than the window.
 *
 * @example
 * ```ts
 * import { conversionAssociations } from "./conversion_associations.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * const ways = [...Array(20).fill("visit call book"), ...Array(20).fill("visit mail wait")];
 * const log = eventLogOf(
 *   ways.flatMap((way, person) => way.split(" ").map((event: string, at: number) => ({ person, event, at: 60 * at }))),
 *   { observedUntil: 1e6 },
 * );
 * const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
 * const { items: [first], exposure } = conversionAssociations(log, steps, { within: "1d" });
 * if (first?.name !== "call" || first.converted !== 20 || exposure?.seconds !== 119) throw new Error();
 * ```
 */
export function conversionAssociations(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: ConversionAssociationsOptions,
): AssociationsResult {
  const { within, properties = [] } = options;
  const window = windowSeconds(within);
  const { enteredAt, convertedAt } = readEntries(log, steps, window);
  const exposure = options.exposure === undefined
    ? usualExposure(enteredAt, convertedAt, window)
    : windowSeconds(options.exposure);
  const { person, at } = log;
  const count = (event: ExposureEvents["event"], names: readonly string[]): ExposureCounts =>
    exposureCounts({ person, at, event, enteredAt, convertedAt }, {
      names,
      exposure,
      within: window,
      observedUntil: log.observedUntil,
    });
  const events = count(log.event, log.names);
  const taken = new Set([...steps[0]!.events, ...steps.at(-1)!.events]);
  const items: AssociationCounts[] = events.items.filter(({ name }) => !taken.has(name));
  for (const name of properties) {
    const { codes, dictionary } = property(log, name);
    const names = [...dictionary.map((value) => `${name} = ${value}`), `${name} (missing)`];
    items.push(...count(codes, names).items);
  }
  const result = associations({
    converted: events.converted,
    others: events.others,
    items: items.filter(({ converted, others }) => converted + others > 0),
  }, options);
  return {
    ...result,
    exposure: {
      seconds: exposure,
      withinSeconds: window,
      convertedEarly: events.convertedEarly,
      stillDeciding: events.stillDeciding,
    },
    warnings: [...log.warnings, ...unknownEvents(log, steps), ...result.warnings],
  };
}

function readEntries(log: EventLog, steps: readonly StepDefinition[], window: number) {
  if (steps.length < 2) {
    throw new RangeError(
      "Cannot compare who converted: name the step people enter by and the one they reach",
    );
  }
  const { reached, entry, seconds } = traceChains(log, compileSteps(log, steps), window);
  const enteredAt = new Float64Array(log.people).fill(NaN);
  const convertedAt = new Float64Array(log.people).fill(NaN);
  for (let pid = 0; pid < log.people; pid++) {
    if (reached[pid] === 0) continue;
    enteredAt[pid] = log.at[entry[pid]!]!;
    if (reached[pid] === steps.length) {
      convertedAt[pid] = enteredAt[pid]! + seconds.reduce((sum, one) => sum + one[pid]!, 0);
    }
  }
  return { enteredAt, convertedAt };
}

/** Just short of the time by which a quarter of the conversions have come; of the window without any. */
function usualExposure(enteredAt: Float64Array, convertedAt: Float64Array, window: number): number {
  const waits = convertedAt.map((at, pid) => at - enteredAt[pid]!).filter((wait) => wait > 0).sort();
  const quarter = waits[Math.floor(waits.length / 4)] ?? window / 4;
  return quarter > 1 ? Math.min(quarter - 1, window / 2) : quarter / 2;
}
