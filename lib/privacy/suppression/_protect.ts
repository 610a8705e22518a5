import { isSmall } from "../_few.ts";
import { Attack, type Narrow } from "./_attack.ts";
import type { Cell, Cells, Line } from "./_cells.ts";
import { components, type Equation, plain, solve, unknown, unknownPart } from "./_equations.ts";
import { reveal } from "./_reveal.ts";
import { solver } from "./_solver.ts";

/** What protecting came to. */
export interface Protection {
  /** Hidden and unprinted cells that a reader can work out all the same; none of them is small. */
  readonly found: ReadonlySet<Cell>;
}

/**
 * Hides cells in place until no count of 1 to `minimum` − 1, printed or not, and no sum of hidden counts that small,
 * follows from what is printed, and none can be narrowed to less than all of 1 to `minimum` − 1.
 *
 * First every small count is hidden. Then, over and over: the known sums are solved for the unknown cells
 * (Gauss-Jordan); where a small cell or a small sum of cells comes out, the cheapest printed number that it came
 * out of is hidden too. What is left is attacked by linear programming: where a small cell is still bounded too
 * tightly, the cheapest printed number that the bound rests on is hidden. Every round hides something, so it ends; the
 * worst case hides everything. Last, numbers that turned out not to be needed are shown again.
 */
export async function protect(cells: Cells, minimum: number): Promise<Protection> {
  const small = (value: number) => isSmall(value, minimum);
  for (const cell of cells.all) if (cell.printed && small(cell.value)) cell.hidden = true;
  const primary = new Set(cells.all.filter((cell) => cell.hidden));
  const safe = new Set<string>();
  for (;;) {
    do hideMore(cells.lines, small); while (guardRates(cells, small));
    if (!await loosen(cells.lines, minimum, safe)) break;
  }
  await reveal(cells, minimum, { keep: primary, safe });
  const found = new Set<Cell>();
  for (const component of components(plain(cells.lines))) {
    for (const equation of solve(component)) {
      const { sole } = unknownPart(equation);
      if (sole) found.add(sole);
    }
  }
  return { found };
}

/** Whether printed numbers give a small count, or a small sum of hidden counts, away by adding and subtracting. */
export function leaks(equations: readonly Equation[], minimum: number): boolean {
  const leak = (equation: Equation) => {
    const { sum } = unknownPart(equation);
    return sum !== null && isSmall(sum, minimum);
  };
  if (equations.some(leak)) return true;
  const solved = components(equations).flatMap(solve);
  return solved.some(leak) ||
    insiders([...equations, ...solved], (value) => isSmall(value, minimum)).length > 0;
}

/** What tells one component from another: which cells are unknown in which equations. */
export function signature(component: readonly Equation[]): string {
  const names = component.map((equation) =>
    [...equation.keys()].map((cell) => unknown(cell) ? cell.order : `=${cell.order}`).join()
  );
  return names.sort().join(";");
}

/**
 * Small counts that somebody counted alone would learn: who knows that a count of 1 is themselves knows every count
 * that it is tied to by an equation of two. One equation of each such tie. A whole and its only unknown part are the
 * same people as far as that person knows, and tell nothing new.
 */
function insiders(equations: readonly Equation[], small: (value: number) => boolean): Equation[] {
  const root = new Map<Cell, Cell>();
  const top = (cell: Cell): Cell => {
    const above = root.get(cell);
    return above === undefined || above === cell ? cell : top(above);
  };
  const nested = new Set(equations.flatMap((equation) => {
    const open = [...equation.keys()].filter(unknown);
    const wholes = open.filter((cell) => equation.get(cell)! > 0);
    return wholes.length === 1 ? open.map((cell) => pairOf(cell, wholes[0]!)) : [];
  }));
  const ties = equations.flatMap((equation) => {
    const open = [...equation.keys()].filter(unknown);
    return open.length === 2 ? [{ equation, open: open as [Cell, Cell] }] : [];
  }).filter(({ equation, open: [a, b] }) =>
    Math.sign(equation.get(a)!) === Math.sign(equation.get(b)!) || !nested.has(pairOf(a, b))
  );
  for (const { open: [a, b] } of ties) root.set(top(a), top(b));
  const classes = new Map<Cell, Set<Cell>>();
  for (const { open } of ties) {
    const members = classes.get(top(open[0])) ?? new Set();
    for (const cell of open) members.add(cell);
    classes.set(top(open[0]), members);
  }
  const told = (members: ReadonlySet<Cell>) => {
    const few = [...members].filter(({ value }) => small(value));
    return few.length > 1 && few.some(({ value }) => value === 1);
  };
  return [...classes].filter(([, members]) => told(members)).flatMap(([key]) =>
    ties.find(({ equation, open }) => top(open[0]) === key && cheapest(equation))?.equation ?? []
  );
}

function pairOf(a: Cell, b: Cell): string {
  return a.order < b.order ? `${a.order} ${b.order}` : `${b.order} ${a.order}`;
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
    if (victim === undefined) {
      if ([...equation.keys()].some(({ published }) => published)) return false;
      throw new Error("Cannot protect a hidden count: nothing is left to hide");
    }
    victim.hidden = true;
    return true;
  };
  // Sums as they stand first: they find most, and solving costs more.
  const some = (equations: Iterable<Equation>) => {
    let found = false;
    for (const equation of equations) found = hides(equation) || found;
    return found;
  };
  for (;;) {
    if (some(plain(lines))) continue;
    const solved = components(plain(lines)).flatMap(solve);
    if (some(solved)) continue;
    const [tie] = insiders([...plain(lines), ...solved], small);
    if (!tie) return;
    cheapest(tie)!.hidden = true;
  }
}

/** Hides what linear programming says is needed; whether there was anything. */
async function loosen(lines: readonly Line[], minimum: number, safe: Set<string>): Promise<boolean> {
  let hidden = false;
  for (const component of components(plain(lines))) {
    const name = signature(component);
    if (safe.has(name) || isPlainlySafe(component, minimum)) continue;
    using attack = new Attack(await solver(), component);
    const narrow = attack.narrow(minimum);
    if (narrow.length === 0) safe.add(name);
    for (const one of narrow) hidden = hideFor(one, minimum) || hidden;
  }
  return hidden;
}

/** One sum alone, its whole printed: each of two or more parts can be anything up to what they add up to. */
export function isPlainlySafe(component: readonly Equation[], minimum: number): boolean {
  if (
    ![...component].some((equation) =>
      [...equation.keys()].some((cell) => unknown(cell) && isSmall(cell.value, minimum))
    )
  ) {
    return true;
  }
  if (component.length !== 1) return false;
  const { sole, sum } = unknownPart(component[0]!);
  return sole === null && sum !== null && sum >= minimum - 1;
}

function hideFor({ rests }: Narrow, minimum: number): boolean {
  const candidates = [...rests].filter(([cell]) => !cell.hidden);
  if (candidates.length === 0) return false;
  const enough = candidates.filter(([, reach]) => reach >= minimum - 1);
  const [first] = (enough.length > 0 ? enough : candidates).map(([cell]) => cell).sort(byDearness);
  first!.hidden = true;
  return true;
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

function cheapest(equation: Equation): Cell | undefined {
  return [...equation.keys()].filter((cell) => cell.printed && !cell.hidden && !cell.published).sort(
    byDearness,
  )[0];
}

function byDearness(a: Cell, b: Cell): number {
  const dearness = (cell: Cell) => cell.value === 0 ? Number.MAX_VALUE : cell.cost;
  return dearness(a) - dearness(b) || a.order - b.order;
}
