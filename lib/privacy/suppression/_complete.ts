import { Attack } from "./_attack.ts";
import type { Cell, Cells } from "./_cells.ts";
import { components, plain } from "./_equations.ts";
import { Examples } from "./_examples.ts";
import { leaks, protect } from "./_protect.ts";
import { solver } from "./_solver.ts";

/** Hides step by step what is needed, beginning with some cells; what is hidden then, or null when it is not safe. */
export async function complete(
  cells: Cells,
  minimum: number,
  start: Iterable<Cell>,
): Promise<ReadonlySet<Cell> | null> {
  for (const cell of cells.all) cell.hidden = false;
  await protect(cells, minimum, new Examples(), start);
  return await isSafe(cells, minimum) ? new Set(cells.all.filter(({ hidden }) => hidden)) : null;
}

async function isSafe(cells: Cells, minimum: number): Promise<boolean> {
  if (leaks(plain(cells.lines), minimum)) return false;
  for (const component of components(plain(cells.lines))) {
    using attack = new Attack(await solver(), component);
    if (attack.narrow(minimum, 1).length > 0) return false;
  }
  return true;
}
