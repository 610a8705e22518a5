import { valuesByPlace } from "./_places.ts";
import type { Cell, Cells } from "./suppression/_cells.ts";

/** Where each count is printed: the results are printed once with marks in the place of counts. */
export function placesOfCells(cells: Cells, print: () => unknown): ReadonlyMap<Cell, readonly string[]> {
  const byMark = new Map<string, Cell>();
  for (const cell of cells.all) {
    if (!cell.printed) continue;
    cell.mark = `\u0000count ${cell.order}`;
    byMark.set(cell.mark, cell);
  }
  const places = new Map<Cell, string[]>();
  try {
    for (const [place, value] of valuesByPlace(print())) {
      const cell = typeof value === "string" ? byMark.get(value) : undefined;
      if (!cell) continue;
      const known = places.get(cell);
      if (known) known.push(place);
      else places.set(cell, [place]);
    }
  } finally {
    for (const cell of cells.all) cell.mark = null;
  }
  return places;
}
