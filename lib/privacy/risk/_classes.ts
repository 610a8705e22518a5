import { type Column, type Columns, hasBit, isStrings } from "../../engine/mod.ts";

/** Rows that are alike in some columns share a code. */
export interface Classes {
  /** The class of each row, 0 to `sizes.length` − 1, in order of first appearance. */
  readonly of: Uint32Array;
  /** Rows in each class. */
  readonly sizes: Uint32Array;
}

/** The code of each row's value, missing last, and how many codes there are. */
export function codesOf(
  table: Columns,
  name: string,
): { codes: Uint32Array; count: number; missing: number } {
  const column = table.columns.get(name);
  if (column === undefined) throw new TypeError(`Cannot find column "${name}" in the table`);
  const nulls = table.nulls.get(name);
  const codes = new Uint32Array(table.rows);
  const seen = new Map<unknown, number>();
  let missing = 0;
  for (let i = 0; i < table.rows; i++) {
    const value = hasBit(nulls, i) ? null : valueAt(column, i);
    if (value === null) missing++;
    let code = seen.get(value);
    if (code === undefined) seen.set(value, code = seen.size);
    codes[i] = code;
  }
  return { codes, count: seen.size, missing };
}

/** The value of a row, as a number or text. */
export function valueAt(column: Column, i: number): string | number {
  if (isStrings(column)) return column.dictionary[column.codes[i]!]!;
  const value = column[i]!;
  return typeof value === "bigint" ? String(value) : value;
}

/** Rows grouped by all of some columns; a missing value is a value of its own. Linear in rows times columns. */
export function classesOf(rows: number, codes: readonly { codes: Uint32Array; count: number }[]): Classes {
  let of = new Uint32Array(rows);
  let count = rows === 0 ? 0 : 1;
  for (const column of codes) {
    const seen = new Map<number, number>();
    const next = new Uint32Array(rows);
    for (let i = 0; i < rows; i++) {
      const pair = of[i]! * column.count + column.codes[i]!;
      let code = seen.get(pair);
      if (code === undefined) seen.set(pair, code = seen.size);
      next[i] = code;
    }
    of = next;
    count = seen.size;
  }
  const sizes = new Uint32Array(count);
  for (let i = 0; i < rows; i++) sizes[of[i]!]!++;
  return { of, sizes };
}
