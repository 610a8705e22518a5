import { incidenceCurves } from "./_incidence_curves.ts";
import { sortRows } from "./_sorted_rows.ts";
import { checkSurvivalData, type SurvivalData } from "./survival_data.ts";

/** Share of people to whom one kind of event has happened, in columns: one row for each time at which it did. */
export interface IncidenceCurve {
  /** Code of the event. */
  readonly event: number;
  /** People it happened to. */
  readonly events: number;
  /** Times at which it happened, ascending. */
  readonly time: Float64Array;
  /** People at risk just before each. */
  readonly atRisk: Uint32Array;
  /** Share of people to whom it has happened, after the time. */
  readonly incidence: Float64Array;
  /** Variance of the incidence. */
  readonly variance: Float64Array;
}

/**
 * Cumulative incidence of each kind of event when they compete: a person who opted out can no longer book, so
 * 1 − Kaplan-Meier would overstate booking.
 *
 * Aalen-Johansen: F(t) = Σ S(t−) d/n over event times up to t, S counting events of any kind; variance of
 * Greenwood's type by the delta method (Marubini & Valsecchi 1995). The incidences and S add up to 1. One pass for
 * each kind; group codes are not looked at.
 *
 * @returns One curve for each code that occurs, in the order of the codes.
 * @throws {RangeError} A row cannot be used: see {@linkcode checkSurvivalData}.
 *
 * @example
 * ```ts
 * import { cumulativeIncidence } from "./cumulative_incidence.ts";
 * const [booked, optedOut] = cumulativeIncidence({
 *   time: Float64Array.of(1, 2, 3, 4),
 *   status: Uint8Array.of(1, 2, 1, 0),
 * });
 * if (booked?.incidence.join() !== "0.25,0.5" || optedOut?.incidence.join() !== "0.25") throw new Error();
 * ```
 */
export function cumulativeIncidence(data: SurvivalData): IncidenceCurve[] {
  checkSurvivalData(data);
  return incidenceCurves(sortRows(data));
}
