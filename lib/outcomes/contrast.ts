import type { Shown } from "../segments/mod.ts";
import { difference, type Estimate } from "./difference.ts";
import type { MeasureInGroup, MeasureResult } from "./result.ts";

/** One group's rate on both sides of a {@linkcode Contrast}; null where a number is missing or hidden. */
export interface ContrastInGroup {
  /** Group id; "all" is everybody. */
  readonly group: string;
  /** What reports call it. */
  readonly name: string;
  /** Rate on the first side, in [0, 1]. */
  readonly before: number | null;
  /** Rate on the second side, in [0, 1]. */
  readonly after: number | null;
  /** Second minus first, with its 95 % interval; null when one of them is. */
  readonly change: Estimate | null;
  /** How much the group counts on the first side: its people, or as many as the width of its interval says. */
  readonly weight: number;
  /** The group's share of everybody on each side; null where a count is hidden. */
  readonly shares: { readonly before: number; readonly after: number } | null;
}

/** A rate on two sides, such as two quarters or two values of a field, in every group and for everybody. */
export interface Contrast {
  /** Groups in the order of the measure, without everybody. */
  readonly groups: readonly ContrastInGroup[];
  /** Everybody: what the total says. */
  readonly all: ContrastInGroup | null;
  /** What the total would say if each group had the share of people it has on the first side; null without groups. */
  readonly sameMix: Estimate | null;
}

/**
 * Sets one measure on two sides against each other, group by group, as counted and with the same mix of groups
 * (direct standardisation to the first side). Intervals are Newcombe's, combined for the mix as those of
 * independent groups (Zou and Donner 2008). Only rates and intervals are needed, not counts, which may be hidden.
 *
 * @example
 * ```ts
 * import { contrast } from "./contrast.ts";
 * import { wilson } from "../kernels/mod.ts";
 * // Kidney stones (Charig 1986): open surgery against the smaller cut. 78 % and 83 %, yet better for either size.
 * const side = (rows: Record<string, [n: number, of: number]>) => ({
 *   groups: Object.entries(rows).map(([group, [n, of]]) => (
 *     { group, name: group, n, of, value: n / of, ...wilson(n, of), unknown: 0 }
 *   )),
 * });
 * const { all, groups } = contrast(
 *   side({ small: [234, 270], large: [55, 80], all: [289, 350] }),
 *   side({ small: [81, 87], large: [192, 263], all: [273, 350] }),
 * );
 * if (!(all!.change!.value < 0) || !groups.every(({ change }) => change!.value > 0)) throw new Error();
 * ```
 */
export function contrast(
  before: Pick<MeasureResult<Shown>, "groups">,
  after: Pick<MeasureResult<Shown>, "groups">,
): Contrast {
  const totals = [before, after].map(({ groups }) => groups.find(({ group }) => group === "all")?.of);
  const rows = before.groups.map((first): ContrastInGroup => {
    const second = after.groups.find(({ group }) => group === first.group);
    const [one, two] = [first, second].map(estimate);
    const [then, now] = [shareOf(first.of, totals[0]), shareOf(second?.of, totals[1])];
    return {
      group: first.group,
      name: first.name,
      before: one?.value ?? null,
      after: two?.value ?? null,
      change: one && two ? difference(two, one) : null,
      weight: one ? peopleOf(first, one) : 0,
      shares: then === null || now === null ? null : { before: then, after: now },
    };
  });
  const groups = rows.filter(({ group }) => group !== "all");
  return { groups, all: rows.find(({ group }) => group === "all") ?? null, sameMix: sameMixOf(groups) };
}

function sameMixOf(groups: readonly ContrastInGroup[]): Estimate | null {
  const known = groups.flatMap(({ change, weight }) => change && weight > 0 ? [{ change, weight }] : []);
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const value = known.reduce((sum, { change, weight }) => sum + change.value * weight / total, 0);
  const spread = (end: "low" | "high") =>
    Math.hypot(...known.map(({ change, weight }) => (change[end] - change.value) * weight / total));
  return { value, low: value - spread("low"), high: value + spread("high") };
}

function shareOf(part: Shown | undefined, whole: Shown | undefined): number | null {
  return typeof part === "number" && typeof whole === "number" && whole > 0 ? part / whole : null;
}

function estimate(row: MeasureInGroup<Shown> | undefined): Estimate | null {
  const { value, low, high } = row ?? {};
  return typeof value === "number" && typeof low === "number" && typeof high === "number"
    ? { value, low, high }
    : null;
}

/** People behind a rate; where they are hidden, as many as (2 · 1.96)² · p(1 − p) / n says of its interval. */
function peopleOf({ n, of }: MeasureInGroup<Shown>, { value, low, high }: Estimate): number {
  if (typeof n === "number" && typeof of === "number") return of;
  return 15.4 * value * (1 - value) / Math.max(0.001, high - low) ** 2;
}
