import type { Entry } from "./_found_chain.ts";
import type { FunnelMode } from "./result.ts";

/** Events that may not come between two steps. */
export interface Exclusion {
  /** Any of these. */
  readonly events: readonly string[];
  /** They count after this step, from 0. Default: the first. */
  readonly from?: number;
  /** And before this one. Default: the last. */
  readonly to?: number;
  /**
   * What they do. `drops` (default): a chain cannot go on past one, so the person stops at the step before it, unless
   * another chain gets further. `leaves`: whoever does one inside the window of their chain, after step `from` and before
   * step `to`, is left out of every step. An event at the very time of a step is not between.
   */
  readonly effect?: "drops" | "leaves";
}

/** Which chains of events count. */
export interface FunnelRules {
  /** Time from the first step to the last, both ends included: "56d", "8w", "12h", "30min", "90s", or seconds. */
  readonly within: string | number;
  /**
   * In what order steps count. Default "ordered".
   *
   * - `ordered`: in the order declared; other events may lie between (retentioneering's closed funnel).
   * - `strict`: in the order declared, and nothing may lie between but events of `ignore`.
   * - `anyOrder`: in any order between anchored steps; the k-th step counts people who did k of them.
   * - `hybrid`: after the first step the others in any order; a step counts people who also did all before it on the list.
   * - `open`: who did the step at all, whenever; the window is not used, and a later step may hold more people.
   *
   * In the last three, events of one time stand in the order of the first step that each fits.
   */
  readonly mode?: FunnelMode;
  /** Which chain of a person counts. `longest` (default): the longest, then the one that starts first. `first`: only
   * the one of their first first step. `latest`: the longest, then the one that starts last. */
  readonly entry?: Entry;
  /** Strict only: names of events that a chain does not see. Default: none. */
  readonly ignore?: readonly string[];
  /** Ordered only: events that may not come between. Default: none. */
  readonly exclude?: readonly Exclusion[];
  /** A property that must be the same in all events of a chain, and not missing. Default: none. */
  readonly hold?: string;
}

export type { Entry };
