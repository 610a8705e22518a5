import { type Columns, hasBit, isStrings } from "../engine/mod.ts";
import { numberIn, type ReadColumn, readColumn } from "./_read_column.ts";

/**
 * Reads a column that is only looked at, not clustered on: text is words, also where most of it is numbers ("-3",
 * "-2", "I hate it").
 */
export function readLooseColumn(table: Columns, name: string): ReadColumn {
  const column = table.columns.get(name);
  const missing = table.nulls.get(name);
  if (!column || !isStrings(column) || missing?.count === table.rows) return readColumn(table, name);
  const used = new Set<number>();
  for (let i = 0; i < table.rows; i++) if (!hasBit(missing, i)) used.add(column.codes[i]!);
  const texts = [...used].map((code) => column.dictionary[code]!);
  if (texts.every((text) => numberIn(text) !== null)) return readColumn(table, name);
  const words = [...new Set(texts)].sort();
  const place = new Map(words.map((word, i) => [word, i]));
  const next = Uint32Array.from(column.dictionary, (word) => place.get(word) ?? 0);
  const codes = column.codes.map((code, i) => hasBit(missing, i) ? 0 : next[code]!);
  return { name, rows: table.rows, missing, kind: "words", codes, words };
}
