import { type Columns, hasBit } from "../engine/mod.ts";
import { readLooseColumn } from "./_read_loose_column.ts";

/** A column a tree may cut. */
export type TreeColumn =
  & { readonly name: string }
  & (
    | {
      readonly kind: "number";
      /** NaN where missing. */
      readonly values: Float64Array;
      /** Digits after the point; null: more than six. */
      readonly decimals: number | null;
    }
    | {
      readonly kind: "words";
      /** −1 where missing. */
      readonly codes: Int32Array;
      readonly words: readonly string[];
    }
  );

const mostWords = 50;
const mostDecimals = 6;

/** Reads the columns a tree may cut, in the order of their names; a column of too many words is left out. */
export function treeColumns(table: Columns, names: readonly string[]): TreeColumn[] {
  return [...new Set(names)].sort().flatMap((name): TreeColumn[] => {
    const column = readLooseColumn(table, name);
    const missing = (i: number) => hasBit(column.missing, i);
    if (column.kind === "numbers") {
      const values = column.numbers.map((value, i) => missing(i) ? NaN : value);
      return [{ name, kind: "number", values, decimals: decimalsOf(values) }];
    }
    const { words } = column;
    if (words.length > mostWords) return [];
    const codes = Int32Array.from(column.codes, (code, i) => missing(i) ? -1 : code);
    return [{ name, kind: "words", codes, words }];
  });
}

function decimalsOf(values: Float64Array): number | null {
  let most = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    while (most <= mostDecimals && !isWhole(value * 10 ** most)) most++;
    if (most > mostDecimals) return null;
  }
  return most;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= 1e-9 * Math.max(1, Math.abs(value));
}

/** Where a cut between two neighbouring values is written: the roundest number from the lower, below the upper. */
export function roundCut(low: number, high: number, decimals: number | null): number {
  const unit = decimals === null ? 0 : 10 ** -decimals;
  const middle = (low + high) / 2;
  const least = decimals ?? 12;
  for (let digits = -9; digits <= least; digits++) {
    const step = 10 ** -digits;
    const cut = Number((Math.round(middle / step) * step).toFixed(Math.max(0, digits)));
    if (cut >= low && cut + unit <= high && cut < high) return cut;
  }
  return decimals === null ? low : Number((Math.floor(middle / unit + 1e-9) * unit).toFixed(decimals));
}
