import type { DropOffSignal, DropOffStep, NextEvent } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { isSmall, tooFewForMiddle } from "./_few.ts";

/** From so many minimums a percent is two people or more, so that any count fits shares in whole percent. */
const enough = 20;

/**
 * Next events of a loss whose count a funnel hides for a neighbour's sake: shares in whole percent without counts, of
 * many people only, and none that would leave few people over.
 */
export function roundedNext(
  next: readonly NextEvent[],
  lost: number,
  minimum: number,
): NextEvent<Shown>[] {
  if (lost < enough * minimum) return [];
  const kept = next.filter(({ people }) => people >= minimum);
  // The others, and those who did nothing more.
  const rest = () => kept.reduce((left, { people }) => left - people, lost);
  while (kept.length > 0 && isSmall(rest(), minimum)) kept.pop();
  return kept.map((one) => ({
    event: one.event,
    people: "hidden",
    share: percent(one.share),
    medianSeconds: tooFewForMiddle(one.people, minimum) ? "hidden" : one.medianSeconds,
  }));
}

/** Values that go with such a loss, in the same way: every one of its property must be of many people, or of nobody. */
export function roundedSignals({ of, lost, signals }: DropOffStep, minimum: number): DropOffSignal<Shown>[] {
  const wentOn = of - lost;
  if (Math.min(lost, wentOn) < enough * minimum) return [];
  const fits = (shares: readonly number[], people: number) => {
    const counts = shares.map((share) => Math.round(share * people));
    const rest = counts.reduce((left, count) => left - count, people);
    return ![...counts, rest].some((count) => isSmall(count, minimum));
  };
  return signals.filter((one) => {
    const own = signals.filter(({ property }) => property === one.property);
    return fits(own.map((signal) => signal.shareOfLeft), lost) &&
      fits(own.map((signal) => signal.shareOfWentOn), wentOn);
  }).map((one) => ({
    ...one,
    shareOfLeft: percent(one.shareOfLeft),
    shareOfWentOn: percent(one.shareOfWentOn),
    oddsRatio: one.oddsRatio === null ? null : "hidden",
    p: "hidden",
  }));
}

function percent(share: number): number {
  return Math.round(100 * share) / 100;
}
