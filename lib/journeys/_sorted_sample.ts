import { sortOrder } from "../kernels/mod.ts";
import type { GroupCodes, SurvivalData } from "./survival_data.ts";

/** Rows of everybody by time, and by entry when there is one: the only sort that timing needs. */
export interface TimeOrder {
  readonly byTime: Uint32Array;
  readonly byEntry: Uint32Array | null;
}

/** One group's people: times with what happened, sorted by time; entries sorted on their own. */
export interface SortedSample {
  readonly time: Float64Array;
  readonly status: Uint8Array;
  readonly entry: Float64Array | null;
}

export function timeOrder(data: SurvivalData): TimeOrder {
  return { byTime: sortOrder(data.time), byEntry: data.entry ? sortOrder(data.entry) : null };
}

/** Rows of each group, in the order given. */
export function splitOrder(order: Uint32Array, codes: GroupCodes | undefined, groups: number): Uint32Array[] {
  if (codes === undefined) return [order];
  const places = new Uint32Array(groups + 1);
  for (let i = 0; i < codes.length; i++) places[codes[i]! + 1]!++;
  for (let g = 1; g <= groups; g++) places[g]! += places[g - 1]!;
  const starts = places.slice();
  const rows = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    rows[places[codes[row]!]!++] = row;
  }
  return Array.from({ length: groups }, (_, g) => rows.subarray(starts[g], starts[g + 1]));
}

export function sortedSamples(data: SurvivalData, order: TimeOrder, groups: number): SortedSample[] {
  const entries = order.byEntry && splitOrder(order.byEntry, data.group, groups);
  return splitOrder(order.byTime, data.group, groups).map((rows, g) => {
    const time = new Float64Array(rows.length);
    const status = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      time[i] = data.time[rows[i]!]!;
      status[i] = data.status[rows[i]!]!;
    }
    const entered = entries?.[g];
    if (!entered || !data.entry) return { time, status, entry: null };
    const entry = new Float64Array(entered.length);
    for (let i = 0; i < entered.length; i++) entry[i] = data.entry[entered[i]!]!;
    return { time, status, entry };
  });
}

/** People at risk just before `at`: entered before it, and not gone before it. */
export function atRiskAt(sample: SortedSample, at: number): number {
  const left = countBelow(sample.time, at);
  const entered = sample.entry ? countBelow(sample.entry, at) : sample.time.length;
  return entered - left;
}

function countBelow(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
