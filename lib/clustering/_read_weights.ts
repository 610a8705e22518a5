import type { Columns } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { readColumn } from "./_read_column.ts";

/**
 * Survey weights: a column of the table, or one number a row.
 *
 * @throws {InputError} They do not fit the table, or one is not above 0 (its row is named).
 */
export function readWeights(table: Columns, given: string | Float64Array | undefined): Float64Array | null {
  if (given === undefined) return null;
  const name = typeof given === "string" ? `column "${given}"` : "the weights";
  if (typeof given === "string" && (table.nulls.get(given)?.count ?? 0) > 0) {
    throw new InputError(`Cannot weigh by ${name}: it has missing values. Leave those people out first.`);
  }
  const read = typeof given === "string" ? readColumn(table, given, true) : null;
  const weights = read?.kind === "numbers" ? read.numbers : given as Float64Array;
  if (weights.length !== table.rows) {
    throw new InputError(`Cannot weigh: there are ${weights.length} weights for ${table.rows} rows`);
  }
  const row = weights.findIndex((weight) => !(weight > 0 && Number.isFinite(weight)));
  if (row >= 0) {
    throw new InputError(
      `Cannot weigh by ${name}: row ${row + 1} is ${weights[row]}, and a weight must be above 0. ` +
        `Leave people who should not count out of the table.`,
    );
  }
  return weights;
}
