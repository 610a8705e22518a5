import type { FieldClassWord } from "../../workspace/mod.ts";
import { wholeDay } from "../identifiers/mod.ts";
import { guessFrom } from "./_guess.ts";

/** A column of a bare file, and what it may say about a person. */
export interface ClassifiedColumn {
  /** Its name. */
  readonly column: string;
  /** A word of `fieldClasses`; null where nothing can be said. */
  readonly word: FieldClassWord | null;
  /** Why, in plain words, without a value. */
  readonly reasons: readonly string[];
}

const most = 200;
const day = new RegExp(`^\\s*${wholeDay}(?:[T ].*)?$`, "i");

/**
 * Guesses what the columns of a bare file may say about a person, from their names and some of their values; for the
 * fields of a workspace see {@linkcode classifyFields}.
 *
 * @param columns By name; null is missing.
 *
 * @example
 * ```ts
 * import { classifyColumns } from "./classify_columns.ts";
 * const [first] = classifyColumns(new Map([["contact", ["jo@example.org", "mei@example.org"]]]));
 * if (first?.word !== "email") throw new Error();
 * ```
 */
export function classifyColumns(
  columns: ReadonlyMap<string, readonly (string | null)[]>,
): ClassifiedColumn[] {
  return [...columns].map(([column, cells]) => {
    const filled = cells.filter((cell) => cell !== null && cell !== "") as string[];
    const distinct = new Set(filled);
    const values = [...distinct].slice(0, most);
    const numeric = values.length > 0 && values.every((value) => Number.isFinite(Number(value)));
    const days = values.length > 0 && values.filter((value) => day.test(value)).length >= values.length / 2;
    const guess = guessFrom({
      name: column,
      type: days ? "date" : numeric ? "number" : "text",
      filled: filled.length,
      distinct: distinct.size,
      values,
    });
    return { column, word: guess.word, reasons: guess.reasons };
  });
}
