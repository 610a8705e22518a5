import type { Columns } from "../engine/mod.ts";
import type { Matrix } from "../kernels/mod.ts";
import { dropRows } from "./_drop_rows.ts";
import { encodeRows } from "./_encode_rows.ts";
import type { FeatureEncoding } from "./feature_encoding.ts";

/** New people on the scale of others. */
export interface EncodedPeople {
  /** One row a person, one column a feature. */
  readonly matrix: Matrix;
  /** Row of the table behind each row of the matrix, where people with missing values were dropped; null: the same. */
  readonly rows: Uint32Array | null;
}

/**
 * Puts new people on the scale learnt from others: the same columns, scale, limits and stand-ins for missing values.
 *
 * @param encodings As {@linkcode Features} holds them.
 * @throws {InputError} A column is absent, holds a word that was never seen, or a value is missing where nothing was
 * said about missing values (column and row are named).
 *
 * @example
 * ```ts
 * import { encodeNew } from "./encode_new.ts";
 * import { features } from "./features.ts";
 * const table = (ages: number[]) => ({
 *   rows: ages.length,
 *   columns: new Map([["age", Float64Array.from(ages)]]),
 *   nulls: new Map(),
 * });
 * const { encodings } = features(table([20, 40, 60]), { scale: "z" });
 * if (encodeNew(table([80]), encodings).matrix.data[0] !== 2) throw new Error();
 * ```
 */
export function encodeNew(table: Columns, encodings: readonly FeatureEncoding[]): EncodedPeople {
  const { kept, rows } = dropRows(table, encodings);
  return { matrix: encodeRows(kept, encodings), rows };
}
