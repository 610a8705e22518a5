import { type Columns, hasBit } from "../engine/mod.ts";
import { allocateMatrix, type Matrix } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { readAnyColumn } from "./_read_any_column.ts";
import type { ReadColumn } from "./_read_column.ts";
import { encodeFeature, type FeatureEncoding } from "./feature_encoding.ts";

/** Squares of it, many times over, still are numbers of single precision. */
const largest = 1e17;
/** The same in double precision, for what is scaled. */
const hugest = 1e150;

function tooLarge(name: string, row: number, value: number): InputError {
  return new InputError(
    `Cannot cluster on column "${name}": row ${row + 1} is ${value}, too large for distances. ` +
      "Correct it, or divide the column, to millions for instance.",
  );
}

/**
 * Puts a table into a matrix by encodings learnt from it or from another. Columns are read one at a time, so that no
 * more than one stands beside the matrix in double precision.
 */
export function encodeRows(table: Columns, encodings: readonly FeatureEncoding[]): Matrix {
  const matrix = allocateMatrix(table.rows, encodings.length);
  encodeInto(table, encodings, matrix);
  return matrix;
}

/** The same in double precision, as columns: for likelihoods, whose last printed digits need it. */
export function encodeColumns(table: Columns, encodings: readonly FeatureEncoding[]): Float64Array[] {
  const width = encodings.length;
  const data = new Float64Array(table.rows * width);
  encodeInto(table, encodings, { data, width });
  return encodings.map((_, j) => Float64Array.from({ length: table.rows }, (_, i) => data[i * width + j]!));
}

function encodeInto(
  table: Columns,
  encodings: readonly FeatureEncoding[],
  { data, width }: { readonly data: Float32Array | Float64Array; readonly width: number },
): void {
  const columns = [...new Set(encodings.map(({ column }) => column))];
  for (const name of columns) {
    const own = encodings.map((encoding, j) => ({ encoding, j })).filter(({ encoding }) =>
      encoding.column === name
    );
    const numeric = own.some(({ encoding }) => encoding.kind === "number");
    const column = readAnyColumn(table, name, numeric);
    for (const { encoding, j } of own) {
      if (encoding.kind === "missing") {
        for (let i = 0; i < table.rows; i++) data[i * width + j] = hasBit(column.missing, i) ? 1 : 0;
        continue;
      }
      const value = reader(column, encoding);
      const fill = column.missing ? filling(column, encoding) : 0;
      for (let i = 0; i < table.rows; i++) {
        const own = hasBit(column.missing, i) ? fill : value(i);
        const encoded = encodeFeature(encoding, own);
        if (!(Math.abs(encoded) <= largest && Math.abs(own) <= hugest)) throw tooLarge(name, i, own);
        data[i * width + j] = encoded;
      }
    }
  }
}

/** What stands for a missing value. */
function filling({ name, rows, missing }: ReadColumn, { fill, missing: rule }: FeatureEncoding): number {
  if (rule !== "refuse" && rule !== "drop" && fill !== null) return fill;
  let row = 0;
  while (row < rows && !hasBit(missing, row)) row++;
  throw new InputError(
    `Cannot cluster on column "${name}": ${missing!.count} of ${rows} values are missing, the first in row ${
      row + 1
    }. Say what is done with them (missing, or --missing): "drop" leaves the people out, "median" lets the median stand ` +
      'in, "indicator" also marks who lacks a value.',
  );
}

/** The value of a row in the units the encoding starts from. */
function reader(column: ReadColumn, encoding: FeatureEncoding): (row: number) => number {
  if (encoding.kind === "number") {
    const { numbers } = column as ReadColumn & { kind: "numbers" };
    return (i) => numbers[i]!;
  }
  const known = encoding.words!;
  const worth = (word: string): number => {
    if (encoding.kind === "ordinal") return known.indexOf(word) + 1;
    return Number(word === encoding.word);
  };
  const check = (word: string, i: number): string => {
    if (known.includes(word)) return word;
    throw new InputError(
      `Cannot read column "${column.name}": row ${i + 1} holds "${word}", which was never seen (known: ${
        known.join(", ")
      }). Map it to a known word, or empty it where missing values are filled in.`,
    );
  };
  if (column.kind === "numbers") return (i) => worth(check(String(column.numbers[i]), i));
  const { codes, words } = column;
  const worths = words.map((word) => known.includes(word) ? worth(word) : NaN);
  return (i) => {
    const value = worths[codes[i]!]!;
    return Number.isNaN(value) ? worth(check(words[codes[i]!]!, i)) : value;
  };
}
