import { rankTestsOf } from "./_rank_tests.ts";
import { sortRows } from "./_sorted_rows.ts";
import { checkSurvivalData, type SurvivalData } from "./survival_data.ts";
import type { RankTestName, TimingTest } from "./timing_result.ts";

/** Which tests, and of what. */
export interface RankTestOptions {
  /** Code of the event; other codes count as censored. Default 1. */
  readonly event?: number;
  /** Default: the log-rank test alone. */
  readonly tests?: readonly RankTestName[];
  /** [p, q] of the Fleming-Harrington weight S(t−)^p (1−S(t−))^q: [1, 0] early, [0, 1] late. Default [1, 0]. */
  readonly flemingHarrington?: readonly [number, number];
}

/** A rank test with what it saw in each group. */
export interface RankTest extends TimingTest {
  /** Which test. */
  readonly name: RankTestName;
  /** Weighted sums of events by group. */
  readonly observed: readonly number[];
  /** As many as there would be, were all groups alike. */
  readonly expected: readonly number[];
}

/**
 * Tests whether the event comes as fast in all groups: log-rank, and its weighted variants.
 *
 * At every event time, each group's events are compared with its share of the people at risk (hypergeometric mean
 * and covariance), weighted by 1 (log-rank; Mantel 1966), n (Gehan-Wilcoxon), √n (Tarone-Ware), the estimate
 * ∏ (1 − d/(n+1)) (Peto-Peto), or S(t−)^p (1−S(t−))^q (Fleming-Harrington). With strata, sums are taken inside each
 * and added up. Late entry is respected. Groups that were never at risk at an event do not count in `df`; with
 * fewer than two left, `df` is 0 and p is 1. One sort and one pass, groups² work at each event time.
 *
 * @throws {RangeError} A row cannot be used, or there are more than 256 groups.
 *
 * @example
 * ```ts
 * import { rankTests } from "./rank_tests.ts";
 * const [logRank] = rankTests({
 *   time: Float64Array.of(10, 20, 30, 10, 20, 50),
 *   status: Uint8Array.of(1, 1, 1, 1, 1, 1),
 *   group: Uint8Array.of(1, 1, 1, 0, 0, 0),
 * });
 * if (logRank?.chiSquare.toFixed(6) !== "0.254237") throw new Error();
 * ```
 */
export function rankTests(data: SurvivalData, options: RankTestOptions = {}): RankTest[] {
  checkSurvivalData(data);
  return rankTestsOf(sortRows(data), options);
}
