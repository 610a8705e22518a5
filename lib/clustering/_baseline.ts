import { type Columns, hasBit } from "../engine/mod.ts";
import { quantiles } from "./_quantiles.ts";
import { readAnyColumn } from "./_read_any_column.ts";
import type { BaselineColumn } from "./clustering_model.ts";

const bins = 10;
/** Fewer people than this say a word: it shares a bin, so that a model tells of nobody. */
const fewest = 11;
const mostWords = 30;

/** How the people of a table are spread over a column: numbers by tenths, words one by one. */
export function baselineOf(table: Columns, column: string, answers: boolean): BaselineColumn {
  const read = readAnyColumn(table, column);
  const missing = (i: number) => hasBit(read.missing, i);
  const unknown = read.missing?.count ?? 0;
  if (read.kind === "numbers") {
    const known = read.numbers.filter((_, i) => !missing(i));
    const different = new Set(known.subarray(0, 10_000));
    if (answers || different.size <= bins) {
      return words(
        column,
        Array.from(read.numbers, (value, i) => missing(i) ? null : String(value)),
        unknown,
      );
    }
    const cuts = quantiles(known, Array.from({ length: bins - 1 }, (_, i) => (i + 1) / bins));
    const edges = [...new Set(cuts)];
    return counted({ column, edges, words: null }, table);
  }
  return words(column, Array.from(read.codes, (code, i) => missing(i) ? null : read.words[code]!), unknown);
}

function words(column: string, values: readonly (string | null)[], unknown: number): BaselineColumn {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= fewest).sort((a, b) => b[1] - a[1])
    .slice(0, mostWords).map(([word]) => word).sort();
  const known = values.length - unknown;
  const named = kept.map((word) => counts.get(word)!);
  const rest = known - named.reduce((sum, count) => sum + count, 0);
  return { column, edges: null, words: kept, counts: [...named, rest, unknown] };
}

/** Counts the people of a table in given bins. */
export function counted(
  { column, edges, words }: Pick<BaselineColumn, "column" | "edges" | "words">,
  table: Columns,
): BaselineColumn {
  const read = readAnyColumn(table, column, edges !== null);
  const size = edges ? edges.length + 1 : words!.length + 1;
  const counts = new Array<number>(size + 1).fill(0);
  const place = new Map(words?.map((word, i) => [word, i]));
  for (let i = 0; i < table.rows; i++) {
    if (hasBit(read.missing, i)) counts[size]!++;
    else if (edges) {
      const value = (read as { readonly numbers: Float64Array }).numbers[i]!;
      const bin = edges.findIndex((edge) => value < edge);
      counts[bin < 0 ? size - 1 : bin]!++;
    } else {
      const word = read.kind === "numbers" ? String(read.numbers[i]) : read.words[read.codes[i]!]!;
      counts[place.get(word) ?? size - 1]!++;
    }
  }
  return { column, edges, words, counts };
}
