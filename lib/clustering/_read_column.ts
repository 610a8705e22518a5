import { type Bits, type Column, type Columns, hasBit, isStrings } from "../engine/mod.ts";
import { InputError, nearest } from "../workspace/mod.ts";

/** A column as clustering reads it: numbers, or words by code. Missing values are in `missing`. */
export type ReadColumn =
  & { readonly name: string; readonly rows: number; readonly missing: Bits | undefined }
  & (
    | { readonly kind: "numbers"; readonly numbers: Float64Array }
    | { readonly kind: "words"; readonly codes: Uint32Array; readonly words: readonly string[] }
  );

/**
 * Reads one column and refuses what cannot be clustered on, naming column and row (the first row of data is 1).
 *
 * Text in which at least half of the values are numbers is read as numbers: then the rest is a mistake, and named.
 *
 * @param numeric The column must hold numbers.
 */
export function readColumn(table: Columns, name: string, numeric = false): ReadColumn {
  const column = table.columns.get(name);
  if (column === undefined) {
    const close = nearest(name, table.columns.keys());
    const hint = close === null
      ? `The columns are ${[...table.columns.keys()].join(", ")}`
      : `Did you mean "${close}"?`;
    throw new InputError(`Cannot cluster on column "${name}": there is no such column. ${hint}`);
  }
  const missing = table.nulls.get(name);
  if (missing && missing.count === table.rows) {
    throw new InputError(
      `Cannot cluster on column "${name}": all ${table.rows} values are missing. Leave it out.`,
    );
  }
  const head = { name, rows: table.rows, missing };
  if (!isStrings(column)) return { ...head, kind: "numbers", numbers: toNumbers(name, column, missing) };
  const used = new Set<number>();
  for (let i = 0; i < table.rows; i++) if (!hasBit(missing, i)) used.add(column.codes[i]!);
  const value = column.dictionary.map((text, code) => used.has(code) ? numberIn(text) : null);
  const asNumbers = [...used].filter((code) => value[code] !== null).length;
  if (!numeric && asNumbers * 2 < used.size) {
    return { ...head, kind: "words", ...inOrder(column.codes, column.dictionary, used, missing) };
  }
  const numbers = new Float64Array(table.rows);
  for (let i = 0; i < table.rows; i++) {
    if (hasBit(missing, i)) continue;
    const read = value[column.codes[i]!]!;
    if (read === null) {
      const text = column.dictionary[column.codes[i]!]!;
      throw new InputError(
        /^\s*[-+]?(inf|infinity|nan)\s*$/i.test(text)
          ? `Cannot cluster on column "${name}": row ${
            i + 1
          } is ${text}, not a finite number. Correct or empty it.`
          : `Cannot cluster on column "${name}": row ${
            i + 1
          } holds text ("${text}") where the others hold numbers. ` +
            `Correct it, leave the column out, or give its words as categories.`,
      );
    }
    numbers[i] = read;
  }
  return { ...head, kind: "numbers", numbers };
}

function toNumbers(
  name: string,
  column: Exclude<Column, { dictionary: unknown }>,
  missing: Bits | undefined,
) {
  const numbers = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) {
    if (hasBit(missing, i)) continue;
    const value = Number(column[i]);
    if (!Number.isFinite(value)) {
      throw new InputError(
        `Cannot cluster on column "${name}": row ${
          i + 1
        } is ${value}, not a finite number. Correct or empty it.`,
      );
    }
    numbers[i] = value;
  }
  return numbers;
}

/** The number a text is, or null. `Number` alone would take "", "0x1F" and "Infinity". */
export function numberIn(text: string): number | null {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(text) ? Number(text) : null;
}

/** Codes into the words that occur, sorted, so that the order of rows changes nothing. */
function inOrder(
  codes: Uint32Array,
  dictionary: readonly string[],
  used: ReadonlySet<number>,
  missing: Bits | undefined,
): { codes: Uint32Array; words: readonly string[] } {
  const words = [...new Set([...used].map((code) => dictionary[code]!))].sort();
  const place = new Map(words.map((word, i) => [word, i]));
  const next = Uint32Array.from(dictionary, (word) => place.get(word) ?? 0);
  return { codes: codes.map((code, i) => hasBit(missing, i) ? 0 : next[code]!), words };
}

/** A column as codes into words; numbers become words by size. */
export function asWords(column: ReadColumn): ReadColumn & { kind: "words" } {
  if (column.kind === "words") return column;
  const { name, rows, missing, numbers } = column;
  const different = [...new Set(numbers.filter((_, i) => !hasBit(missing, i)))].sort((a, b) => a - b);
  const place = new Map(different.map((value, i) => [value, i]));
  const codes = Uint32Array.from(numbers, (value) => place.get(value) ?? 0);
  return { kind: "words", name, rows, missing, codes, words: different.map(String) };
}
