import { conversionByStart, type EventLog, type Started, type StepDefinition } from "../lib/journeys/mod.ts";
import { contrast, type MeasureResult, rates, totalMisleads } from "../lib/outcomes/mod.ts";
import {
  type Group,
  type Membership,
  readRule,
  ruleTruths,
  type SegmentBook,
  type Shown,
} from "../lib/segments/mod.ts";
import { day, type MisleadingTotal, windowWords } from "../lib/words/mod.ts";
import { durationSeconds, type MeasureConfig, type Workspace } from "../lib/workspace/mod.ts";
import { pool } from "./_pool.ts";
import { partsOf } from "./each/part.ts";

/** One rate on two sides, before the gate: two measures of the same groups. */
export interface Sides extends Pick<MisleadingTotal, "id" | "title" | "did" | "sides"> {
  readonly measures: readonly [before: MeasureResult, after: MeasureResult];
}

/** What is followed, and of whom. */
export interface StartOptions {
  readonly within: string;
  readonly timeZone: string;
  readonly groups: readonly Group[];
  readonly all: Group;
  /** The smallest count that may be shown. */
  readonly minimum: number;
}

/**
 * Those who started the journey in the last three whole months whose windows are over, and in the three before: who
 * reached its last step in time. Null when the events do not go back so far, or when the total does not point the other
 * way than its parts, so that nothing need be said (nor be counted by the gate).
 */
export function startSides(
  log: EventLog,
  steps: readonly StepDefinition[],
  { within, timeZone, groups, all, minimum }: StartOptions,
): Sides | null {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || first === last || log.at.length === 0) return null;
  // Months are compared for journeys of days and weeks only.
  if (within.endsWith("h")) return null;
  const end = Temporal.Instant.fromEpochMilliseconds(1000 * (log.observedUntil - durationSeconds(within)))
    .toZonedDateTimeISO(timeZone).toPlainDate().with({ day: 1 });
  const days = [end.subtract({ months: 6 }), end.subtract({ months: 3 }), end];
  const [from, middle, until] = days.map((date) => date.toZonedDateTime(timeZone).epochMilliseconds / 1000);
  if (firstMoment(log.at) > from!) return null;
  const started = conversionByStart(log, steps, {
    within,
    periods: [{ from: from!, until: middle! }, { from: middle!, until: until! }],
  });
  const pooled = pool(groups, started, minimum);
  if (pooled === null) return null;
  const names = [0, 1].map((k) => {
    const [start, last] = [days[k]!, days[k + 1]!.subtract({ days: 1 })];
    const words = day(start.toString());
    return `${start.year === last.year ? words.replace(/ \d+$/, "") : words} to ${day(last.toString())}`;
  });
  const window = windowWords(within);
  return whereMisleading({
    id: "start",
    title: `“${last.name}” within ${window} of “${first.name}”`,
    did: `reached “${last.name}” within ${window}`,
    sides: [
      `who started from ${names[0]}`,
      `who started from ${names[1]}`,
    ],
    measures: [0, 1].map((k) =>
      rateOf(
        `start:${k === 0 ? "before" : "after"}`,
        `“${last.name}” within ${window}, started ${names[k]}`,
        rates(started[k]!, [...pooled, all]),
      )
    ) as [MeasureResult, MeasureResult],
  });
}

/** What is compared, and by which fields. */
export interface FieldSidesOptions {
  readonly workspace: Workspace;
  readonly book: SegmentBook;
  readonly membership: Membership;
  /** The main measure; only rates can be compared so. */
  readonly measure: MeasureConfig;
  /** Fields of people, or of their accounts. */
  readonly fields: readonly string[];
  readonly groups: readonly Group[];
  readonly all: Group;
  readonly minimum: number;
  readonly signal: AbortSignal | undefined;
}

/** A rate among the people of a field's two largest values, for each field whose totals mislead. */
export async function fieldSides(options: FieldSidesOptions): Promise<readonly Sides[]> {
  const { workspace, book, membership, measure, fields, groups, all, minimum, signal } = options;
  if (measure.type !== "rate" || fields.length === 0) return [];
  const rules = (measure.of === undefined ? [measure.who] : [measure.who, measure.of]).map((rule) =>
    readRule(rule, `measure "${measure.id}"`)
  );
  const [who, of] = await ruleTruths(workspace, rules, { book, ...(signal && { signal }) });
  const found: Sides[] = [];
  for (const field of fields) {
    const { parts } = await partsOf(workspace, field, { membership, minimum, signal });
    const two = parts.map((part) => ({ ...part, size: part.members.reduce((sum, one) => sum + one, 0) }))
      .toSorted((a, b) => b.size - a.size).slice(0, 2);
    if (two.length < 2) continue;
    const sides = two.map(({ members }): Started => ({
      of: members.map((one, pid) => one === 1 && (!of || of[pid] === 1) && who![pid] !== 2 ? 1 : 0),
      who: who!.map((one) => one === 1 ? 1 : 0),
    }));
    const pooled = pool(groups, sides, minimum);
    if (pooled === null) continue;
    const label = field.replaceAll(/[._]/g, " ");
    const one = whereMisleading({
      id: `field:${field}`,
      title: `${measure.name}, by ${label}`,
      did: measure.says ?? `count under “${measure.name}”`,
      sides: two.map(({ value }) => `with ${label} ${value}`) as [string, string],
      measures: two.map(({ value }, k) =>
        rateOf(
          `field:${field}:${k === 0 ? "before" : "after"}`,
          `${measure.name}, ${label} ${value}`,
          rates(sides[k]!, [...pooled, all]),
        )
      ) as [MeasureResult, MeasureResult],
    });
    if (one) found.push(one);
  }
  return found;
}

function rateOf(id: string, name: string, groups: MeasureResult["groups"]): MeasureResult {
  return {
    kind: "measure",
    id,
    name,
    says: null,
    type: "rate",
    unit: null,
    better: null,
    groups,
    method: "",
    warnings: [],
  };
}

function firstMoment(at: ArrayLike<number>): number {
  let least = Infinity;
  for (let i = 0; i < at.length; i++) if (at[i]! < least) least = at[i]!;
  return least;
}

/** The sides, where their total misleads. */
export function whereMisleading(sides: Sides): Sides | null {
  return totalMisleads(contrast(...sides.measures)) ? sides : null;
}

/**
 * What may be said of sides whose measures passed the gate; null when the numbers that may be shown do not say it.
 * Rates of groups are told in whole percents, and no counts, so that what both sides leave of a group stays unknown.
 */
export function misleadingOf(
  { measures, ...about }: Sides,
  released: readonly MeasureResult<Shown>[],
): MisleadingTotal | null {
  const [before, after] = measures.map(({ id }) => released.find((one) => one.id === id));
  if (!before || !after) return null;
  const found = contrast(before, after);
  if (!totalMisleads(found)) return null;
  const rounded = (value: number, parts: number) => Math.round(value * parts) / parts;
  const estimate = <T extends { value: number; low: number; high: number } | null>(
    one: T,
    parts: number,
  ): T =>
    one && {
      value: rounded(one.value, parts),
      low: rounded(one.low, parts),
      high: rounded(one.high, parts),
    } as T;
  const row = ({ weight: _, ...one }: (typeof found.groups)[number], parts: number) => ({
    ...one,
    before: one.before === null ? null : rounded(one.before, 100),
    after: one.after === null ? null : rounded(one.after, 100),
    change: estimate(one.change, parts),
    shares: one.shares && { before: rounded(one.shares.before, 100), after: rounded(one.shares.after, 100) },
  });
  return {
    ...about,
    contrast: {
      groups: found.groups.map((one) => row(one, 100)),
      all: found.all && row(found.all, 1000),
      sameMix: estimate(found.sameMix, 1000),
    },
  };
}
