/** Two groupings of the same people, counted against each other. */
export interface Contingency {
  /** People (or their weight) in group `i` of the first and group `j` of the second: `cells[i * columns + j]`. */
  readonly cells: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly rowSums: Float64Array;
  readonly columnSums: Float64Array;
  readonly total: number;
}

/**
 * Counts two groupings against each other.
 *
 * @param a Group of each person, 0 to `rows` − 1.
 * @param b Group of each person, 0 to `columns` − 1.
 * @param weights One number a person. Default: all 1.
 */
export function contingency(
  a: ArrayLike<number>,
  rows: number,
  b: ArrayLike<number>,
  columns: number,
  weights?: ArrayLike<number> | null,
): Contingency {
  const cells = new Float64Array(rows * columns);
  if (weights) { for (let i = 0; i < a.length; i++) cells[a[i]! * columns + b[i]!]! += weights[i]!; }
  else for (let i = 0; i < a.length; i++) cells[a[i]! * columns + b[i]!]!++;
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  let total = 0;
  cells.forEach((count, cell) => {
    rowSums[Math.floor(cell / columns)]! += count;
    columnSums[cell % columns]! += count;
    total += count;
  });
  return { cells, rows, columns, rowSums, columnSums, total };
}
