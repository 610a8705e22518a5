import type { Cell, Line } from "./_cells.ts";

const tiny = 1e-9;

/** An equation that a reader knows: the cells times these numbers add up to zero. */
type Equation = Map<Cell, number>;

/**
 * Hides cells in place until no count of 1 to `minimum` − 1, printed or not, and no sum of hidden counts that
 * small, follows from what is printed by adding and subtracting.
 *
 * First every small count is hidden. Then, over and over: the known sums are solved for the unknown cells
 * (Gauss-Jordan); where a small cell or a small sum of cells comes out, the cheapest printed number that it came
 * out of is hidden too. Every round hides something, so it ends; the worst case hides everything.
 *
 * Not found: counts that only inequalities narrow down (a linear program would), and what earlier releases said.
 */
export function protect(cells: readonly Cell[], lines: readonly Line[], minimum: number): void {
  const small = (value: number) => value > 0 && value < minimum;
  for (const cell of cells) if (cell.printed && small(cell.value)) cell.hidden = true;
  for (let found = true; found;) {
    found = false;
    for (const equation of equations(lines)) {
      if (!givesAway(equation, small)) continue;
      const victim = cheapest(equation);
      if (victim === undefined) throw new Error("Cannot protect a hidden count: nothing is left to hide");
      victim.hidden = true;
      found = true;
    }
  }
}

/** Whether a reader cannot simply read it. A rest of nobody counts as known: often it must be zero. */
function unknown(cell: Cell): boolean {
  return cell.hidden || (!cell.printed && cell.value !== 0);
}

/** Whether the unknown cells of an equation are one small cell, or a plain sum that is small. */
function givesAway(equation: Equation, small: (value: number) => boolean): boolean {
  let sum = 0;
  let coefficient = 0;
  for (const [cell, times] of equation) {
    if (!unknown(cell)) continue;
    if (coefficient !== 0 && Math.abs(times - coefficient) > tiny) return false;
    coefficient = times;
    sum += cell.value;
  }
  return coefficient !== 0 && small(sum);
}

function cheapest(equation: Equation): Cell | undefined {
  const candidates = [...equation.keys()].filter((cell) => cell.printed && !cell.hidden);
  const dearness = (cell: Cell) => cell.value === 0 ? Number.MAX_VALUE : cell.cost;
  return candidates.sort((a, b) => dearness(a) - dearness(b) || a.order - b.order)[0];
}

/** What a reader knows about unknown cells: the sums as they stand, and solved for one unknown after another. */
function* equations(lines: readonly Line[]): Generator<Equation> {
  const plain = lines.map(({ whole, parts }): Equation => {
    const equation: Equation = new Map([[whole, 1]]);
    for (const part of parts) add(equation, part, -1);
    return equation;
  }).filter((equation) => [...equation.keys()].some(unknown));
  yield* plain;
  for (const component of components(plain)) yield* solve(component);
}

/** Groups equations that share unknown cells; the others cannot help one another. */
function components(all: readonly Equation[]): Equation[][] {
  const of = new Map<Cell, number[]>();
  all.forEach((equation, i) => {
    for (const cell of equation.keys()) {
      if (!unknown(cell)) continue;
      const at = of.get(cell);
      if (at) at.push(i);
      else of.set(cell, [i]);
    }
  });
  const seen = new Uint8Array(all.length);
  const found: Equation[][] = [];
  for (let start = 0; start < all.length; start++) {
    if (seen[start]) continue;
    const stack = [start];
    const component: Equation[] = [];
    seen[start] = 1;
    while (stack.length > 0) {
      const equation = all[stack.pop()!]!;
      component.push(equation);
      for (const cell of equation.keys()) {
        for (const next of of.get(cell) ?? []) {
          if (seen[next]) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    found.push(component);
  }
  return found;
}

/** Gauss-Jordan elimination of the unknown cells; known cells ride along, so that each equation stays checkable. */
function solve(component: readonly Equation[]): Equation[] {
  const rows = component.map((equation) => new Map(equation));
  for (const row of rows) {
    const pivot = [...row].find(([cell]) => unknown(cell));
    if (!pivot) continue;
    const [cell, scale] = pivot;
    for (const other of rows) {
      const times = other === row ? undefined : other.get(cell);
      if (times === undefined) continue;
      for (const [name, value] of row) add(other, name, -value * times / scale);
    }
  }
  return rows;
}

function add(equation: Equation, cell: Cell, times: number): void {
  const sum = (equation.get(cell) ?? 0) + times;
  if (Math.abs(sum) < tiny) equation.delete(cell);
  else equation.set(cell, sum);
}
