import type { Column, Columns } from "../engine/mod.ts";

/** A table of numbers (null: missing) and words. */
export function tableOfValues(
  columns: Readonly<Record<string, readonly (number | string | null)[]>>,
): Columns {
  const nulls: [string, { bytes: Uint8Array; count: number }][] = [];
  const read = Object.entries(columns).map(([name, values]): [string, Column] => {
    const bytes = new Uint8Array((values.length + 7) >> 3);
    values.forEach((value, i) => value === null && (bytes[i >> 3]! |= 1 << (i & 7)));
    const count = values.filter((value) => value === null).length;
    if (count > 0) nulls.push([name, { bytes, count }]);
    if (!values.some((value) => typeof value === "string")) {
      return [name, Float64Array.from(values, (value) => Number(value ?? 0))];
    }
    const dictionary = [...new Set(values.filter((value) => value !== null).map(String))];
    return [name, {
      codes: Uint32Array.from(values, (v) => Math.max(0, dictionary.indexOf(String(v)))),
      dictionary,
    }];
  });
  return { rows: Object.values(columns)[0]!.length, columns: new Map(read), nulls: new Map(nulls) };
}
