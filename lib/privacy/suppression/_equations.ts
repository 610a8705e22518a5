import type { Cell, Line } from "./_cells.ts";

const tiny = 1e-9;

/** An equation that a reader knows: the cells times these numbers add up to zero. */
export type Equation = Map<Cell, number>;

/** Whether a reader cannot simply read it. A rest of nobody counts as known: often it must be zero. */
export function unknown(cell: Cell): boolean {
  return !cell.published &&
    (cell.hidden || (!cell.printed && (cell.value !== 0 || cell.secret === false)));
}

/** The unknown cells of an equation: the only one, if so, and their sum when the equation tells it. */
export function unknownPart(equation: Equation): { readonly sole: Cell | null; readonly sum: number | null } {
  let sole: Cell | null = null;
  let sum = 0;
  let coefficient = 0;
  let cells = 0;
  for (const [cell, times] of equation) {
    if (!unknown(cell)) continue;
    if (cells > 0 && Math.abs(times - coefficient) > tiny) return { sole: null, sum: null };
    coefficient = times;
    sum += cell.value;
    sole = cells++ === 0 ? cell : null;
  }
  return { sole, sum: cells > 0 ? sum : null };
}

/** Equations of lines, made once: which cells are unknown is no part of them. Nobody may change one. */
const made = new WeakMap<Line, Equation>();

/** The sums that hold something unknown, as equations. */
export function plain(lines: Iterable<Line>): Equation[] {
  const equations: Equation[] = [];
  for (const line of lines) {
    if (unknown(line.whole) || line.parts.some(unknown)) equations.push(equationOf(line));
  }
  return equations;
}

function equationOf(line: Line): Equation {
  const known = made.get(line);
  if (known) return known;
  const times = (cell: Cell) => line.times?.get(cell) ?? 1;
  const equation: Equation = new Map([[line.whole, times(line.whole)]]);
  for (const part of line.parts) add(equation, part, -times(part));
  made.set(line, equation);
  return equation;
}

/** Groups equations that share unknown cells; the others cannot help one another. */
export function components(all: readonly Equation[]): Equation[][] {
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

/**
 * Gauss-Jordan elimination of the unknown cells; known cells ride along, so that each equation stays checkable. An
 * equation with an unknown cell of its own (most have one: what is left of a sum) can tell nothing of others, so the
 * others are solved first, and it only takes what they found.
 */
export function solve(component: readonly Equation[]): Equation[] {
  const rows = component.map((equation) => new Map(equation));
  const uses = new Map<Cell, Set<Equation>>();
  for (const row of rows) {
    for (const cell of row.keys()) {
      if (!unknown(cell)) continue;
      const at = uses.get(cell);
      if (at) at.add(row);
      else uses.set(cell, new Set([row]));
    }
  }
  const loose = new Set(rows.filter((row) => [...row.keys()].some((cell) => uses.get(cell)?.size === 1)));
  const tight = rows.filter((row) => !loose.has(row));
  for (const row of tight) {
    const pivot = [...row].find(([cell]) => uses.has(cell));
    if (!pivot) continue;
    const [cell, scale] = pivot;
    const others = [...uses.get(cell)!];
    const terms = [...row].map(([name, value]) => [name, value, uses.get(name)] as const);
    for (const other of others) {
      if (other === row) continue;
      const times = other.get(cell)!;
      for (const [name, value, at] of terms) {
        add(other, name, -value * times / scale);
        if (!at) continue;
        if (other.has(name)) at.add(other);
        else at.delete(other);
      }
    }
  }
  return [...tight, ...loose];
}

/**
 * What {@linkcode solve} found, kept while cells are only hidden and none is shown again: a component then only grows,
 * so one with as many equations and as many unknown places as before is the same.
 */
export class Solved {
  readonly #of = new Map<
    Equation,
    { readonly size: number; readonly unknowns: number; readonly found: Equation[] }
  >();

  solve(component: readonly Equation[]): readonly Equation[] {
    const [first] = component;
    let unknowns = 0;
    for (const equation of component) for (const cell of equation.keys()) if (unknown(cell)) unknowns++;
    const kept = this.#of.get(first!);
    if (kept?.size === component.length && kept.unknowns === unknowns) return kept.found;
    const found = solve(component);
    this.#of.set(first!, { size: component.length, unknowns, found });
    return found;
  }
}

function add(equation: Equation, cell: Cell, times: number): void {
  const sum = (equation.get(cell) ?? 0) + times;
  if (Math.abs(sum) < tiny) equation.delete(cell);
  else equation.set(cell, sum);
}
