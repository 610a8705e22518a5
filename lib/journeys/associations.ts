import { benjaminiHochberg, exactOddsRatio, holm } from "../kernels/mod.ts";
import type { AssociationsResult } from "./associations_result.ts";

/** People with something, among those who converted and among the others. */
export interface AssociationCounts {
  /** What they have: an event, or a value of a property. */
  readonly name: string;
  /** Converted people who have it. */
  readonly converted: number;
  /** Other people who have it. */
  readonly others: number;
}

/** Everybody, and how many of them have what. */
export interface AssociationData {
  /** People who converted. */
  readonly converted: number;
  /** People who did not. */
  readonly others: number;
  /** What is compared. */
  readonly items: readonly AssociationCounts[];
}

/** How sure, and by which test. */
export interface AssociationOptions {
  /** Level of intervals. Default 0.95. */
  readonly level?: number;
  /** Fisher's exact interval and p-value, or mid-p, which is less conservative. Default "exact". */
  readonly method?: "exact" | "midP";
}

/** Fewer converted people (or others) than this, and most associations cannot show. */
const few = 30;

/**
 * Which events or properties go with conversion: odds ratios with exact intervals, and p-values adjusted for how
 * many were looked at.
 *
 * Counts are of people, and must come from equal times for both groups, or whoever was watched longer will seem to
 * do more of everything: {@linkcode exposureCounts} counts so. Items that everybody or nobody has have p = 1.
 *
 * @throws {RangeError} A count is not whole, or an item has more people than there are.
 *
 * @example
 * ```ts
 * import { associations } from "./associations.ts";
 * const result = associations({
 *   converted: 100,
 *   others: 900,
 *   items: [{ name: "saw the price page", converted: 30, others: 90 }, { name: "used a phone", converted: 50, others: 450 }],
 * });
 * const [price] = result.items;
 * if (price?.name !== "saw the price page" || !(price.low > 2 && price.pHolm < 0.001)) throw new Error();
 * ```
 */
export function associations(data: AssociationData, options: AssociationOptions = {}): AssociationsResult {
  const { converted, others } = data;
  const level = options.level ?? 0.95;
  const method = options.method ?? "exact";
  const found = data.items.map((item) => {
    check(item, data);
    const ratio = exactOddsRatio({
      yes: item.converted,
      no: converted - item.converted,
      otherYes: item.others,
      otherNo: others - item.others,
    }, { level, method });
    return {
      name: item.name,
      converted: item.converted,
      others: item.others,
      shareOfConverted: converted ? item.converted / converted : null,
      shareOfOthers: others ? item.others / others : null,
      ...ratio,
      smoothedOddsRatio: smoothedOddsRatio(item, data),
    };
  });
  const strict = holm(found.map(({ p }) => p));
  const mild = benjaminiHochberg(found.map(({ p }) => p));
  return {
    kind: "associations",
    converted,
    others,
    level,
    items: found
      .map((item, i) => ({ ...item, pHolm: strict[i]!, pBenjaminiHochberg: mild[i]! }))
      .sort((a, b) => a.p - b.p || (a.name < b.name ? -1 : 1)),
    method:
      `Odds ratio of each with ${method === "midP" ? "mid-p" : "Fisher's exact"} interval; p-values of ` +
      `${found.length} comparisons adjusted. Association, not cause.`,
    warnings: warnings(data),
  };
}

/**
 * PostHog's odds ratio: ((s+1)/(S−s+1)) / ((f+1)/(F−f+1)), s of S converted and f of F others having it. Never 0 and
 * never without bound, but pulled towards 1 in small groups, and off when one group is far larger.
 *
 * @example
 * ```ts
 * import { smoothedOddsRatio } from "./associations.ts";
 * if (smoothedOddsRatio({ name: "any", converted: 5, others: 0 }, { converted: 10, others: 10 }) !== 11) {
 *   throw new Error();
 * }
 * ```
 */
export function smoothedOddsRatio(
  item: AssociationCounts,
  { converted, others }: Pick<AssociationData, "converted" | "others">,
): number {
  const odds = (some: number, all: number) => (some + 1) / (all - some + 1);
  return odds(item.converted, converted) / odds(item.others, others);
}

function check(item: AssociationCounts, { converted, others }: AssociationData): void {
  for (
    const [some, all, who] of [[item.converted, converted, "converted"], [
      item.others,
      others,
      "other",
    ]] as const
  ) {
    if (!Number.isSafeInteger(some) || !Number.isSafeInteger(all) || some < 0 || some > all) {
      throw new RangeError(
        `Cannot compare "${item.name}": ${some} of ${all} ${who} people have it; counts must be whole and within`,
      );
    }
  }
}

function warnings({ converted, others }: AssociationData): string[] {
  const found: string[] = [];
  if (Math.min(converted, others) < few) {
    found.push(`Only ${converted} people converted and ${others} did not: most associations cannot show.`);
  }
  if (Math.max(converted, others) > 10 * Math.min(converted, others)) {
    found.push(
      "One group is more than ten times the other: the smoothed odds ratio is off; read the interval.",
    );
  }
  return found;
}
