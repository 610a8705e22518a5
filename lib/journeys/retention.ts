import { wilson } from "../kernels/mod.ts";
import { type Clock, makeClock, makePlan, type Plan } from "./_retention_plan.ts";
import type {
  CalendarUnit,
  RetentionCohort,
  RetentionGroup,
  RetentionMode,
  RetentionOverall,
  RetentionResult,
} from "./retention_result.ts";

/** Events of people, in any order. */
export interface RetentionEvents {
  /** Number of the person, from 0. */
  readonly person: Uint32Array;
  /** Seconds since 1970 UTC. */
  readonly at: Float64Array | Int32Array;
  /** 1: an event that starts (a first visit); 2: one that counts as coming back; 3: both. Default: all both. */
  readonly role?: Uint8Array | undefined;
}

/** What is counted. */
export interface RetentionOptions {
  /**
   * "day", "week" or "month": periods of the calendar. A length such as "7d": counted from each person's own start.
   * Default "month".
   */
  readonly period?: string;
  /** What cohorts are made by when periods are lengths. Default "month". */
  readonly cohortBy?: CalendarUnit;
  /** Default "on". */
  readonly mode?: RetentionMode;
  /** Periods shown after the start, each a bracket of its own. Default 12. */
  readonly periods?: number;
  /** Where brackets begin, in periods after the start, and where the last ends: [1, 3, 8] is 1 to 2 and 3 to 7. */
  readonly brackets?: readonly number[];
  /** Last observed second: what lies after it cannot be seen yet. */
  readonly observedUntil: number;
  /** Of days, weeks and months. Default "UTC". */
  readonly timeZone?: string;
  /** Groups to show apart; `members[pid]` is 1 for the people of a group. */
  readonly groups?: readonly { readonly id: string; readonly name: string; readonly members: Uint8Array }[];
}

/**
 * Who came back: cohorts of people by when they started, and how many returned in each later period.
 *
 * A person starts once, at their first starting event. 0 is kept apart from what cannot be seen yet: a cell is null
 * until its bracket is over for everybody in the cohort. Calendar periods follow the time zone, days of 23 and 25
 * hours included; lengths are counted from each person's own first second. One pass over the events after one to
 * find the starts.
 *
 * @throws {RangeError} An option is out of bounds, columns differ in length, or there are more than 5,000 cohorts.
 *
 * @example
 * ```ts
 * import { retention } from "./retention.ts";
 * const at = (text: string) => Date.parse(text) / 1000;
 * const result = retention({
 *   person: Uint32Array.of(0, 0, 1),
 *   at: Float64Array.of(at("2026-01-05"), at("2026-02-20"), at("2026-01-31")),
 * }, { period: "month", periods: 2, observedUntil: at("2026-03-15") });
 * // Of the two who started in January one came back in February; March is not over.
 * if (JSON.stringify(result.cohorts[0]?.returned) !== "[2,1,null]") throw new Error();
 * ```
 */
export function retention(events: RetentionEvents, options: RetentionOptions): RetentionResult {
  const plan = makePlan(options);
  const { starts, future } = findStarts(events, options.observedUntil);
  const first = starts.reduce((least, at) => Math.min(least, at), Infinity);
  const clock = first === Infinity ? null : makeClock(first, plan, options.observedUntil);
  const marks = clock ? markReturns(events, starts, clock, plan, options.observedUntil) : new Uint32Array(0);
  const count = (members?: Uint8Array) =>
    clock ? countCohorts(starts, marks, clock, plan, options, members) : [];
  const cohorts = count();
  return {
    kind: "retention",
    period: plan.period,
    cohortBy: plan.cohortBy,
    mode: plan.mode,
    brackets: plan.brackets,
    timeZone: plan.timeZone,
    observedUntil: options.observedUntil,
    people: total(cohorts),
    cohorts,
    overall: overall(cohorts, plan.brackets.length),
    ...(options.groups
      ? {
        groups: options.groups.map(({ id, name, members }): RetentionGroup => {
          const own = count(members);
          return {
            group: id,
            name,
            people: total(own),
            cohorts: own,
            overall: overall(own, plan.brackets.length),
          };
        }),
      }
      : {}),
    method: `People by the ${plan.cohortBy} they started in; ${
      plan.seconds === null
        ? `${plan.period}s of the calendar`
        : `periods of ${plan.period} from each own start`
    }; cells not over for a whole cohort are not shown.`,
    warnings: warnings(plan.mode, future),
  };
}

/** By person: their first starting event; Infinity without one. */
function findStarts(
  { person, at, role }: RetentionEvents,
  observedUntil: number,
): { starts: Float64Array; future: number } {
  if (at.length !== person.length || (role && role.length !== person.length)) {
    throw new RangeError(
      `Cannot read events: ${person.length} people, ${at.length} times, ${role?.length ?? "no"} roles`,
    );
  }
  let people = 0;
  for (let i = 0; i < person.length; i++) if (person[i]! >= people) people = person[i]! + 1;
  const starts = new Float64Array(people).fill(Infinity);
  let future = 0;
  for (let i = 0; i < person.length; i++) {
    const when = at[i]!;
    if (!Number.isFinite(when)) throw new RangeError(`Cannot read the time of event ${i + 1}: it is ${when}`);
    if (when > observedUntil) future++;
    else if ((!role || (role[i]! & 1) === 1) && when < starts[person[i]!]!) starts[person[i]!] = when;
  }
  return { starts, future };
}

/** Bits by person: came back in each bracket after the start, and, last, after all brackets. */
function markReturns(
  { person, at, role }: RetentionEvents,
  starts: Float64Array,
  clock: Clock,
  { brackets }: Plan,
  observedUntil: number,
): Uint32Array {
  const bracketOf = new Int16Array(brackets.at(-1)!.to).fill(-1);
  brackets.forEach(({ from, to }, b) => bracketOf.fill(b, from, to));
  const words = wordsOf(brackets.length);
  const marks = new Uint32Array(starts.length * words);
  for (let i = 0; i < person.length; i++) {
    const start = starts[person[i]!]!;
    const when = at[i]!;
    if (when <= start || when > observedUntil || (role && (role[i]! & 2) === 0)) continue;
    const after = clock.periodsAfter(start, when);
    const bracket = after < bracketOf.length ? bracketOf[after]! : brackets.length;
    if (bracket > 0) marks[person[i]! * words + (bracket >> 5)]! |= 1 << (bracket & 31);
  }
  return marks;
}

function wordsOf(brackets: number): number {
  return (brackets >> 5) + 1;
}

function countCohorts(
  starts: Float64Array,
  marks: Uint32Array,
  { cohorts, count, edge }: Clock,
  { brackets, mode }: Plan,
  { observedUntil }: RetentionOptions,
  members: Uint8Array | undefined,
): RetentionCohort[] {
  const words = wordsOf(brackets.length);
  const people = new Float64Array(count);
  const latest = Float64Array.from(cohorts.starts.subarray(0, count));
  const returned = Array.from({ length: count }, () => new Float64Array(brackets.length));
  for (let pid = 0; pid < starts.length; pid++) {
    const start = starts[pid]!;
    if (start === Infinity || (members && members[pid] !== 1)) continue;
    const cohort = cohorts.indexOf(start);
    people[cohort]!++;
    if (start > latest[cohort]!) latest[cohort] = start;
    const came = (bracket: number) => (marks[pid * words + (bracket >> 5)]! >>> (bracket & 31) & 1) === 1;
    addReturns(returned[cohort]!, mode, came);
  }
  return returned.map((row, cohort) => ({
    cohort: cohorts.labels[cohort]!,
    people: people[cohort]!,
    complete: cohorts.starts[cohort + 1]! <= observedUntil + 1,
    returned: brackets.map(({ to }, bracket) =>
      bracket === 0 ? people[cohort]! : edge(latest[cohort]!, to) <= observedUntil + 1 ? row[bracket]! : null
    ),
  }));
}

function addReturns(row: Float64Array, mode: RetentionMode, came: (bracket: number) => boolean): void {
  const last = row.length - 1;
  if (mode === "onOrAfter") {
    let later = came(row.length);
    for (let b = last; b >= 1; b--) {
      later ||= came(b);
      if (later) row[b]!++;
    }
    return;
  }
  let before = false;
  for (let b = 1; b <= last; b++) {
    const here = came(b);
    before ||= here;
    if (mode === "streak" && !here) return;
    if (mode === "onOrBefore" ? before : here) row[b]!++;
  }
}

function overall(cohorts: readonly RetentionCohort[], brackets: number): (RetentionOverall | null)[] {
  return Array.from({ length: brackets }, (_, b) => {
    const seen = cohorts.filter((cohort) => cohort.returned[b] !== null);
    if (seen.length === 0) return null;
    const returned = seen.reduce((sum, cohort) => sum + cohort.returned[b]!, 0);
    const of = total(seen);
    if (of === 0) return { returned, of, rate: null, low: null, high: null };
    return { returned, of, rate: returned / of, ...wilson(returned, of) };
  });
}

function total(cohorts: readonly RetentionCohort[]): number {
  return cohorts.reduce((sum, cohort) => sum + cohort.people, 0);
}

function warnings(mode: RetentionMode, future: number): string[] {
  const found: string[] = [];
  if (future > 0) found.push(`${future} events lie after the last observed second and were left out.`);
  if (mode === "onOrAfter") {
    found.push("Earlier cohorts have had more time to come back: compare them down a column with care.");
  }
  return found;
}
