import type { AssociationData } from "./associations.ts";
import type { Codes } from "./event_log.ts";
import { windowSeconds } from "./_window.ts";

/** Events of people, sorted by person, and when people entered and converted. */
export interface ExposureEvents {
  /** Number of the person, ascending. */
  readonly person: Uint32Array;
  /** Seconds since 1970 UTC. */
  readonly at: Float64Array | Int32Array;
  /** Code of what is looked at: an event, or a value of a property. */
  readonly event: Codes;
  /** By person: when they entered (reached the first step); NaN for those who did not. */
  readonly enteredAt: Float64Array;
  /** By person: when they converted; NaN for those who did not. */
  readonly convertedAt: Float64Array;
}

/** Which times count. */
export interface ExposureOptions {
  /** Names of the event codes. */
  readonly names: readonly string[];
  /** What people did this long after entering is looked at, such as "7d", or seconds. */
  readonly exposure: string | number;
  /** Conversion counts this long after entering, such as "56d", or seconds. */
  readonly within: string | number;
  /** Last observed second. */
  readonly observedUntil: number;
}

/** Counts with equal exposure, and who was left out for it. */
export interface ExposureCounts extends AssociationData {
  /** People who converted during the exposure: what they did was cut short by it. */
  readonly convertedEarly: number;
  /** People whose window was still open. */
  readonly stillDeciding: number;
}

/**
 * Who did what in the same length of time, and converted after it or not.
 *
 * Tools that watch converters until they convert and others until the window ends give the others more time to do
 * anything. Here everybody is watched for the exposure, right after entering; who converts meanwhile, or whose
 * window is not over, is left out and counted (landmark analysis; Anderson, Cain & Gelber 1983). A person counts
 * once for each event, however often it happened. Both ends of a time count. One pass.
 *
 * @throws {RangeError} The exposure is not shorter than the window, events are not sorted by person, or columns do not
 * fit each other.
 *
 * @example
 * ```ts
 * import { exposureCounts } from "./exposure_counts.ts";
 * const day = 86_400;
 * const counts = exposureCounts({
 *   person: Uint32Array.of(0, 0, 1, 2),
 *   at: Float64Array.of(day, 2 * day, day, 20 * day),
 *   event: Uint16Array.of(0, 0, 0, 0),
 *   enteredAt: Float64Array.of(0, 0, 0),
 *   convertedAt: Float64Array.of(10 * day, NaN, NaN),
 * }, { names: ["call"], exposure: "7d", within: "28d", observedUntil: 100 * day });
 * // Person 2 called too late to count.
 * const [call] = counts.items;
 * if (call?.converted !== 1 || call.others !== 1 || counts.others !== 2) throw new Error();
 * ```
 */
export function exposureCounts(events: ExposureEvents, options: ExposureOptions): ExposureCounts {
  const exposure = windowSeconds(options.exposure);
  const within = windowSeconds(options.within);
  if (!(exposure > 0 && exposure < within)) {
    throw new RangeError(
      `Cannot look at ${options.exposure} of a window of ${options.within}: the exposure must be above 0 and shorter`,
    );
  }
  const { person, at, event, enteredAt, convertedAt } = events;
  if (at.length !== person.length || event.length !== person.length) {
    throw new RangeError(
      `Cannot read events: ${person.length} people, ${at.length} times, ${event.length} events`,
    );
  }
  if (enteredAt.length !== convertedAt.length) {
    throw new RangeError(
      `Cannot read people: ${enteredAt.length} entered and ${convertedAt.length} converted rows`,
    );
  }
  /** 0: left out; 1: converted; 2: did not. */
  const side = new Uint8Array(enteredAt.length);
  let convertedEarly = 0;
  let stillDeciding = 0;
  for (let pid = 0; pid < side.length; pid++) {
    const entered = enteredAt[pid]!;
    if (Number.isNaN(entered)) continue;
    const waited = convertedAt[pid]! - entered;
    if (waited >= 0 && waited <= exposure) convertedEarly++;
    else if (entered + within > options.observedUntil) stillDeciding++;
    else side[pid] = waited > exposure && waited <= within ? 1 : 2;
  }
  const counts = [0, 1, 2].map(() => new Float64Array(options.names.length));
  /** By event: the last person counted for it. */
  const counted = new Int32Array(options.names.length).fill(-1);
  for (let i = 0; i < person.length; i++) {
    const pid = person[i]!;
    if (i > 0 && pid < person[i - 1]!) {
      throw new RangeError(`Cannot read event ${i + 1}: events must be sorted by person`);
    }
    const which = side[pid] ?? 0;
    const after = at[i]! - enteredAt[pid]!;
    if (which === 0 || !(after >= 0 && after <= exposure)) continue;
    const code = event[i]!;
    if (code >= options.names.length) {
      throw new RangeError(`Cannot read event ${i + 1}: code ${code} has no name`);
    }
    if (counted[code] === pid) continue;
    counted[code] = pid;
    counts[which]![code]!++;
  }
  return {
    converted: side.filter((which) => which === 1).length,
    others: side.filter((which) => which === 2).length,
    items: options.names.map((name, code) => ({
      name,
      converted: counts[1]![code]!,
      others: counts[2]![code]!,
    })),
    convertedEarly,
    stillDeciding,
  };
}
