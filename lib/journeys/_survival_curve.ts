import type { SortedRows } from "./_sorted_rows.ts";
import type { SurvivalCurve } from "./survival_curve.ts";

/** For every status code 1 when it counts as the event, else 0. Reversed: censored people count. */
export function eventMarks(event: number, reverse: boolean): Uint8Array {
  if (!Number.isInteger(event) || event < 1 || event > 255) {
    throw new RangeError(`Cannot count event ${event}: codes of events are whole numbers from 1 to 255`);
  }
  const marks = new Uint8Array(256);
  marks[reverse ? 0 : event] = 1;
  return marks;
}

/** Kaplan-Meier in one pass over sorted people. */
export function survivalCurve(rows: SortedRows, marks: Uint8Array): SurvivalCurve {
  const { time, status } = rows;
  const entry = rows.entries?.time;
  const n = time.length;
  const most = eventTimes(rows, marks);
  const times = new Float64Array(most);
  const atRisk = new Uint32Array(most);
  const happened = new Uint32Array(most);
  const survival = new Float64Array(most);
  const greenwood = new Float64Array(most);
  let row = 0;
  let events = 0;
  let share = 1;
  let sum = 0;
  let entered = entry ? 0 : n;
  for (let i = 0; i < n;) {
    const at = time[i]!;
    const gone = i;
    let here = 0;
    for (; i < n && time[i] === at; i++) here += marks[status[i]!]!;
    if (here === 0) continue;
    if (entry) { while (entered < n && entry[entered]! < at) entered++; }
    const risk = entered - gone;
    // The factor is (risk - here)/risk rather than 1 - here/risk: one rounding less.
    share *= (risk - here) / risk;
    sum += here / (risk * (risk - here));
    events += here;
    times[row] = at;
    atRisk[row] = risk;
    happened[row] = here;
    survival[row] = share;
    greenwood[row++] = sum;
  }
  const until = n ? time[n - 1]! : NaN;
  return { n, events, until, time: times, atRisk, happened, survival, greenwood };
}

function eventTimes({ time, status }: SortedRows, marks: Uint8Array): number {
  let count = 0;
  let last = NaN;
  for (let i = 0; i < time.length; i++) {
    if (marks[status[i]!] && time[i] !== last) {
      count++;
      last = time[i]!;
    }
  }
  return count;
}
