import type { Column, Columns } from "../../engine/mod.ts";

/** A table of text from rows of values; null is missing. */
export function tableOf(
  names: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Columns {
  const columns = new Map<string, Column>();
  const nulls = new Map<string, { bytes: Uint8Array; count: number }>();
  names.forEach((name, j) => {
    const seen = new Map<string, number>([["", 0]]);
    const codes = new Uint32Array(rows.length);
    const bytes = new Uint8Array(Math.ceil(rows.length / 8));
    let count = 0;
    rows.forEach((row, i) => {
      const value = row[j]!;
      if (value === null) {
        bytes[i >> 3]! |= 1 << (i & 7);
        count++;
        return;
      }
      const text = String(value);
      if (!seen.has(text)) seen.set(text, seen.size);
      codes[i] = seen.get(text)!;
    });
    columns.set(name, { codes, dictionary: [...seen.keys()] });
    if (count > 0) nulls.set(name, { bytes, count });
  });
  return { rows: rows.length, columns, nulls };
}
