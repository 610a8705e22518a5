import { InputError } from "../workspace/mod.ts";
import { decodeFeature } from "./feature_encoding.ts";
import type { MixtureData } from "./mixture_data.ts";

/** Rows to fit a mixture to, ready for use. */
export interface ReadMixtureData {
  readonly columns: readonly ArrayLike<number>[];
  readonly names: readonly string[];
  readonly rows: number;
  readonly weights: Float64Array | null;
  /** A value of column `j` in the units of the input. */
  readonly decode: (j: number, value: number) => number;
}

/**
 * Reads and checks rows to fit a mixture to.
 *
 * @throws {InputError} There are no columns or rows, columns differ in length, or a value is not finite.
 */
export function readMixtureData(data: MixtureData): ReadMixtureData {
  if ("matrix" in data) {
    const { matrix, names, encodings, weights } = data;
    const columns = names.map((_, j) => {
      const column = new Float64Array(matrix.rows);
      for (let i = 0; i < column.length; i++) column[i] = matrix.data[i * matrix.width + j]!;
      return column;
    });
    const decode = (j: number, value: number) => decodeFeature(encodings[j]!, value);
    return checked({ columns, names, rows: matrix.rows, weights, decode });
  }
  const columns = "columns" in data ? data.columns : data;
  const encodings = "columns" in data ? data.encodings : undefined;
  const names = "columns" in data ? data.names : columns.map((_, j) => `x${j + 1}`);
  return checked({
    columns,
    names,
    rows: columns[0]?.length ?? 0,
    weights: null,
    decode: (j, value) => encodings ? decodeFeature(encodings[j]!, value) : value,
  });
}

function checked(data: ReadMixtureData): ReadMixtureData {
  const { columns, names, rows } = data;
  if (columns.length === 0 || rows === 0) {
    throw new InputError("Cannot fit a mixture: there are no rows of numbers");
  }
  columns.forEach((column, j) => {
    if (column.length !== rows) {
      throw new InputError(
        `Cannot fit a mixture: "${names[j]}" has ${column.length} rows, "${names[0]}" has ${rows}`,
      );
    }
    for (let i = 0; i < rows; i++) {
      if (Number.isFinite(column[i])) continue;
      throw new InputError(
        `Cannot fit a mixture: "${names[j]}", row ${i + 1} is ${column[i]}, not a finite number`,
      );
    }
  });
  return data;
}
