import { type Cell, type Cells, type Line, linesByCell } from "./_cells.ts";
import { Attack } from "./_attack.ts";
import { components, type Equation, plain, unknown } from "./_equations.ts";
import type { Examples } from "./_examples.ts";
import { isPlainlySafe, leakPlainly, leaks, signature } from "./_protect.ts";
import { solver } from "./_solver.ts";

/** Questions to the solver that showing again may cost: enough for a report, and a bound for huge tables. */
const mostQuestions = 400;

/**
 * Shows hidden cells again that need not be hidden, the dearest first: one cell hidden for the sake of another may
 * have become needless by a third.
 */
export async function reveal(
  cells: Cells,
  minimum: number,
  { keep, safe, examples }: {
    readonly keep: ReadonlySet<Cell>;
    readonly safe: Set<string>;
    readonly examples: Examples;
  },
): Promise<void> {
  const linesOf = linesByCell(cells.lines);
  const inRate = new Set(cells.rates.flatMap(({ n, of }) => [n, of]));
  const secondary = cells.all.filter((cell) =>
    cell.hidden && cell.printed && !keep.has(cell) && !cell.guarded && !inRate.has(cell)
  ).sort((a, b) => b.cost - a.cost || b.value - a.value || a.order - b.order);
  let questions = 0;
  for (const cell of secondary) {
    if (questions >= mostQuestions) return;
    cell.hidden = false;
    // Most fail by the very sums that they stand in; only then is it worth to look further.
    if (leakPlainly(plain(linesOf.get(cell) ?? []), minimum)) {
      cell.hidden = true;
      continue;
    }
    const touched = around(cell, linesOf);
    if (leaks(touched, minimum)) {
      cell.hidden = true;
      continue;
    }
    for (const component of components(touched)) {
      const name = signature(component);
      if (safe.has(name) || isPlainlySafe(component, minimum)) continue;
      questions++;
      using attack = new Attack(await solver(), component, [], examples);
      if (attack.narrow(minimum, 1).length > 0) {
        cell.hidden = true;
        break;
      }
      safe.add(name);
    }
  }
}

/** The equations that a cell's neighbours take part in, however far away. */
function around(cell: Cell, linesOf: ReadonlyMap<Cell, readonly Line[]>): Equation[] {
  const seen = new Set<Line>();
  const stack = [...linesOf.get(cell) ?? []];
  while (stack.length > 0) {
    const line = stack.pop()!;
    if (seen.has(line)) continue;
    seen.add(line);
    for (const one of [line.whole, ...line.parts]) if (unknown(one)) stack.push(...linesOf.get(one)!);
  }
  return plain(seen);
}
