import type { Contrast } from "./contrast.ts";

/** A total is said to point the other way only where groups of at least this share of people do. */
const mostOfThem = 0.75;
const smallest = 0.005;

/**
 * Whether a total points the other way than its parts (Simpson's paradox, 1951): everybody's rate goes one way by
 * half a point or more, with the same mix of groups it goes the other way, three in four people are in groups that
 * do, and no group clearly goes with the total. One of the two directions must be beyond chance.
 *
 * @example
 * ```ts
 * import { totalMisleads } from "./total_misleads.ts";
 * const change = (value: number) => ({ value, low: value - .01, high: value + .01 });
 * const row = { group: "a", name: "A", before: .5, after: .5, weight: 100, shares: null };
 * const all = { ...row, group: "all", change: change(-.03) };
 * const groups = [{ ...row, change: change(.02) }, { ...row, group: "b", change: change(.04) }];
 * if (!totalMisleads({ groups, all, sameMix: change(.03) })) throw new Error();
 * if (totalMisleads({ groups, all: { ...all, change: change(.03) }, sameMix: change(.03) })) throw new Error();
 * ```
 */
export function totalMisleads({ groups, all, sameMix }: Contrast): boolean {
  const total = all?.change;
  if (!total || !sameMix || Math.abs(total.value) < smallest || Math.abs(sameMix.value) < smallest) {
    return false;
  }
  const way = Math.sign(total.value);
  if (Math.sign(sameMix.value) === way) return false;
  const clear = ({ low, high }: { readonly low: number; readonly high: number }) => low > 0 || high < 0;
  if (!clear(total) && !clear(sameMix)) return false;
  const known = groups.flatMap(({ change, weight }) => change ? [{ change, weight }] : []);
  if (known.length < 2) return false;
  if (known.some(({ change }) => clear(change) && Math.sign(change.value) === way)) return false;
  const [against, people] = known.reduce(
    ([against, people], { change, weight }) =>
      [against + (Math.sign(change.value) === -way ? weight : 0), people + weight] as const,
    [0, 0] as readonly [number, number],
  );
  return against >= mostOfThem * people;
}
