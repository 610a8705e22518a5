import type { Columns } from "../engine/mod.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import { type MixedChoice, type MixedData, mixedData, type VariableKind } from "./mixed_data.ts";
import { type Features, features } from "./features.ts";
import { dropRows } from "./_drop_rows.ts";
import type { TableClusteringOptions } from "./prepare_clustering.ts";
import { chooseColumns } from "./_choose_columns.ts";
import { readColumn } from "./_read_column.ts";
import { peopleLeftOut } from "./_people.ts";

/** Rows a method on distances can take, and what they were made of. */
export interface DistanceRows {
  readonly data: Features | MixedData;
  readonly metric: DistanceMetric;
  readonly features: Features | null;
  /** The table as used. */
  readonly table: Columns;
  readonly rows: Uint32Array | null;
  readonly weights: Float64Array | null;
  readonly warnings: readonly string[];
}

/**
 * Reads a table for a method on distances: as numbers where every column holds numbers and nothing is missing, else
 * variable by variable, for Gower's distance.
 *
 * @param how `always`: variable by variable in any case.
 */
export function distanceRows(
  table: Columns,
  options: TableClusteringOptions,
  how: { readonly always?: boolean } = {},
): DistanceRows {
  const { columns, items, weights, distance, kinds = {}, missing, scale } = options;
  const chosen = columns || items
    ? [...columns ?? [], ...items ?? []].map((one) => typeof one === "string" ? one : one.column)
    : chooseColumns(table, weights === undefined ? {} : { weights }).choices.map(({ column }) => column);
  const kept = missing === "drop"
    ? dropRows(table, chosen.map((column) => ({ column, missing })))
    : { kept: table, rows: null };
  const mixed = how.always ||
    missing !== "median" && missing !== "indicator" && (scale ?? "none") === "none" &&
      (distance === "gower" || Object.keys(kinds).length > 0 ||
        chosen.some((name) => table.columns.has(name) && !isPlain(kept.kept, name)));
  if (!mixed) {
    const made = features(table, {
      columns: columns || items ? [...columns ?? [], ...items ?? []] : chosen,
      ...(scale && { scale }),
      ...(missing && { missing }),
      ...(weights !== undefined && { weights }),
    });
    return {
      data: made,
      metric: distance ?? "euclidean",
      features: made,
      table: kept.kept,
      rows: made.rows,
      weights: made.weights,
      warnings: made.report.advice,
    };
  }
  const used = kept.kept;
  const weigh = weights === undefined ? {} : { weights: weightColumn(table, weights, kept.rows) };
  const data = mixedData(used, { columns: chosen.map((name) => choice(used, name, kinds[name])), ...weigh });
  const dropped = table.rows - used.rows;
  return {
    data,
    metric: distance ?? "gower",
    features: null,
    table: used,
    rows: kept.rows,
    weights: data.weights,
    warnings: dropped > 0
      ? [
        peopleLeftOut(dropped, table.rows),
      ]
      : [],
  };
}

function choice(table: Columns, column: string, as: VariableKind | undefined): string | MixedChoice {
  if (as === undefined) return column;
  if (as !== "ordinal") return { column, as };
  // Words that begin with a number are ordered by it ("1 never", "2 at times"); others by their letters.
  const read = readColumn(table, column);
  if (read.kind === "numbers") return { column, as };
  const lead = (word: string) => Number(/^\s*([-+]?\d+(?:\.\d+)?)/.exec(word)?.[1] ?? NaN);
  const order = [...read.words].sort((a, b) => lead(a) - lead(b) || (a < b ? -1 : 1));
  return { column, as, order };
}

/** Numbers without a gap. */
function isPlain(table: Columns, name: string): boolean {
  return (table.nulls.get(name)?.count ?? 0) === 0 && readColumn(table, name).kind === "numbers";
}

function weightColumn(table: Columns, name: string, rows: Uint32Array | null): Float64Array | string {
  if (!rows) return name;
  const all = readColumn(table, name, true) as { readonly numbers: Float64Array };
  return Float64Array.from(rows, (row) => all.numbers[row]!);
}
