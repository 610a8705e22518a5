import { type Bits, type Column, type Columns, hasBit, isStrings } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import type { MissingRule } from "./feature_encoding.ts";

/** What is left of a table, and which of its rows (null: all). */
export interface Kept {
  readonly kept: Columns;
  readonly rows: Uint32Array | null;
}

/** Leaves out rows with a missing value in a column whose rule is to drop them. */
export function dropRows(
  table: Columns,
  rules: readonly { readonly column: string; readonly missing: MissingRule }[],
): Kept {
  const gaps = rules.flatMap(({ column, missing }) =>
    missing === "drop" ? table.nulls.get(column) ?? [] : []
  );
  if (gaps.length === 0) return { kept: table, rows: null };
  const rows = Uint32Array.from({ length: table.rows }, (_, i) => i)
    .filter((i) => !gaps.some((bits) => hasBit(bits, i)));
  if (rows.length === 0) {
    throw new InputError(
      "Cannot cluster: every row has a missing value in one of the columns that drop them. Leave out the worst " +
        "column, or let the median stand in.",
    );
  }
  const used = new Set(rules.map(({ column }) => column));
  const columns = new Map(
    [...table.columns].filter(([name]) => used.has(name)).map(([name, column]) => [name, at(column, rows)]),
  );
  const nulls = new Map(
    [...table.nulls].filter(([name]) => used.has(name)).map(([name, bits]) =>
      [name, bitsAt(bits, rows)] as const
    )
      .filter(([, { count }]) => count > 0),
  );
  return { kept: { rows: rows.length, columns, nulls }, rows };
}

function at(column: Column, rows: Uint32Array): Column {
  if (isStrings(column)) return { ...column, codes: Uint32Array.from(rows, (row) => column.codes[row]!) };
  const out = column.slice(0, rows.length);
  rows.forEach((row, i) => out[i] = column[row]!);
  return out;
}

function bitsAt(bits: Bits, rows: Uint32Array): Bits {
  const bytes = new Uint8Array(Math.ceil(rows.length / 8));
  let count = 0;
  rows.forEach((row, i) => {
    if (!hasBit(bits, row)) return;
    bytes[i >> 3]! |= 1 << (i & 7);
    count++;
  });
  return { bytes, count };
}
