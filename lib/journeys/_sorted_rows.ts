import { sortOrder } from "../kernels/mod.ts";
import type { GroupCodes, SurvivalData } from "./survival_data.ts";

/** People in order of time, and, on their own, in order of entry when they have one: the only sorts of timing. */
export interface SortedRows {
  readonly time: Float64Array;
  readonly status: Uint8Array;
  readonly group: GroupCodes | undefined;
  readonly stratum: GroupCodes | undefined;
  readonly entries: SortedEntries | null;
}

interface SortedEntries {
  readonly time: Float64Array;
  readonly group: GroupCodes | undefined;
  readonly stratum: GroupCodes | undefined;
}

export function sortRows(data: SurvivalData): SortedRows {
  const order = sortOrder(data.time);
  const { time, entry, status, group, stratum } = data;
  const entryOrder = entry && sortOrder(entry);
  return {
    time: pick(time, order),
    status: pick(status, order),
    group: group && pick(group, order),
    stratum: stratum && pick(stratum, order),
    entries: entry && entryOrder
      ? {
        time: pick(entry, entryOrder),
        group: group && pick(group, entryOrder),
        stratum: stratum && pick(stratum, entryOrder),
      }
      : null,
  };
}

/** The people of each code, in the same order. */
export function splitRows(rows: SortedRows, by: "group" | "stratum", count: number): SortedRows[] {
  const codes = rows[by];
  if (codes === undefined || count === 1) return [rows];
  const parts = placesOf(codes, count);
  const entries = rows.entries;
  const entryParts = entries && placesOf(entries[by]!, count);
  return parts.map((places, code) => ({
    time: pick(rows.time, places),
    status: pick(rows.status, places),
    group: rows.group && pick(rows.group, places),
    stratum: rows.stratum && pick(rows.stratum, places),
    entries: entries && entryParts
      ? {
        time: pick(entries.time, entryParts[code]!),
        group: entries.group && pick(entries.group, entryParts[code]!),
        stratum: entries.stratum && pick(entries.stratum, entryParts[code]!),
      }
      : null,
  }));
}

/** People at risk just before `at`: entered before it, and not gone before it. */
export function atRiskAt({ time, entries }: SortedRows, at: number): number {
  return (entries ? countBelow(entries.time, at) : time.length) - countBelow(time, at);
}

function pick<T extends Float64Array | GroupCodes>(column: T, rows: Uint32Array): T {
  const picked = column.slice(0, rows.length) as T;
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!;
  return picked;
}

function placesOf(codes: GroupCodes, count: number): Uint32Array[] {
  const ends = new Uint32Array(count + 1);
  for (let i = 0; i < codes.length; i++) ends[codes[i]! + 1]!++;
  for (let code = 1; code <= count; code++) ends[code]! += ends[code - 1]!;
  const next = ends.slice();
  const places = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) places[next[codes[i]!]!++] = i;
  return Array.from({ length: count }, (_, code) => places.subarray(ends[code], ends[code + 1]));
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
