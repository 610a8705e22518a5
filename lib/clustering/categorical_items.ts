import { type Columns, hasBit, isStrings } from "../engine/mod.ts";
import { InputError, nearest } from "../workspace/mod.ts";
import { type Answer, type CategoricalItem, categoricalItem } from "./categorical_item.ts";

/**
 * Makes items for latent class analysis from columns of a table: words and numbers alike, missing kept as missing.
 *
 * @param names Columns to use.
 * @throws {InputError} A column is absent, or entirely missing.
 *
 * @example
 * ```ts
 * import { categoricalItems } from "./categorical_items.ts";
 * const table = {
 *   rows: 3,
 *   columns: new Map([["likes", { codes: Uint32Array.of(1, 0, 1), dictionary: ["Yes", "No"] }]]),
 *   nulls: new Map(),
 * };
 * const [likes] = categoricalItems(table, ["likes"]);
 * if (likes?.categories.join() !== "No,Yes" || likes.codes.join() !== "0,1,0") throw new Error();
 * ```
 */
export function categoricalItems(table: Columns, names: readonly string[]): CategoricalItem[] {
  return names.map((name) => {
    const column = table.columns.get(name);
    if (column === undefined) {
      const close = nearest(name, table.columns.keys());
      throw new InputError(
        `Cannot use the item "${name}": there is no such column. ` +
          (close === null
            ? `The columns are ${[...table.columns.keys()].join(", ")}`
            : `Did you mean "${close}"?`),
      );
    }
    const missing = table.nulls.get(name);
    const answer = (i: number): Answer =>
      hasBit(missing, i) ? null : isStrings(column) ? column.dictionary[column.codes[i]!] : Number(column[i]);
    return categoricalItem(name, Array.from({ length: table.rows }, (_, i) => answer(i)));
  });
}
