import { type Columns, hasBit } from "../engine/mod.ts";
import { readLooseColumn } from "./_read_loose_column.ts";

/** A column as profiles see it: levels to compare, and values to test. */
export interface ProfileColumn {
  readonly name: string;
  readonly missing: (row: number) => boolean;
  /** What is compared: the number itself, or 1 for one word. */
  readonly levels: readonly {
    readonly name: string;
    readonly word: string | null;
    readonly measure: "mean" | "share";
    readonly value: (row: number) => number;
  }[];
  /** Numbers to rank, or codes of words. */
  readonly values: Float64Array;
  readonly isWords: boolean;
}

const yes = /^(yes|y|true|t|on|1)$/i;
const no = /^(no|n|false|f|off|0)$/i;
const mostWords = 30;

/** Reads a column; null where it has too many words to be compared. */
export function profileColumn(table: Columns, name: string, asWords: boolean): ProfileColumn | null {
  const column = readLooseColumn(table, name);
  const missing = (row: number) => hasBit(column.missing, row);
  if (column.kind === "numbers") {
    const known = new Set<number>();
    for (let i = 0; i < table.rows && known.size <= mostWords; i++) {
      if (!missing(i)) known.add(column.numbers[i]!);
    }
    const { numbers: values } = column;
    const binary = known.size <= 2 && [...known].every((value) => value === 0 || value === 1);
    if (!asWords || binary) {
      const measure = binary ? "share" as const : "mean" as const;
      const levels = [{ name, word: null, measure, value: (row: number) => values[row]! }];
      return { name, missing, levels, values, isWords: binary };
    }
    const words = [...known].sort((a, b) => a - b);
    return known.size > mostWords ? null : {
      ...{ name, missing, values, isWords: true },
      levels: shown(words.map(String)).map((word) => ({
        ...{ name: `${name} = ${word}`, word, measure: "share" as const },
        value: (row: number) => Number(String(values[row]) === word),
      })),
    };
  }
  const { codes, words } = column;
  if (words.length > mostWords) return null;
  const said = words.length === 2 && words.some((word) => yes.test(word)) &&
    words.some((word) => no.test(word));
  return {
    ...{ name, missing, isWords: true, values: Float64Array.from(codes) },
    levels: shown(words).map((word) => {
      const code = words.indexOf(word);
      return {
        ...{ name: said ? name : `${name} = ${word}`, word, measure: "share" as const },
        value: (row: number) => Number(codes[row] === code),
      };
    }),
  };
}

/** Of two words, the yes or the last is enough: the other is the rest. */
function shown(words: readonly string[]): readonly string[] {
  if (words.length !== 2) return words;
  return [words.find((word) => yes.test(word)) ?? words[1]!];
}
