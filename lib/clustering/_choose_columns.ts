import { type Column, type Columns, isStrings } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { numberIn } from "./_read_column.ts";
import type { Chosen } from "./_learn_encodings.ts";
import type { LeftOut } from "./feature_report.ts";
import type { FeatureOptions } from "./features.ts";

/** The columns to use with every default filled in. Without a choice: all but row numbers, keys and the weights. */
export function chooseColumns(
  table: Columns,
  { columns, scale = "none", missing = "refuse", winsorise = 0, weights }: FeatureOptions,
): { choices: readonly Chosen[]; leftOut: readonly LeftOut[] } {
  if (columns) {
    const choices = columns.map((choice) => ({
      ...{ scale, missing, winsorise },
      ...(typeof choice === "string" ? { column: choice } : choice),
    }));
    choices.forEach(check);
    return { choices, leftOut: [] };
  }
  const leftOut: LeftOut[] = [];
  const choices: Chosen[] = [];
  for (const [column, values] of table.columns) {
    const reason = column === weights ? "it holds the weights" : reasonAgainst(values, table.rows);
    if (reason !== null) leftOut.push({ column, reason });
    else choices.push({ column, scale, missing, winsorise });
  }
  choices.forEach(check);
  return { choices, leftOut };
}

function check({ column, winsorise = 0, as, order }: Chosen): void {
  if (!(winsorise >= 0 && winsorise < 0.5)) {
    throw new InputError(
      `Cannot winsorise column "${column}" by ${winsorise}: give the share at either end, 0 or more and below 0.5`,
    );
  }
  if (as === "ordinal" && !order?.length) {
    throw new InputError(`Cannot order column "${column}": give its words from low to high under order`);
  }
}

/** Why a column says nothing about people: it numbers or names the rows. */
function reasonAgainst(column: Column, rows: number): string | null {
  if (rows < 3) return null;
  if (isStrings(column)) {
    const different = new Set(column.codes).size;
    const numeric = column.dictionary.filter((text) => numberIn(text) !== null).length;
    return different === rows && numeric * 2 < rows ? "it names every row differently, as a key does" : null;
  }
  const first = Number(column[0]);
  if (first !== 0 && first !== 1) return null;
  for (let i = 1; i < rows; i++) if (Number(column[i]) !== first + i) return null;
  return "it numbers the rows";
}
