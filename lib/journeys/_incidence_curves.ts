import type { SortedRows } from "./_sorted_rows.ts";
import type { IncidenceCurve } from "./cumulative_incidence.ts";

/** Aalen-Johansen curves of people sorted by time. */
export function incidenceCurves(rows: SortedRows): IncidenceCurve[] {
  const counts = new Uint32Array(256);
  for (let i = 0; i < rows.status.length; i++) counts[rows.status[i]!]!++;
  const codes = Array.from(counts.keys()).filter((code) => code > 0 && counts[code]! > 0);
  return codes.map((code) => incidenceCurve(rows, code, counts[code]!));
}

function incidenceCurve(
  { time, status, entries }: SortedRows,
  event: number,
  events: number,
): IncidenceCurve {
  const n = time.length;
  const entry = entries?.time;
  const times = new Float64Array(events);
  const atRisk = new Uint32Array(events);
  const incidences = new Float64Array(events);
  const variances = new Float64Array(events);
  let row = 0;
  let survival = 1;
  let incidence = 0;
  // Sums over event times j of Greenwood's g = d/(n(n-d)), with F = F(j): the terms of Σ (F(t) - F)² g …
  let g0 = 0, g1 = 0, g2 = 0;
  // … of the event's own variance, and of the covariance of the two.
  let own = 0, c0 = 0, c1 = 0;
  let entered = entry ? 0 : n;
  for (let i = 0; i < n;) {
    const at = time[i]!;
    const gone = i;
    let all = 0;
    let here = 0;
    for (; i < n && time[i] === at; i++) {
      if (status[i] !== 0) all++;
      if (status[i] === event) here++;
    }
    if (all === 0) continue;
    if (entry) { while (entered < n && entry[entered]! < at) entered++; }
    const risk = entered - gone;
    const step = survival * here / risk;
    incidence += step;
    if (risk > all) {
      const g = all / (risk * (risk - all));
      g0 += g;
      g1 += g * incidence;
      g2 += g * incidence * incidence;
    }
    own += step * survival * (risk - here) / (risk * risk);
    c0 += step / risk;
    c1 += step / risk * incidence;
    survival *= (risk - all) / risk;
    if (here === 0) continue;
    times[row] = at;
    atRisk[row] = risk;
    incidences[row] = incidence;
    const spread = incidence * (incidence * g0 - 2 * g1) + g2 + own - 2 * (incidence * c0 - c1);
    variances[row++] = Math.max(0, spread);
  }
  return {
    event,
    events,
    time: times.subarray(0, row),
    atRisk: atRisk.subarray(0, row),
    incidence: incidences.subarray(0, row),
    variance: variances.subarray(0, row),
  };
}
