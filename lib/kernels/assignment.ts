/**
 * The assignment problem: which column each row takes, no column twice, so that the costs add up to the least.
 *
 * Shortest augmenting paths with potentials (Jonker & Volgenant 1987; Crouse 2016 for rectangles): rows² × columns.
 *
 * @param cost `cost[row][column]`, finite; all rows of one length.
 * @returns The column of each row, −1 for rows left over where there are more rows than columns.
 * @throws {RangeError} A cost is not finite, or the rows differ in length.
 *
 * @example
 * ```ts
 * import { assignment } from "./assignment.ts";
 * // 4 + 2 is more than 1 + 3.
 * if (assignment([[4, 1], [3, 2]]).join() !== "1,0") throw new Error();
 * ```
 */
export function assignment(cost: readonly ArrayLike<number>[]): Int32Array {
  const rows = cost.length;
  const columns = cost[0]?.length ?? 0;
  check(cost, columns);
  if (rows > columns) {
    const turned = Array.from({ length: columns }, (_, j) => Float64Array.from(cost, (row) => row[j]!));
    const out = new Int32Array(rows).fill(-1);
    assignment(turned).forEach((row, column) => out[row] = column);
    return out;
  }
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(columns).fill(-1);
  for (let row = 0; row < rows; row++) {
    const { reached, from, distance, done, shortest } = cheapestPath(cost, row, rowOf, rowPrice, columnPrice);
    for (let j = 0; j < columns; j++) {
      if (done[j] === 0) continue;
      if (j !== reached) rowPrice[rowOf[j]!]! += shortest - distance[j]!;
      columnPrice[j]! -= shortest - distance[j]!;
    }
    rowPrice[row]! += shortest;
    for (let column = reached; column >= 0;) {
      const taker = from[column]!;
      const before = columnOf[taker]!;
      rowOf[column] = taker;
      columnOf[taker] = column;
      column = taker === row ? -1 : before;
    }
  }
  return columnOf;
}

interface Path {
  /** The free column at the end of the path, and the row from which each column was reached. */
  readonly reached: number;
  readonly from: Int32Array;
  readonly distance: Float64Array;
  readonly done: Uint8Array;
  /** Length of the path in reduced costs. */
  readonly shortest: number;
}

/** Dijkstra's search from a row to the nearest column nobody has, over reduced costs (never negative). */
function cheapestPath(
  cost: readonly ArrayLike<number>[],
  start: number,
  rowOf: Int32Array,
  rowPrice: Float64Array,
  columnPrice: Float64Array,
): Path {
  const columns = rowOf.length;
  const distance = new Float64Array(columns).fill(Infinity);
  const from = new Int32Array(columns).fill(-1);
  const done = new Uint8Array(columns);
  let row = start;
  let length = 0;
  for (;;) {
    let nearest = -1;
    for (let j = 0; j < columns; j++) {
      if (done[j] === 1) continue;
      const through = length + cost[row]![j]! - rowPrice[row]! - columnPrice[j]!;
      if (through < distance[j]!) {
        distance[j] = through;
        from[j] = row;
      }
      if (nearest < 0 || distance[j]! < distance[nearest]!) nearest = j;
    }
    done[nearest] = 1;
    length = distance[nearest]!;
    if (rowOf[nearest] === -1) return { reached: nearest, from, distance, done, shortest: length };
    row = rowOf[nearest]!;
  }
}

function check(cost: readonly ArrayLike<number>[], columns: number): void {
  cost.forEach((row, i) => {
    if (row.length !== columns) {
      throw new RangeError(`Cannot assign: row ${i + 1} has ${row.length} costs, the first has ${columns}`);
    }
    for (let j = 0; j < columns; j++) {
      if (!Number.isFinite(row[j])) {
        throw new RangeError(`Cannot assign: the cost of row ${i + 1}, column ${j + 1} is ${row[j]}`);
      }
    }
  });
}
