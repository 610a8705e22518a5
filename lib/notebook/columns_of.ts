import type { DataFrame } from "danfojs";
import type { Bits, Column, Columns } from "../engine/mod.ts";
import { count } from "../words/mod.ts";
import { mostRows } from "./most_rows.ts";

/** The part of a danfojs frame that is read. */
export type Frame = Pick<DataFrame, "columns" | "shape" | "column">;

/**
 * A danfojs frame as the columns that every analysis takes: `features(columnsOf(frame))`. The values are copied, as
 * JavaScript has them: danfojs's own types are guessed from the first rows, and are not heeded.
 *
 * Numbers and yes/no become numbers, everything else text; null, undefined and NaN are missing. A column with any text
 * in it is text.
 *
 * @throws {RangeError} There are more than 20,000 rows.
 *
 * @example
 * ```ts
 * import { columnsOf } from "./columns_of.ts";
 * import { frame } from "./frame.ts";
 * const table = await frame({
 *   rows: 2,
 *   columns: new Map([["age", Float64Array.of(41, 0)]]),
 *   nulls: new Map([["age", { bytes: Uint8Array.of(0b10), count: 1 }]]),
 * });
 * const back = columnsOf(table);
 * if (back.rows !== 2 || back.nulls.get("age")?.count !== 1) throw new Error();
 * ```
 */
export function columnsOf(frame: Frame): Columns {
  const [rows = 0] = frame.shape;
  if (rows > mostRows) {
    throw new RangeError(
      `Cannot take ${count(rows)} rows from a frame: danfojs is slow past ${count(mostRows)}. ` +
        "Read the file with readTable or a workspace instead.",
    );
  }
  const columns = new Map<string, Column>();
  const nulls = new Map<string, Bits>();
  for (const name of frame.columns) {
    const values = frame.column(name).values as readonly unknown[];
    const missing = values.map((value) => value === null || value === undefined || Number.isNaN(value));
    columns.set(name, columnOf(values, missing));
    const howMany = missing.filter(Boolean).length;
    if (howMany > 0) nulls.set(name, { bytes: bitsOf(missing), count: howMany });
  }
  return { rows, columns, nulls };
}

function columnOf(values: readonly unknown[], missing: readonly boolean[]): Column {
  const isNumber = (value: unknown, i: number) =>
    missing[i] || typeof value === "number" || typeof value === "boolean";
  if (values.every(isNumber)) return Float64Array.from(values, (value, i) => missing[i] ? 0 : Number(value));
  const codeOf = new Map<string, number>();
  const codes = Uint32Array.from(values, (value, i) => {
    if (missing[i]) return 0;
    const text = value instanceof Date ? value.toISOString() : String(value);
    if (!codeOf.has(text)) codeOf.set(text, codeOf.size);
    return codeOf.get(text)!;
  });
  return { codes, dictionary: [...codeOf.keys()] };
}

function bitsOf(flags: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(flags.length / 8));
  flags.forEach((flag, i) => {
    if (flag) bytes[i >> 3]! |= 1 << (i & 7);
  });
  return bytes;
}
