import type { Shown } from "../segments/mod.ts";
import { hidden, interval, percent } from "../words/mod.ts";
import type { DataTable } from "./data_table.ts";

type Section = DataTable["sections"][number];

/** One row of a {@linkcode DataTable}. */
export type Row = Section["rows"][number];

/** A value as a cell: a dash where there is none, the word where it may not be shown. */
export function cell(value: Shown | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? "–" : value === hidden ? hidden : format(value);
}

/** Two ends as "66 – 71"; "66 or more" without an upper one, and a dash where there is neither. */
export function ends(
  low: Shown | null | undefined,
  high: Shown | null | undefined,
  format: (value: number) => string,
): string {
  if (low === hidden || high === hidden) return hidden;
  if ((low ?? null) === null && (high ?? null) === null) return "–";
  if ((high ?? null) === null) return `${cell(low, format)} or more`;
  return (low ?? null) === null
    ? `up to ${cell(high, format)}`
    : `${cell(low, format)} – ${cell(high, format)}`;
}

/** A rate with its interval: "68% (66–71)". */
export function rateWithEnds(
  rate: Shown | null,
  low: Shown | null | undefined,
  high: Shown | null | undefined,
): string {
  const ends = { low: low ?? null, high: high ?? null };
  const between = interval(ends, { rate, dash: true });
  const text = cell(rate, (value) => percent(value, ends));
  return between === "" || text === hidden || text === "–" ? text : `${text} (${between})`;
}

/** A value with its interval: "12 (9 – 15)". */
export function withEnds(
  value: Shown | null,
  low: Shown | null | undefined,
  high: Shown | null | undefined,
  format: (value: number) => string,
): string {
  const text = cell(value, format);
  const between = ends(low, high, format);
  return between === "–" || text === hidden || text === "–" ? text : `${text} (${between})`;
}

/** Rows that stand under one group. */
export function section(group: Section["group"], rows: Section["rows"]): Section {
  return { group, rows };
}

/** A row that is no group itself. */
export function row(...cells: readonly string[]): Row {
  return { id: null, cells };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
