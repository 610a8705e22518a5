import type { Shown } from "../segments/mod.ts";
import { hidden } from "../words/mod.ts";
import type { DataTable } from "./data_table.ts";

/** One row of a {@linkcode DataTable}. */
export type Row = DataTable["sections"][number]["rows"][number];

/** A value as a cell: a dash where there is none, the word where it may not be shown. */
export function cell(value: Shown | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? "–" : value === hidden ? hidden : format(value);
}

/** Two ends as "66–71"; a dash where there is neither. */
export function ends(
  low: Shown | null | undefined,
  high: Shown | null | undefined,
  format: (value: number) => string,
): string {
  if (low === hidden || high === hidden) return hidden;
  if ((low ?? null) === null && (high ?? null) === null) return "–";
  return `${cell(low, format)} – ${cell(high, format)}`;
}

/** A value with its interval: "12 (9–15)". */
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
export function section(group: { readonly id: string; readonly name: string } | null, rows: readonly Row[]) {
  return { group, rows };
}

/** A row that is no group itself. */
export function row(...cells: readonly string[]): Row {
  return { id: null, cells };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
