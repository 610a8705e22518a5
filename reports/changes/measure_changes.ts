import { difference } from "../../lib/outcomes/mod.ts";
import type { MeasureInGroup, MeasureResult } from "../../lib/outcomes/mod.ts";
import { changeOfCount } from "../../lib/privacy/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import type { MeasureChange } from "./changes_model.ts";
import type { Comparable } from "./comparable.ts";
import type { Fingerprints } from "./fingerprints.ts";

type Measure = MeasureResult<Shown>;
type Row = MeasureInGroup<Shown>;

/** The measures of one report, with what they mean. */
export interface Measured {
  readonly measures: readonly Measure[];
  readonly fingerprints: Fingerprints;
}

/** How to compare. */
export interface MeasureChangeOptions {
  readonly comparable: Comparable;
  /** Differences of 1 up to one less are hidden. */
  readonly minimum: number;
}

/**
 * Every measure of this report against the earlier one, group by group, from printed numbers only. Rates and medians
 * have the interval of their difference; totals are full counts and have none.
 */
export function measureChanges(
  now: Measured,
  before: Measured,
  options: MeasureChangeOptions,
): MeasureChange[] {
  const pairs = now.measures.map((measure) => ({
    measure,
    earlier: before.measures.find(({ id }) => id === measure.id),
    reason: reasonOf(measure.id, now.fingerprints, before.fingerprints),
  }));
  const comparisons = Math.max(1, pairs.reduce((sum, pair) => sum + estimatesOf(pair, options).length, 0));
  return pairs.map(({ measure, earlier, reason }) => ({
    id: measure.id,
    name: measure.name,
    type: measure.type,
    unit: measure.unit,
    better: measure.better,
    groups: measure.groups.map((row) => {
      const then = earlier?.groups.find(({ group }) => group === row.group);
      const why = reason ?? options.comparable(row.group);
      const nothing = { change: null, low: null, high: null, clear: false };
      return {
        group: row.group,
        name: row.name,
        before: then?.value ?? null,
        now: row.value,
        ...(why === null && then ? changeOf(measure, row, then, { ...options, comparisons }) : nothing),
        reason: why ?? (then ? null : "New group"),
      };
    }),
  }));
}

function reasonOf(id: string, now: Fingerprints, before: Fingerprints): string | null {
  const [here, there] = [now.measures[id], before.measures[id]];
  if (there === undefined) return "New measure";
  return here === there ? null : "Measure defined anew";
}

/** The rows of a measure that have an interval in both reports. */
function estimatesOf(
  { measure, earlier, reason }: {
    readonly measure: Measure;
    readonly earlier: Measure | undefined;
    readonly reason: string | null;
  },
  { comparable }: MeasureChangeOptions,
): readonly Row[] {
  if (reason !== null || measure.type === "total") return [];
  return measure.groups.filter((row) => {
    const then = earlier?.groups.find(({ group }) => group === row.group);
    return comparable(row.group) === null && estimate(row) !== null && then && estimate(then) !== null;
  });
}

type ChangeNumbers = Pick<MeasureChange["groups"][number], "change" | "low" | "high" | "clear">;

function changeOf(
  { type }: Measure,
  now: Row,
  then: Row,
  { minimum, comparisons }: MeasureChangeOptions & { readonly comparisons: number },
): ChangeNumbers {
  const without = (change: Shown | null) => ({ change, low: null, high: null, clear: false });
  if (now.value === null || then.value === null) return without(null);
  if (now.value === "hidden" || then.value === "hidden") return without("hidden");
  if (type === "total") {
    // A sum that so few people more or fewer have changed would tell what is theirs.
    const few = changeOfCount(now.n, then.n, minimum) === "hidden";
    return without(few ? "hidden" : now.value - then.value);
  }
  const [here, there] = [estimate(now), estimate(then)];
  if (!here || !there) return without(now.value - then.value);
  const { value, low, high } = difference(here, there);
  const wide = difference(here, there, { comparisons });
  return { change: value, low, high, clear: wide.low > 0 || wide.high < 0 };
}

function estimate({ value, low, high }: Row): { value: number; low: number; high: number } | null {
  return typeof value === "number" && typeof low === "number" && typeof high === "number"
    ? { value, low, high }
    : null;
}
