import { type Column, type Columns, isStrings, type Strings } from "../engine/mod.ts";
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
    const reason = column === weights ? "it holds the weights" : reasonAgainst(column, values, table.rows);
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
function reasonAgainst(name: string, column: Column, rows: number): string | null {
  if (rows < 3) return null;
  if (isStrings(column)) {
    const different = new Set(column.codes).size;
    const numeric = column.dictionary.filter((text) => numberIn(text) !== null).length;
    return different === rows && numeric * 2 < rows ? "it names every row differently, as a key does" : null;
  }
  if (numbersRows(column, rows, isKeyName(name) ? 3 : 10)) return "it numbers the rows";
  return isKeyName(name) && isKey(column, rows) ? "it numbers every row differently, as a key does" : null;
}

const isKeyName = (name: string) =>
  /^(|row|id|key|person|patient|case|respondent|.*[_ .-](id|key))$/i.test(name) ||
  /[a-z](Id|ID|Key)$/.test(name);

type Numbers = Exclude<Column, Strings>;

/** Whether a column holds 0 to n - 1 or 1 to n: in order, or, of at least `shuffled` rows, in any order. */
function numbersRows(column: Numbers, rows: number, shuffled: number): boolean {
  let low = Infinity;
  let inOrder = true;
  for (let i = 0; i < rows; i++) {
    const value = Number(column[i]);
    if (!Number.isInteger(value) || value < 0 || value > rows) return false;
    if (value < low) low = value;
    inOrder &&= i === 0 || value === Number(column[i - 1]) + 1;
  }
  if (low > 1) return false;
  if (inOrder) return true;
  if (rows < shuffled) return false;
  const seen = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const at = Number(column[i]) - low;
    if (at >= rows || seen[at] === 1) return false;
    seen[at] = 1;
  }
  return true;
}

/** Whether a column holds whole numbers, each once. */
function isKey(column: Numbers, rows: number): boolean {
  const sorted = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    sorted[i] = Number(column[i]);
    if (!Number.isInteger(sorted[i])) return false;
  }
  sorted.sort();
  return sorted.every((value, i) => i === 0 || value !== sorted[i - 1]);
}
