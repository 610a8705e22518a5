import { sortRows } from "./_sorted_rows.ts";
import { eventMarks, survivalCurve } from "./_survival_curve.ts";
import type { SurvivalCurve } from "./survival_curve.ts";
import { checkSurvivalData, type SurvivalData } from "./survival_data.ts";

/** What a curve counts. */
export interface KaplanMeierOptions {
  /** Code of the event; people with another code count as censored at their time. Default 1. */
  readonly event?: number;
  /**
   * The reverse curve: being lost from sight is the event, anything that happened censors it. Its median is the
   * median follow-up (Schemper & Smith 1996). Default false.
   */
  readonly reverse?: boolean;
}

/**
 * Kaplan-Meier curve of all rows: the share of people for whom it has not happened yet, when some were lost from
 * sight before it could (right censoring) and some came under observation late (left truncation).
 *
 * S(t) = ∏ (1 − d/n) over event times up to t, with Greenwood's variance; a person whose time ties with an event
 * was at risk for it. Kaplan & Meier (1958). Group codes are not looked at. One sort and one pass.
 *
 * @throws {RangeError} A row cannot be used: see {@linkcode checkSurvivalData}.
 *
 * @example
 * ```ts
 * import { kaplanMeier } from "./kaplan_meier.ts";
 * const curve = kaplanMeier({ time: Float64Array.of(1, 2, 2, 3), status: Uint8Array.of(1, 1, 0, 1) });
 * if (curve.survival.join() !== "0.75,0.5,0") throw new Error(curve.survival.join());
 * ```
 */
export function kaplanMeier(data: SurvivalData, options: KaplanMeierOptions = {}): SurvivalCurve {
  checkSurvivalData(data);
  return survivalCurve(sortRows(data), eventMarks(options.event ?? 1, options.reverse ?? false));
}
