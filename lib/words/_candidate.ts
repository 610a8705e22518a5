import { newcombe, type Share, wilson } from "../outcomes/mod.ts";
import { channelName, listed, quoted } from "./_phrases.ts";
import type { Counted } from "./counted.ts";
import type { SegmentPlan } from "./findings.ts";
import { count } from "./numbers.ts";
import { interval, ofEvery100, percent } from "./rates.ts";
import type { Finding } from "./result.ts";

/** A finding that may be worth saying, and how much. */
export interface Candidate {
  readonly kind: "drop" | "deciding" | "gap" | "reach" | "quality";
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

/** A group and its share. */
export interface Sharing extends Share {
  readonly id: string;
  readonly name: string;
}

/** One group's share against the other groups' together. */
export interface Comparison {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly others: { readonly rate: number; readonly low: number; readonly high: number };
  /** This group's rate minus the others', with Newcombe's interval. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
  /** How many of the group the difference is about, at the end of its interval that is nearest zero. */
  readonly people: number;
  readonly strip: NonNullable<Finding["strip"]>;
}

/** Compares a group with the others together; null without others, or when the difference may be chance. */
export function compare(one: Sharing, all: readonly Sharing[]): Comparison | null {
  const rest = all.filter(({ id, of }) => id !== one.id && of > 0);
  const others = rest.reduce((sum, { n, of }) => ({ n: sum.n + n, of: sum.of + of }), { n: 0, of: 0 });
  if (one.of === 0 || others.of === 0) return null;
  const difference = newcombe(one, others);
  if (difference.low <= 0 && difference.high >= 0) return null;
  const rate = one.n / one.of;
  const own = wilson(one.n, one.of);
  return {
    rate,
    ...own,
    others: { rate: others.n / others.of, ...wilson(others.n, others.of) },
    difference,
    people: Math.min(Math.abs(difference.low), Math.abs(difference.high)) * one.of,
    strip: { value: rate, ...own, others: rest.map(({ name, n, of }) => ({ name, value: n / of })) },
  };
}

/** "(95% interval 66 to 71)". */
export function ownInterval({ rate, low, high }: Pick<Comparison, "rate" | "low" | "high">): string {
  return `(95% interval ${interval({ low, high }, { rate })})`;
}

/** The other segments' rate after "of every 100" was said: "49 (44 to 54)". */
export function othersRate({ others }: Comparison): string {
  const said = ofEvery100(others.rate).replace(/ of every 100$/, "");
  return `${said} (${interval(others, { rate: others.rate })})`;
}

/** "In the other segments it is 49 (44 to 54)." */
export function otherSegments(comparison: Comparison): string {
  return `In the other segments it is ${othersRate(comparison)}.`;
}

/** "Matching the other segments would be about 190 more (70 to 320)."; nothing when it is about fewer than ten. */
export function gain(of: number, { difference }: Comparison, words: Counted, what: string): string {
  const tens = (share: number) => Math.round(Math.abs(share) * of / 10) * 10;
  const [near, middle, far] = [difference.low, difference.value, difference.high].map(tens).sort((a, b) =>
    a - b
  );
  return near! < 10
    ? ""
    : ` If it were as in the other segments, about ${count(middle!)} ${words.many} more would ${what} (${
      count(near!)
    } to ${count(far!)}).`;
}

/** What the book plans for a segment, as the end of an action; how to mend a segment without a plan. */
export function planned(segment: string, { plans }: Context): string {
  const plan = plans.get(segment);
  if (plan === undefined) return "";
  const what = plan.offer ?? plan.message;
  if (what === undefined && plan.channels.length === 0 && plan.route === undefined) {
    return " The segment book plans nothing for this segment yet: give it a message and a channel.";
  }
  const by = plan.channels.length > 0 ? ` by ${listed(plan.channels.map(channelName), "or")}` : "";
  const then = plan.route === undefined ? "" : ` Follow-up: ${quoted(plan.route)}.`;
  return `${
    what === undefined ? (by && ` Reach them${by}.`) : ` The segment book plans ${quoted(what)}${by}.`
  }${then}`;
}

/** What every comparison of segments must be read with. */
export const notATest = "Not a test: segments may differ in other ways too.";

/** "It is unknown for 12%." when it is for more than one in twenty; else nothing. */
export function unknownShare(unknown: number, known: number): string {
  const share = unknown / (unknown + known);
  return share > 0.05 ? ` It is unknown for ${percent(share)} of the segment.` : "";
}
