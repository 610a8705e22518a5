import { normalQuantile } from "../kernels/mod.ts";
import { wilson } from "../outcomes/mod.ts";
import { listed, named, quotedPlan } from "./_phrases.ts";
import { channelName } from "./channel_name.ts";
import type { Counted } from "./counted.ts";
import type { SegmentPlan } from "./findings.ts";
import { count } from "./numbers.ts";
import { interval, ofEvery100, percent } from "./rates.ts";
import type { Finding } from "./result.ts";

/** A finding that may be worth saying, and how much. */
export interface Candidate {
  readonly kind: "drop" | "deciding" | "gap" | "reach" | "quality" | "change" | "misleads";
  /** People the finding is about, beyond what chance could explain, times how much can be done about it. */
  readonly score: number;
  readonly finding: Finding;
}

/** What every finding is written with. */
export interface Context {
  readonly counted: Counted;
  readonly plans: ReadonlyMap<string, SegmentPlan>;
  /** Everybody, when it may be shown. */
  readonly total: number | null;
}

/** A group and its rate, with the interval printed beside it. */
export interface Rated {
  readonly id: string;
  readonly name: string;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** People the rate is about, or, where that is hidden, of whom it is about a part: how much it counts. */
  readonly weight: number;
  /** People the rate is about, when they may be told. */
  readonly of: number | null;
}

/** One group's rate against the other groups' together. */
export interface Comparison extends Rated {
  readonly others: { readonly rate: number; readonly low: number; readonly high: number };
  /** This group's rate minus the others', with its interval. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
  /** How many of the group the difference is about, at the end of its interval that is nearest zero. */
  readonly people: number;
  readonly strip: NonNullable<Finding["strip"]>;
}

/** How much wider an interval must be when each of so many groups is compared with the others (Bonferroni). */
function widened(groups: number): number {
  // Two groups make one difference, seen from both sides.
  const comparisons = groups === 2 ? 1 : groups;
  return normalQuantile(1 - 0.025 / comparisons) / normalQuantile(0.975);
}

/**
 * Compares a group with the others together; null without others, or when the difference may be chance: when its
 * interval, widened for as many groups as are compared, holds zero. The interval given is the plain one of 95 %.
 *
 * Only rates and intervals are needed, not counts, which may be hidden. The others' rate is the mean of their rates,
 * weighted by people, with the interval from theirs, and the difference has Newcombe's: distances to the ends of
 * the intervals, squared and added (Zou and Donner 2008).
 */
export function compare(one: Rated, all: readonly Rated[]): Comparison | null {
  const rest = all.filter(({ id, weight }) => id !== one.id && weight > 0);
  const weight = rest.reduce((sum, { weight }) => sum + weight, 0);
  if (one.weight === 0 || weight === 0) return null;
  const mean = rest.reduce((sum, other) => sum + other.rate * other.weight / weight, 0);
  const spread = (to: "low" | "high") =>
    Math.hypot(...rest.map((other) => (other.rate - other[to]) * other.weight / weight));
  const others = {
    rate: mean,
    low: Math.max(0, mean - spread("low")),
    high: Math.min(1, mean + spread("high")),
  };
  const value = one.rate - mean;
  const [down, up] = [
    Math.hypot(one.rate - one.low, others.high - mean),
    Math.hypot(one.high - one.rate, mean - others.low),
  ];
  const [low, high] = [value - down, value + up];
  const wider = widened(rest.length + 1);
  if (value - wider * down <= 0 && value + wider * up >= 0) return null;
  return {
    ...one,
    others,
    difference: { value, low, high },
    people: Math.min(Math.abs(low), Math.abs(high)) * one.weight,
    strip: {
      value: one.rate,
      low: one.low,
      high: one.high,
      others: rest.map(({ name, rate }) => ({ name: named(name), value: rate })),
    },
  };
}

/** A rate from its counts, with the Wilson interval. */
export function rated(group: { readonly id: string; readonly name: string }, n: number, of: number): Rated {
  return { id: group.id, name: group.name, rate: n / of, ...wilson(n, of), weight: of, of };
}

/** "(95% interval 66 to 71)". */
export function ownInterval({ rate, low, high }: Pick<Comparison, "rate" | "low" | "high">): string {
  return `(95% interval ${interval({ low, high }, { rate })})`;
}

/** The other segments' rate after "of every 100" was said: "49 (44 to 54)". */
export function othersRate({ others }: Comparison): string {
  const said = ofEvery100(others.rate, others).replace(/ of every 100$/, "");
  return `${said} (${interval(others, { rate: others.rate })})`;
}

/** "In the other segments it is 49 (44 to 54)." */
export function otherSegments(comparison: Comparison): string {
  return `In the other segments it is ${othersRate(comparison)}.`;
}

/**
 * " If it were as in the other segments, that would be about 190 more people (70 to 320)."; nothing when it may be
 * about fewer than ten, or the people it is of are hidden.
 */
export function gain({ of, difference }: Comparison, { many }: Counted): string {
  if (of === null) return "";
  const tens = (share: number) => Math.round(Math.abs(share) * of / 10) * 10;
  const [near, middle, far] = [difference.low, difference.value, difference.high].map(tens).sort((a, b) =>
    a - b
  );
  if (near! < 10) return "";
  return ` If it were as in the other segments, that would be about ${count(middle!)} more ${many} (${
    count(near!)
  } to ${count(far!)}).`;
}

/** What the book plans for a segment, as an instruction; what to plan where it has nothing. "" without a book. */
export function planned(segment: string, { plans }: Context): string {
  const plan = plans.get(segment);
  if (plan === undefined) return "";
  const what = plan.offer ?? plan.message;
  const by = plan.channels.length > 0 ? ` by ${listed(plan.channels.map(channelName), "or")}` : "";
  if (what !== undefined) return `Make sure they get what the segment book plans: ${quotedPlan(what)}${by}.`;
  if (by !== "") return `Reach them${by}, as the segment book plans.`;
  if (plan.route !== undefined) return `Follow up as the segment book plans: ${quotedPlan(plan.route)}.`;
  return "Give this segment a message and a channel: the segment book has none yet.";
}

/** What every comparison of segments must be read with. */
export const notATest = "Not a test: segments may differ in other ways too.";

/** "It is unknown for 12%." when it is for more than one in twenty; else nothing. */
export function unknownShare(unknown: number, known: number): string {
  const share = unknown / (unknown + known);
  return share > 0.05 ? ` It is unknown for ${percent(share)} of the segment.` : "";
}
