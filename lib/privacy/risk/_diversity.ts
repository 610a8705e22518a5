import { type Columns, isStrings } from "../../engine/mod.ts";
import { type Classes, codesOf, valueAt } from "./_classes.ts";
import type { SensitiveRisk } from "./result.ts";

/** How diverse a sensitive column is inside the classes, and how far from the whole table. */
export function sensitiveRisk(table: Columns, classes: Classes, column: string): SensitiveRisk {
  const { codes, count } = codesOf(table, column);
  const all = new Float64Array(count);
  for (const code of codes) all[code]!++;
  const order = numericOrder(table, column, codes, count);
  let homogeneousClasses = 0;
  let homogeneousRows = 0;
  let distinctL = Infinity;
  let entropy = Infinity;
  let recursiveC = 0;
  let tEqual = 0;
  let tOrdered = 0;
  const own = new Float64Array(count);
  for (const rows of members(classes)) {
    own.fill(0);
    for (const row of rows) own[codes[row]!]!++;
    const counts = own.filter((n) => n > 0);
    const most = Math.max(...counts);
    distinctL = Math.min(distinctL, counts.length);
    entropy = Math.min(
      entropy,
      counts.reduce((sum, n) => sum - n / rows.length * Math.log(n / rows.length), 0),
    );
    recursiveC = Math.max(recursiveC, most / (rows.length - most));
    if (counts.length === 1) {
      homogeneousClasses++;
      homogeneousRows += rows.length;
    }
    const apart = (code: number) => own[code]! / rows.length - all[code]! / table.rows;
    let equal = 0;
    for (let code = 0; code < count; code++) equal += Math.abs(apart(code)) / 2;
    tEqual = Math.max(tEqual, equal);
    if (order) {
      let moved = 0;
      let carried = 0;
      for (const code of order) moved += Math.abs(carried += apart(code));
      tOrdered = Math.max(tOrdered, count > 1 ? moved / (count - 1) : 0);
    }
  }
  return {
    column,
    homogeneousClasses,
    homogeneousRows,
    distinctL,
    entropyL: Math.exp(entropy),
    recursiveC: Number.isFinite(recursiveC) ? recursiveC : null,
    tEqual,
    tOrdered: order ? tOrdered : null,
  };
}

/** The rows of each class. */
function* members({ of, sizes }: Classes): Generator<Uint32Array> {
  const starts = new Uint32Array(sizes.length + 1);
  for (let c = 0; c < sizes.length; c++) starts[c + 1] = starts[c]! + sizes[c]!;
  const at = starts.slice();
  const rows = new Uint32Array(of.length);
  for (let i = 0; i < of.length; i++) rows[at[of[i]!]!++] = i;
  for (let c = 0; c < sizes.length; c++) yield rows.subarray(starts[c], starts[c + 1]);
}

/** Codes in order of their values, where all values are numbers and none is missing; else null. */
function numericOrder(table: Columns, name: string, codes: Uint32Array, count: number): number[] | null {
  const column = table.columns.get(name)!;
  if (table.nulls.has(name)) return null;
  const values = new Array<number>(count).fill(NaN);
  for (let i = 0; i < table.rows; i++) {
    const value = valueAt(column, i);
    if (isStrings(column) && String(value).trim() === "") return null;
    values[codes[i]!] = Number(value);
  }
  if (values.some((value) => !Number.isFinite(value))) return null;
  return values.map((_, code) => code).sort((a, b) => values[a]! - values[b]!);
}
