import { isSecret, isSmall } from "../_few.ts";
import { Attack, type Narrow } from "./_attack.ts";
import type { Cell, Cells, Line } from "./_cells.ts";
import { components, type Equation, plain, solve, Solved, unknown, unknownPart } from "./_equations.ts";
import { Examples } from "./_examples.ts";
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
 * out of is hidden too, among equals one that closes several leaks. What is left is attacked by linear programming:
 * where a small cell is still bounded too tightly, the cheapest printed number that the bound rests on is hidden.
 * Every round hides something, so it ends; the worst case hides everything. Last, numbers that turned out not to be
 * needed are shown again.
 *
 * @param start Cells to begin with that are likely needed; those that are not are shown again.
 */
export async function protect(
  cells: Cells,
  minimum: number,
  examples: Examples = new Examples(),
  start: Iterable<Cell> = [],
): Promise<Protection> {
  const small = (value: number) => isSmall(value, minimum);
  for (const cell of cells.all) if (cell.printed && small(cell.value)) cell.hidden = true;
  const primary = new Set(cells.all.filter((cell) => cell.hidden));
  for (const cell of start) cell.hidden = true;
  const safe = new Set<string>();
  const solved = new Solved();
  for (;;) {
    do hideMore(cells.lines, minimum, solved); while (guardRates(cells, small));
    if (!await loosen(cells.lines, minimum, { safe, examples })) break;
  }
  await reveal(cells, minimum, { keep: primary, safe, examples });
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
  return leakPlainly(equations, minimum) || leaking(equations, minimum).length > 0;
}

/** The equations, or groups of equations, that give a small count or a small sum away. */
export function leaking(equations: readonly Equation[], minimum: number): Equation[][] {
  const solved = components(equations).flatMap(solve);
  const sums = [...equations, ...solved].filter((equation) => leaksSum(equation, minimum));
  return sums.length > 0 ? sums.map((equation) => [equation]) : insiders([...equations, ...solved], minimum);
}

/** Whether one of these equations does so by itself. */
export function leakPlainly(equations: readonly Equation[], minimum: number): boolean {
  return equations.some((equation) => leaksSum(equation, minimum));
}

function leaksSum(equation: Equation, minimum: number): boolean {
  const { sole, sum } = unknownPart(equation);
  if (sum === null) return false;
  if (sole) return isSecret(sole, minimum);
  return isSmall(sum, minimum) && ![...equation.keys()].some(({ secret }) => secret === false);
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
 * that it is tied to by an equation of two. The groups of equations so tied.
 */
function insiders(equations: readonly Equation[], minimum: number): Equation[][] {
  const tied = new Classes();
  const ties = equations.flatMap((equation) => {
    const open = openPair(equation);
    return open ? [{ equation, open }] : [];
  });
  for (const { open: [a, b] } of ties) tied.join(a, b);
  const few = new Map<Cell, Set<Cell>>();
  for (const cell of ties.flatMap(({ open }) => open)) {
    if (!isSmall(cell.value, minimum) || cell.secret === false) continue;
    const top = tied.top(cell);
    few.set(top, (few.get(top) ?? new Set()).add(cell));
  }
  const alone = [...few].filter(([, cells]) => cells.size > 1 && [...cells].some(({ value }) => value === 1));
  if (alone.length === 0) return [];
  const people = samePeople(equations);
  const told = new Set(
    alone.flatMap(([top, cells]) =>
      new Set([...cells].map((cell) => people.top(cell))).size > 1 ? [top] : []
    ),
  );
  const groups = Map.groupBy(ties, ({ open }) => tied.top(open[0]));
  return [...groups].flatMap(([top, group]) => told.has(top) ? [group.map(({ equation }) => equation)] : [])
    .filter((group) => group.some((equation) => cheapest(equation)));
}

/** The unknown cells of an equation of two. */
function openPair(equation: Equation): readonly [Cell, Cell] | null {
  let [first, second]: [Cell | null, Cell | null] = [null, null];
  for (const cell of equation.keys()) {
    if (!unknown(cell)) continue;
    if (second) return null;
    if (first) second = cell;
    else first = cell;
  }
  return first && second && [first, second];
}

/** A whole and a part of it as large are the same people. */
function samePeople(equations: readonly Equation[]): Classes {
  const people = new Classes();
  for (const equation of equations) {
    const wholes = [...equation.keys()].filter((cell) => equation.get(cell)! > 0);
    if (wholes.length !== 1) continue;
    for (const cell of equation.keys()) if (cell.value === wholes[0]!.value) people.join(cell, wholes[0]!);
  }
  return people;
}

/** Cells that belong together, found by joining two at a time. */
class Classes {
  readonly #above = new Map<Cell, Cell>();

  top(cell: Cell): Cell {
    let found = cell;
    for (let above = this.#above.get(found); above && above !== found; above = this.#above.get(found)) {
      found = above;
    }
    if (found !== cell) this.#above.set(cell, found);
    return found;
  }

  join(a: Cell, b: Cell): void {
    this.#above.set(this.top(a), this.top(b));
  }
}

function hideMore(lines: readonly Line[], minimum: number, known: Solved): void {
  const hides = (equation: Equation, uses: ReadonlyMap<Cell, number>): boolean => {
    const { sole } = unknownPart(equation);
    const leak = leaksSum(equation, minimum);
    if (!leak && !sole?.guarded) return false;
    const victim = cheapest(equation, uses);
    if (!leak && !(victim && victim.cost < 0)) {
      sole!.guarded = false;
      return false;
    }
    if (victim === undefined) {
      // What an earlier release printed cannot be taken back.
      if ([...equation.keys()].some(({ published, secret }) => published || secret !== null)) return false;
      throw new Error("Cannot protect a hidden count: nothing is left to hide");
    }
    victim.hidden = true;
    return true;
  };
  // Sums as they stand first: they find most, and solving costs more.
  const some = (equations: Iterable<Equation>) => {
    const leaking = [...equations].filter((equation) =>
      leaksSum(equation, minimum) || unknownPart(equation).sole?.guarded
    );
    // A number that closes several leaks at once is worth more than a small one.
    const uses = new Map<Cell, number>();
    for (const equation of leaking) {
      for (const cell of equation.keys()) uses.set(cell, (uses.get(cell) ?? 0) + 1);
    }
    let found = false;
    for (const equation of leaking) found = hides(equation, uses) || found;
    return found;
  };
  for (;;) {
    if (some(plain(lines))) continue;
    const solved = components(plain(lines)).flatMap((component) => known.solve(component));
    if (some(solved)) continue;
    const ties = insiders([...plain(lines), ...solved], minimum);
    if (ties.length === 0) return;
    for (
      const victim of ties.map((group) => cheapest(group.find((one) => cheapest(one))!)!)
    ) {
      victim.hidden = true;
    }
  }
}

/** Hides what linear programming says is needed; whether there was anything. */
async function loosen(
  lines: readonly Line[],
  minimum: number,
  { safe, examples }: { readonly safe: Set<string>; readonly examples: Examples },
): Promise<boolean> {
  let hidden = false;
  for (const component of components(plain(lines))) {
    const name = signature(component);
    if (safe.has(name) || isPlainlySafe(component, minimum)) continue;
    using attack = new Attack(await solver(), component, [], examples);
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
      [...equation.keys()].some((cell) => unknown(cell) && isSecret(cell, minimum))
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

function cheapest(
  equation: Equation,
  uses: ReadonlyMap<Cell, number> = new Map(),
): Cell | undefined {
  const used = (cell: Cell) => uses.get(cell) ?? 0;
  return [...equation.keys()].filter((cell) => cell.printed && !cell.hidden && !cell.published).sort(
    (a, b) => compare(rank(a), rank(b)) || used(b) - used(a) || byDearness(a, b),
  )[0];
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Summaries first, then what was hidden before, then counts by what is added to their own; last what nobody is in. */
function rank({ value, cost }: Cell): number {
  if (value === 0) return Infinity;
  if (cost < 0) return -2;
  if (cost < value / 2) return -1;
  return cost - value < 0.5 ? 0 : cost - value;
}

function byDearness(a: Cell, b: Cell): number {
  const dearness = (cell: Cell) => cell.value === 0 ? Number.MAX_VALUE : cell.cost;
  return dearness(a) - dearness(b) || a.order - b.order;
}
