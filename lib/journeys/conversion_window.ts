import { normalQuantile } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { traceChains } from "./_chains.ts";
import type {
  ConversionAt,
  ConversionWindowGroup,
  ConversionWindowResult,
} from "./conversion_window_result.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelMembers } from "./funnel.ts";
import { kaplanMeier } from "./kaplan_meier.ts";
import type { StepDefinition } from "./result.ts";
import { compileSteps } from "./_steps.ts";
import { lastAtOrBefore, logLogInterval, type SurvivalCurve } from "./survival_curve.ts";
import { unknownEvents } from "./unknown_events.ts";
import { windowSeconds } from "./_window.ts";

/** How to look for a window. */
export interface ConversionWindowOptions {
  /** Also look at each of these groups. Default: none. */
  readonly groups?: readonly FunnelMembers[];
  /** Share of those who convert by the horizon that the suggested window covers, in (0, 1). Default 0.9. */
  readonly covers?: number;
  /** The longest time to speak of. Default: the time for which one in ten of those who started were observed. */
  readonly horizon?: string | number;
  /** Lengths of time to compare. Default 7, 14, 28, 56 and 84 days. */
  readonly at?: readonly (string | number)[];
  /** Most points of a curve. Default 200. */
  readonly mostPoints?: number;
}

const usual = ["7d", "14d", "28d", "56d", "84d"];
/** With fewer conversions a suggested window says little. */
const fewConversions = 30;

/**
 * Which conversion window fits a journey: how long people take from their first first step to the last one, with
 * those who have not got there yet counted as still waiting, not as lost (Kaplan and Meier 1958).
 *
 * The suggested window is the shortest time t at which R(t) = F(t) / F(horizon) reaches `covers`, where F is the
 * share converted. Its interval holds the times at which a test would not tell R(t) from `covers` at 95 %; R's
 * variance follows from Greenwood's, since the share that goes on waiting from t to the horizon is independent of
 * the share that waits until t: with S = 1 − F(t) and Q = S(horizon) / S,
 * var R = [S²(1 − Q)² g + (1 − S)² S² Q² (h − g)] / (1 − SQ)⁴, g and h being Greenwood's sums at t and the horizon.
 *
 * @param steps As for `funnel`, in order; the window is not limited.
 * @throws {InputError} There are fewer than two steps; else as `funnel`.
 * @throws {RangeError} An option is out of bounds, or a group is of another number of people.
 *
 * @example
 * ```ts
 * import { conversionWindow } from "./conversion_window.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * const day = 86_400;
 * const log = eventLogOf([1, 2, 3, 20].flatMap((days, person) => [
 *   { person, event: "visit", at: 0 },
 *   { person, event: "book", at: days * day },
 * ]), { observedUntil: 90 * day });
 * const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
 * const [everybody] = conversionWindow(log, steps, { covers: 0.7 }).groups;
 * if (everybody?.suggested?.seconds !== 3 * day || everybody.at[1]?.missed !== 0.25) throw new Error();
 * ```
 */
export function conversionWindow(
  log: EventLog,
  steps: readonly StepDefinition[],
  options: ConversionWindowOptions = {},
): ConversionWindowResult {
  const { groups = [], covers = 0.9, at = usual, mostPoints = 200 } = options;
  if (steps.length < 2) {
    throw new InputError(
      `Cannot look for a window of ${steps.length} steps: name the first and the last at least`,
    );
  }
  if (!(covers > 0 && covers < 1)) {
    throw new RangeError(`Cannot cover a share of ${covers}: it must lie between 0 and 1, such as 0.9`);
  }
  const wrong = groups.find(({ members }) => members.length !== log.people);
  if (wrong) {
    throw new RangeError(
      `Cannot look at group "${wrong.id}": it is of ${wrong.members.length} people, the events are of ${log.people}`,
    );
  }
  const waits = readWaits(log, steps);
  const horizon = options.horizon === undefined ? usualHorizon(waits) : windowSeconds(options.horizon);
  const times = at.map((within) => ({
    within: typeof within === "string" ? within : `${within}s`,
    seconds: windowSeconds(within),
  }));
  const everybody = { id: "all", name: "Everybody", members: null };
  const found = [everybody, ...groups].map(({ id, name, members }) =>
    groupOf({ id, name }, waitsOf(waits, members), { covers, horizon, times, mostPoints })
  );
  const warnings = [...log.warnings, ...unknownEvents(log, steps)];
  const { suggested, converted } = found[0]!;
  if (suggested && suggested.seconds * 2 > horizon) {
    warnings.push(
      "The suggested window is more than half as long as people were observed: later conversions may be missing, " +
        "and the window that covers them may be longer.",
    );
  }
  if (converted < fewConversions) {
    warnings.push(
      `There are fewer than ${fewConversions} conversions: take the suggested window as a first guess.`,
    );
  }
  return {
    kind: "window",
    steps: steps.map(({ name }) => name),
    covers,
    horizonSeconds: horizon,
    observedUntil: log.observedUntil,
    groups: found,
    warnings,
  };
}

/** Everybody who started: how long they took, or have waited. */
interface Waits {
  readonly pid: Uint32Array;
  readonly time: Float64Array;
  readonly status: Uint8Array;
  /** How long they could be observed. */
  readonly observed: Float64Array;
}

function readWaits(log: EventLog, steps: readonly StepDefinition[]): Waits {
  const { reached, entry, seconds } = traceChains(log, compileSteps(log, steps), Infinity);
  const waits = emptyWaits(reached.reduce((sum, steps) => sum + (steps > 0 ? 1 : 0), 0));
  let i = 0;
  for (let p = 0; p < reached.length; p++) {
    if (reached[p] === 0) continue;
    waits.pid[i] = p;
    waits.observed[i] = log.observedUntil - log.at[entry[p]!]!;
    waits.status[i] = reached[p] === steps.length ? 1 : 0;
    waits.time[i] = waits.status[i] === 1 ? 0 : waits.observed[i]!;
    if (waits.status[i] === 1) { for (const one of seconds) waits.time[i]! += one[p]!; }
    i++;
  }
  return waits;
}

function waitsOf(waits: Waits, members: Uint8Array | null): Waits {
  if (members === null) return waits;
  const kept = emptyWaits(waits.pid.reduce((sum, p) => sum + (members[p] === 1 ? 1 : 0), 0));
  for (let i = 0, to = 0; i < waits.pid.length; i++) {
    if (members[waits.pid[i]!] !== 1) continue;
    kept.pid[to] = waits.pid[i]!;
    kept.time[to] = waits.time[i]!;
    kept.status[to] = waits.status[i]!;
    kept.observed[to++] = waits.observed[i]!;
  }
  return kept;
}

function emptyWaits(length: number): Waits {
  return {
    pid: new Uint32Array(length),
    time: new Float64Array(length),
    status: new Uint8Array(length),
    observed: new Float64Array(length),
  };
}

function usualHorizon({ observed }: Waits): number {
  if (observed.length === 0) return 0;
  return observed.toSorted()[Math.floor(observed.length * 0.9)]!;
}

interface Settings {
  readonly covers: number;
  readonly horizon: number;
  readonly times: readonly { readonly within: string; readonly seconds: number }[];
  readonly mostPoints: number;
}

function groupOf(
  { id, name }: { readonly id: string; readonly name: string },
  waits: Waits,
  { covers, horizon, times, mostPoints }: Settings,
): ConversionWindowGroup {
  const curve = kaplanMeier({ time: waits.time, status: waits.status });
  const last = lastAtOrBefore(curve.time, horizon);
  const z = normalQuantile(0.975);
  const convertedBy = (i: number) => i < 0 ? 0 : 1 - curve.survival[i]!;
  const band = (i: number) => {
    if (i < 0) return { low: null, high: null };
    const { low, high } = logLogInterval(curve.survival[i]!, curve.greenwood[i]!, z);
    return { low: high === null ? null : 1 - high, high: low === null ? null : 1 - low };
  };
  const eventually = waits.time.length === 0 ? null : convertedBy(last);
  const at = times.map(({ within, seconds }): ConversionAt => {
    if (eventually === null || seconds > horizon) {
      return { within, seconds, rate: null, low: null, high: null, missed: null };
    }
    const i = lastAtOrBefore(curve.time, seconds);
    const rate = convertedBy(i);
    return { within, seconds, rate, ...band(i), missed: eventually === 0 ? null : 1 - rate / eventually };
  });
  const shown = last + 1 <= mostPoints
    ? Array.from({ length: last + 1 }, (_, i) => i)
    : Array.from({ length: mostPoints }, (_, k) => Math.round(k * last / (mostPoints - 1)));
  return {
    group: id,
    name,
    people: waits.time.length,
    converted: waits.status.reduce((sum, one) => sum + one, 0),
    eventually,
    suggested: suggest(curve, last, covers, z),
    at,
    curve: shown.map((i) => ({
      seconds: curve.time[i]!,
      converted: convertedBy(i),
      ...band(i),
      atRisk: curve.atRisk[i]!,
    })),
  };
}

/** The first time that covers enough, and those that a test at the level of `z` would not tell from it. */
function suggest(
  curve: SurvivalCurve,
  last: number,
  covers: number,
  z: number,
): ConversionWindowGroup["suggested"] {
  if (last < 0) return null;
  const end = curve.survival[last]!;
  const total = curve.greenwood[last]!;
  let seconds: number | null = null;
  let low: number | null = null;
  let high: number | null = null;
  for (let i = 0; i <= last; i++) {
    const s = curve.survival[i]!;
    const share = (1 - s) / (1 - end);
    // Products of many factors stray by rounding from shares that they equal in exact arithmetic.
    if (seconds === null && share >= covers - 1e-10) seconds = curve.time[i]!;
    const error = shareError(s, end, curve.greenwood[i]!, total);
    if (low === null && share + z * error >= covers) low = curve.time[i]!;
    if (high === null && share - z * error >= covers) high = curve.time[i]!;
  }
  return { seconds: seconds!, low, high };
}

/** Standard error of (1 − s) / (1 − end), by the delta method. */
function shareError(s: number, end: number, sum: number, total: number): number {
  if (s === 0) return 0;
  const q = end / s;
  // With nobody left waiting at the horizon Greenwood's sum is infinite there, and its weight zero.
  const after = end === 0 ? 0 : total - sum;
  return Math.sqrt((s * (1 - q)) ** 2 * sum + ((1 - s) * end) ** 2 * after) / (1 - end) ** 2;
}
