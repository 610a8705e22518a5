import type { Cell, Cells, Line } from "./_cells.ts";

const tiny = 1e-9;

/** An equation that a reader knows: the cells times these numbers add up to zero. */
type Equation = Map<Cell, number>;

/**
 * Hides cells in place until no count of 1 to `minimum` − 1, printed or not, and no sum of hidden counts that small,
 * follows from what is printed by adding and subtracting.
 *
 * First every small count is hidden. Then, over and over: the known sums are solved for the unknown cells
 * (Gauss-Jordan); where a small cell or a small sum of cells comes out, the cheapest printed number that it came
 * out of is hidden too. Every round hides something, so it ends; the worst case hides everything.
 *
 * Not found: counts that only inequalities narrow down (a linear program would), and what earlier releases said.
 *
 * @returns Hidden and unprinted cells that a reader can work out all the same; none of them is small.
 */
// deno-lint-ignore require-await
export async function protect(cells: Cells, minimum: number): Promise<ReadonlySet<Cell>> {
  const small = (value: number) => value > 0 && value < minimum;
  for (const cell of cells.all) if (cell.printed && small(cell.value)) cell.hidden = true;
  do hideMore(cells.lines, small); while (guardRates(cells, small));
  const found = new Set<Cell>();
  for (const equation of solved(cells.lines)) {
    const { sole } = unknownPart(equation);
    if (sole) found.add(sole);
  }
  return found;
}

function hideMore(lines: readonly Line[], small: (value: number) => boolean): void {
  const hides = (equation: Equation): boolean => {
    const { sole, sum } = unknownPart(equation);
    const leak = sum !== null && small(sum);
    if (!leak && !sole?.guarded) return false;
    const victim = cheapest(equation);
    if (!leak && !(victim && victim.cost < 0)) {
      sole!.guarded = false;
      return false;
    }
    if (victim === undefined) throw new Error("Cannot protect a hidden count: nothing is left to hide");
    victim.hidden = true;
    return true;
  };
  // Sums as they stand first: they find most, and solving costs more.
  const some = (equations: Iterable<Equation>) => {
    let found = false;
    for (const equation of equations) found = hides(equation) || found;
    return found;
  };
  while (some(plain(lines)) || some(solved(lines)));
}

/** Where one count of a rate was hidden for another's sake, the other goes too: their rate is printed rounded. */
function guardRates(cells: Cells, small: (value: number) => boolean): boolean {
  const torn = cells.rates.filter(({ n, of }) =>
    n.hidden !== of.hidden && ![n.value, of.value, of.value - n.value].some(small)
  );
  for (const { n, of } of torn) {
    cells.guard(n);
    cells.guard(of);
  }
  return torn.length > 0;
}

/** Whether a reader cannot simply read it. A rest of nobody counts as known: often it must be zero. */
function unknown(cell: Cell): boolean {
  return cell.hidden || (!cell.printed && cell.value !== 0);
}

/** The unknown cells of an equation: the only one, if so, and their sum when the equation tells it. */
function unknownPart(equation: Equation): { readonly sole: Cell | null; readonly sum: number | null } {
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

function cheapest(equation: Equation): Cell | undefined {
  const candidates = [...equation.keys()].filter((cell) => cell.printed && !cell.hidden);
  const dearness = (cell: Cell) => cell.value === 0 ? Number.MAX_VALUE : cell.cost;
  return candidates.sort((a, b) => dearness(a) - dearness(b) || a.order - b.order)[0];
}

/** The sums that hold something unknown, as equations. */
function plain(lines: readonly Line[]): Equation[] {
  return lines.filter(({ whole, parts }) => unknown(whole) || parts.some(unknown)).map(({ whole, parts }) => {
    const equation: Equation = new Map([[whole, 1]]);
    for (const part of parts) add(equation, part, -1);
    return equation;
  });
}

/** The same, solved for one unknown cell after another. */
function* solved(lines: readonly Line[]): Generator<Equation> {
  for (const component of components(plain(lines))) yield* solve(component);
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

/**
 * Gauss-Jordan elimination of the unknown cells; known cells ride along, so that each equation stays checkable. An
 * equation with an unknown cell of its own (most have one: what is left of a sum) can tell nothing of others, so the
 * others are solved first, and it only takes what they found.
 */
function solve(component: readonly Equation[]): Equation[] {
  const uses = new Map<Cell, number>();
  for (const equation of component) {
    for (const cell of equation.keys()) if (unknown(cell)) uses.set(cell, (uses.get(cell) ?? 0) + 1);
  }
  const rows = component.map((equation) => new Map(equation));
  const loose = (row: Equation) => [...row.keys()].some((cell) => uses.get(cell) === 1);
  const tight = rows.filter((row) => !loose(row));
  const others = rows.filter(loose);
  for (const row of tight) {
    const pivot = [...row].find(([cell]) => unknown(cell));
    if (!pivot) continue;
    const [cell, scale] = pivot;
    for (const other of rows) {
      const times = other === row ? undefined : other.get(cell);
      if (times === undefined) continue;
      for (const [name, value] of row) add(other, name, -value * times / scale);
    }
  }
  return [...tight, ...others];
}

function add(equation: Equation, cell: Cell, times: number): void {
  const sum = (equation.get(cell) ?? 0) + times;
  if (Math.abs(sum) < tiny) equation.delete(cell);
  else equation.set(cell, sum);
}
