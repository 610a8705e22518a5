import { type Cell, Cells } from "./_cells.ts";
import type { CountTable } from "./suppress_table.ts";

/** A table of counts with its margins, as cells and the sums a reader knows. */
export interface TableCells {
  readonly cells: Cells;
  readonly inner: readonly (readonly Cell[])[];
  readonly rows: readonly Cell[];
  readonly columns: readonly Cell[];
  readonly grand: Cell;
}

/** Makes the cells of a table. */
export function tableCells({ rows, columns, counts }: CountTable): TableCells {
  if (counts.length !== rows.length || counts.some((row) => row.length !== columns.length)) {
    throw new RangeError(
      `Cannot read a table of ${rows.length} rows and ${columns.length} columns: its counts are not that many`,
    );
  }
  const cells = new Cells();
  const inner = counts.map((row) => row.map((n) => cells.count(n)));
  const sum = (list: readonly Cell[]) => list.reduce((total, { value }) => total + value, 0);
  const all = sum(inner.flat());
  const margin = (list: readonly Cell[], cost: number) => {
    const whole = cells.count(sum(list), cost);
    cells.lines.push({ whole, parts: list });
    return whole;
  };
  const rowTotals = inner.map((row) => margin(row, 10 * all));
  const columnTotals = columns.map((_, c) => margin(inner.map((row) => row[c]!), 10 * all));
  const grand = margin(rowTotals, 1000 * all);
  cells.lines.push({ whole: grand, parts: columnTotals });
  return { cells, inner, rows: rowTotals, columns: columnTotals, grand };
}

/**
 * What hiding a cell of a table costs: one for an inner cell, more than all of these for a margin, and more than all
 * margins for the whole. The fraction settles ties: of as many cells those of the fewest people. Nobody's stay.
 */
export function tableWeight({ inner, grand }: TableCells): (cell: Cell) => number {
  const within = new Set(inner.flat());
  const count = within.size + 1;
  const total = grand.value * 2 + 1;
  return (cell) => {
    if (cell.value === 0) return Infinity;
    return (within.has(cell) ? 1 : cell === grand ? count * count : count) + cell.value / total;
  };
}
