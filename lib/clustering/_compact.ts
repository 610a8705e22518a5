import { allocateMatrix, type Matrix } from "../kernels/mod.ts";
import { distinctRows } from "./_distinct.ts";

/** The different rows of a matrix, each once, in an order that depends on their values alone. */
export interface Compact {
  readonly matrix: Matrix;
  /** Weight of each different row: that of all rows it stands for. */
  readonly weights: Float64Array;
  /** The different row of each row. */
  readonly of: Uint32Array;
}

interface Coded {
  readonly codes: Uint32Array;
  readonly radix: number;
}

/** Up to so many different values are looked for one by one. */
const few = 12;

/** A column's values as codes in their order. */
function codesOf(matrix: Matrix, j: number): Coded {
  return codesOfFew(matrix, j) ?? codesOfMany(matrix, j);
}

function codesOfFew({ rows, width, data }: Matrix, j: number): Coded | null {
  const codes = new Uint32Array(rows);
  const found: number[] = [];
  for (let i = 0; i < rows; i++) {
    const value = data[i * width + j]!;
    let code = 0;
    while (code < found.length && found[code] !== value) code++;
    if (code === few) return null;
    if (code === found.length) found.push(value);
    codes[i] = code;
  }
  const place = found.map((value) => found.filter((other) => other < value).length);
  for (let i = 0; i < rows; i++) codes[i] = place[codes[i]!]!;
  return { codes, radix: found.length };
}

function codesOfMany({ rows, width, data }: Matrix, j: number): Coded {
  const values = new Float32Array(rows);
  for (let i = 0; i < rows; i++) values[i] = data[i * width + j]!;
  const sorted = values.slice().sort();
  let radix = 0;
  for (let i = 0; i < rows; i++) {
    if (radix === 0 || sorted[i]! > sorted[radix - 1]!) sorted[radix++] = sorted[i]!;
  }
  const codes = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) {
    let low = 0;
    for (let high = radix - 1; low < high;) {
      const middle = low + high >> 1;
      if (sorted[middle]! < values[i]!) low = middle + 1;
      else high = middle;
    }
    codes[i] = low;
  }
  return { codes, radix };
}

/**
 * Collapses equal rows. Answers to a few questions come in few patterns, and what does not depend on the order of rows
 * need not be random in it.
 *
 * @param names Names of the columns: their order does not matter either.
 * @param weights One number a row, or null for 1 each.
 */
export function compact(matrix: Matrix, names: readonly string[], weights: Float64Array | null): Compact {
  const { rows, columns, width, data } = matrix;
  const byName = Array.from({ length: columns }, (_, j) => j).sort((a, b) => names[a]! < names[b]! ? -1 : 1);
  // As many columns as could tell all rows apart often do; then the others need not be looked at.
  const first: Coded[] = [];
  for (let keys = 1; first.length < columns && keys < rows * rows;) {
    first.push(codesOf(matrix, byName[first.length]!));
    keys *= first.at(-1)!.radix;
  }
  const some = distinctRows(first, rows);
  const { count, of, first: rowsOf } = some.count === rows || first.length === columns
    ? some
    : distinctRows([...first, ...byName.slice(first.length).map((j) => codesOf(matrix, j))], rows);
  const own = allocateMatrix(count, columns);
  for (let d = 0; d < count; d++) {
    const from = rowsOf[d]! * width;
    for (let j = 0; j < width; j++) own.data[d * width + j] = data[from + j]!;
  }
  return { matrix: own, of, weights: collapse(of, count, weights) };
}

/** Adds up the weights of equal rows. */
export function collapse(of: Uint32Array, count: number, weights: Float64Array | null): Float64Array {
  const out = new Float64Array(count);
  for (let i = 0; i < of.length; i++) out[of[i]!]! += weights ? weights[i]! : 1;
  return out;
}

/** Labels of all rows, from 1, from those of the different ones, from 0. */
export function expand(of: Uint32Array, labels: Uint16Array): Uint16Array {
  const out = new Uint16Array(of.length);
  for (let i = 0; i < out.length; i++) out[i] = labels[of[i]!]! + 1;
  return out;
}
