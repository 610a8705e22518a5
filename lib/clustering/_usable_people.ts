import { type Bits, type Columns, hasBit } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { dropRows, type Kept } from "./_drop_rows.ts";
import type { FeatureEncoding } from "./feature_encoding.ts";
import { readAnyColumn } from "./_read_any_column.ts";

/** The people of a table an earlier fit has a place for. */
export interface UsablePeople extends Kept {
  /** Those of the fit, with people of unknown values left out where the fit had none. */
  readonly encodings: readonly FeatureEncoding[];
  /** Words that were never seen. */
  readonly warnings: string[];
}

/**
 * Leaves out the people an earlier fit has no place for: a word was never seen, or a value is missing, and nothing
 * stands in for it.
 *
 * @throws {InputError} Nobody is left.
 */
export function usablePeople(learnt: readonly FeatureEncoding[], table: Columns): UsablePeople {
  const { known, warnings } = knownOnly(table, learnt);
  const encodings = learnt.map((one) =>
    one.missing === "refuse" || one.fill === null && one.kind !== "missing"
      ? { ...one, missing: "drop" as const }
      : one
  );
  try {
    return { ...dropRows(known, encodings), encodings, warnings };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      "Cannot assign people: of everybody, a value is missing or was never seen by the model",
    );
  }
}

/** The table with words the encodings have never seen made missing, and said. */
function knownOnly(
  table: Columns,
  encodings: readonly FeatureEncoding[],
): { known: Columns; warnings: string[] } {
  const nulls = new Map(table.nulls);
  const warnings: string[] = [];
  const vocabulary = new Map(
    encodings.flatMap(({ column, words }) => words ? [[column, words] as const] : []),
  );
  for (const [name, words] of vocabulary) {
    if (table.nulls.get(name)?.count === table.rows) continue;
    const column = readAnyColumn(table, name);
    const before = table.nulls.get(name);
    const bytes = before?.bytes.slice() ?? new Uint8Array((table.rows + 7) >> 3);
    const unseen = new Set<string>();
    let times = 0;
    for (let i = 0; i < table.rows; i++) {
      if (hasBit(before, i)) continue;
      const word = column.kind === "numbers" ? String(column.numbers[i]) : column.words[column.codes[i]!]!;
      if (words.includes(word)) continue;
      unseen.add(word);
      times++;
      bytes[i >> 3]! |= 1 << (i & 7);
    }
    if (times === 0) continue;
    const bits: Bits = { bytes, count: (before?.count ?? 0) + times };
    nulls.set(name, bits);
    const listed = [...unseen].sort().slice(0, 5).map((word) => `"${word}"`).join(", ");
    warnings.push(
      `"${name}": ${listed}${
        unseen.size > 5 ? " and others" : ""
      } never occurred when the model was fitted; ` +
        `${times} ${times === 1 ? "value counts" : "values count"} as missing.`,
    );
  }
  return { known: { ...table, nulls }, warnings };
}
