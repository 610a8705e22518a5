import { isSmall } from "../_few.ts";
import { Attack, type Range } from "./_attack.ts";
import type { Cell } from "./_cells.ts";
import { components, plain } from "./_equations.ts";
import { complete } from "./_complete.ts";
import { optimum } from "./_optimum.ts";
import { leaks } from "./_protect.ts";
import { solver } from "./_solver.ts";
import { type TableCells, tableCells, tableWeight } from "./_table_cells.ts";
import type { SuppressedTable } from "./suppressed_table.ts";

/** A table of counts: `counts[row][column]`. */
export interface CountTable {
  /** Names of the rows. */
  readonly rows: readonly string[];
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** By row, then by column; whole numbers from 0. */
  readonly counts: readonly (readonly number[])[];
}

/** How a table is made safe. */
export interface SuppressTableOptions {
  /** Counts from 1 to one less are hidden. Default 11. */
  readonly minimum?: number;
}

/** Cells, margins included, up to which ties between choices of as many cells are settled too. */
const mostExact = 180;

/** Cells up to which the fewest are searched for; beyond, a good choice is found step by step. */
const mostSearched = 2500;

/**
 * Hides the small counts of a table, and what else is needed while rows, columns and the whole keep their totals: no
 * small count can be narrowed to less than all of 1 to `minimum` − 1, and hidden cells of a row or column add up to the
 * minimum or more. Of all ways to do that one that hides the fewest cells, then, in tables of up to 180 cells, the
 * smallest counts. Tables of more than 2,500 cells are protected step by step, which hides about a tenth more
 * complementary cells than needed; so is one that the search takes too long for, but none was seen. Zeros stay, since a
 * reader may know that they must be zero.
 *
 * A total is hidden only when it is small itself, or when nothing else is safe.
 *
 * @throws {RangeError} A count is not a whole number from 0, the table is not a rectangle, or the minimum is below 2.
 *
 * @example
 * ```ts
 * import { suppressTable } from "./suppress_table.ts";
 * // sdcTable's regions by gender: of the three ways to protect 2 women in A the one of least cost.
 * const { cells } = await suppressTable({
 *   rows: ["A", "B", "C", "D"],
 *   columns: ["male", "female"],
 *   counts: [[18, 2], [14, 19], [12, 10], [11, 14]],
 * }, { minimum: 3 });
 * const hidden = cells.filter(({ suppressed }) => suppressed).map(({ row, column }) => row + column);
 * if (hidden.join() !== "Amale,Afemale,Cmale,Cfemale") throw new Error(hidden.join());
 * ```
 */
export async function suppressTable(
  table: CountTable,
  options: SuppressTableOptions = {},
): Promise<SuppressedTable> {
  const { minimum = 11 } = options;
  if (!Number.isSafeInteger(minimum) || minimum < 2) {
    throw new RangeError(`Cannot hide counts below ${minimum}: the minimum must be a whole number from 2`);
  }
  const model = tableCells(table);
  await hide(model, minimum);
  let ranges = await rangesOf(model, minimum);
  if (!ranges.safe) {
    // Fails closed: nothing is published rather than something that is not safe.
    for (const cell of model.cells.all) cell.hidden = true;
    ranges = await rangesOf(model, minimum);
  }
  return print(table, model, { minimum, ...ranges });
}

async function hide(model: TableCells, minimum: number): Promise<void> {
  const { cells } = model;
  if (!cells.all.some(({ value }) => isSmall(value, minimum))) return;
  if (cells.all.length <= mostSearched) {
    const found = await optimum(await solver(), cells.all, cells.lines, {
      minimum,
      weight: tableWeight(model),
      complete: (start) => complete(cells, minimum, start),
      ...(cells.all.length > mostExact && { ties: false, rounds: 40 }),
    });
    if (found) {
      for (const cell of cells.all) cell.hidden = found.hidden.has(cell);
      return;
    }
  }
  await complete(cells, minimum, []);
}

/** The range of every hidden cell, and whether all small ones are open. */
async function rangesOf({ cells }: TableCells, minimum: number) {
  const ranges = new Map<Cell, Range>();
  let safe = !leaks(plain(cells.lines), minimum);
  for (const component of components(plain(cells.lines))) {
    using attack = new Attack(await solver(), component);
    for (const cell of attack.cells) {
      const range = attack.range(cell);
      ranges.set(cell, range);
      const small = isSmall(cell.value, minimum);
      if (small && !(range.low <= 1 + 1e-6 && range.high >= minimum - 1 - 1e-6)) safe = false;
    }
  }
  return { ranges, safe };
}

function print(
  { rows, columns }: CountTable,
  model: TableCells,
  { minimum, ranges, safe }: { minimum: number; ranges: ReadonlyMap<Cell, Range>; safe: boolean },
): SuppressedTable {
  const shown = (cell: Cell) => ({ count: cell.hidden ? null : cell.value, suppressed: cell.hidden });
  const whole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6 ? Math.round(value) : value;
  const each = <T>(of: (cell: Cell, row: string, column: string) => T) =>
    rows.flatMap((row, r) => columns.map((column, c) => of(model.inner[r]![c]!, row, column)));
  return {
    kind: "suppressedTable",
    minimum,
    cells: each((cell, row, column) => ({ row, column, ...shown(cell) })),
    totals: {
      rows: rows.map((row, r) => ({ row, ...shown(model.rows[r]!) })),
      columns: columns.map((column, c) => ({ column, ...shown(model.columns[c]!) })),
      grand: shown(model.grand),
    },
    audit: {
      method:
        "Linear programming (HiGHS): least and most of each hidden cell, none below 0, all totals as published",
      cells: each((cell, row, column) => ({ cell, row, column })).filter(({ cell }) => cell.hidden).map(
        ({ cell, row, column }) => {
          const { low, high } = ranges.get(cell)!;
          return { row, column, low: whole(low), high: high === Infinity ? null : whole(high) };
        },
      ),
      safe,
    },
  };
}
