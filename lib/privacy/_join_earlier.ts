import { isSmall } from "./_few.ts";
import { type Known, Program } from "./suppression/_program.ts";
import { type Cell, type Cells, type Line, linesByCell } from "./suppression/_cells.ts";
import { solver } from "./suppression/_solver.ts";

const near = 1e-6;

/**
 * Adds what a reader has of hidden counts from an earlier release of the same people. What holds today is known
 * today. A sum that does not has changed:
 * - by 1 to `minimum` − 1 people: the change is a count;
 * - by any number: were only one of its counts another then, the others would tell that one.
 *
 * Counts that today's results do not print any more stand for themselves: of some value that fits, and where they could
 * be small for a reader of the earlier release alone, they must stay so for a reader of both.
 */
export async function joinEarlier(
  cells: Cells,
  places: ReadonlyMap<Cell, readonly string[]>,
  known: readonly Known[],
  minimum: number,
): Promise<void> {
  const today = new Map<string, Cell>();
  for (const [cell, names] of places) for (const name of names) today.set(name, cell);
  const linesOf = linesByCell(cells.lines);
  const isGone = ([name]: Known["terms"][0]) => !today.has(name);
  for (const one of known) {
    if (!one.terms.some(isGone)) addKnown(cells, one, today, { linesOf, minimum });
  }
  const whole = connected(known, () => true);
  for (const group of connected(known.filter(({ terms }) => terms.some(isGone)), isGone)) {
    const values = await fittingValues(group, today);
    if (values === null) {
      for (const one of group) addRest(cells, one, today);
      continue;
    }
    const gone = new Map([...values].map(([name, value]) => [name, cells.unprinted(rounded(value))]));
    const earlier = whole.find((one) => one.includes(group[0]!))!;
    for (const name of await secrets(earlier, group, today, minimum)) gone.get(name)!.secret = true;
    const all = new Map([...today, ...gone]);
    for (const one of group) add(cells, one, all);
  }
}

/** Something about counts that are all printed today, or hidden. */
function addKnown(
  cells: Cells,
  one: Known,
  today: ReadonlyMap<string, Cell>,
  { linesOf, minimum }: { readonly linesOf: ReadonlyMap<Cell, readonly Line[]>; readonly minimum: number },
): void {
  const off = offOf(one, today);
  if (Math.abs(off) < near) {
    if (one.low < one.high || !isTold(one, today, linesOf)) add(cells, one, today);
    return;
  }
  const parts = one.terms.map(([name]) => today.get(name)!);
  if (one.low < one.high || parts.length < 2 || parts.some(({ published }) => published)) return;
  if (one.terms.some(([, times]) => times !== 1)) return;
  if (isSmall(Math.abs(off), minimum)) {
    const sum = cells.unprinted(one.low + off);
    cells.lines.push({ whole: sum, parts });
    if (off > 0) cells.rest(sum, cells.constant(one.low));
    else cells.rest(cells.constant(one.low), sum);
  }
  for (const part of parts) {
    if (!isSmall(part.value - off, minimum)) continue;
    cells.rest(cells.constant(one.low), ...parts.filter((other) => other !== part));
  }
}

/** What a sum comes to, by the values of the counts that are there. */
function sumOf(terms: Known["terms"], all: ReadonlyMap<string, Cell>): number {
  return terms.reduce((sum, [name, times]) => sum + times * (all.get(name)?.value ?? 0), 0);
}

/** By how much today's counts miss what is known: above its most, or below its least; 0 where it holds. */
function offOf({ terms, low, high }: Known, today: ReadonlyMap<string, Cell>): number {
  const now = sumOf(terms, today);
  return now > high ? now - high : now < low ? now - low : 0;
}

/** Adds a sum that holds, as equations; bounds with what is left to them. */
function add(cells: Cells, { terms, low, high }: Known, all: ReadonlyMap<string, Cell>): void {
  const now = sumOf(terms, all);
  if (low === high) equate(cells, { terms, rest: null }, low, all);
  else {
    if (low > -Infinity) equate(cells, { terms, rest: cells.slack(now - low) }, low, all);
    const negative = terms.map(([name, times]) => [name, -times] as const);
    if (high < Infinity) equate(cells, { terms: negative, rest: cells.slack(high - now) }, -high, all);
  }
}

/** Σ terms = is + rest. */
function equate(
  cells: Cells,
  { terms, rest }: { readonly terms: Known["terms"]; readonly rest: Cell | null },
  is: number,
  all: ReadonlyMap<string, Cell>,
): void {
  const [[first, scale], ...others] = terms as [Known["terms"][0], ...Known["terms"]];
  const whole = all.get(first)!;
  const times = new Map<Cell, number>([[whole, scale]]);
  const parts: Cell[] = [];
  const take = (cell: Cell, by: number) => {
    parts.push(cell);
    times.set(cell, by);
  };
  for (const [name, by] of others) take(all.get(name)!, -by);
  if (is !== 0) take(cells.constant(Math.abs(is)), Math.sign(is));
  if (rest) take(rest, 1);
  cells.lines.push({ whole, parts, times });
}

/** What is left of a sum for counts that are there no longer, where these have changed: together one count. */
function addRest(cells: Cells, { terms, low, high }: Known, today: ReadonlyMap<string, Cell>): void {
  if (low < high) return;
  const gone = terms.filter(([name]) => !today.has(name));
  const [[, side]] = gone as [Known["terms"][0]];
  if (gone.some(([, times]) => times !== side)) return;
  const here = terms.filter(([name]) => today.has(name));
  const rest = side * (low - sumOf(here, today));
  if (rest < -near) return;
  const all = new Map([...today, ["#rest", cells.unprinted(rounded(Math.max(0, rest)))]]);
  equate(cells, { terms: [...here, ["#rest", side]], rest: null }, low, all);
}

/** Groups what shares counts, of those that join. */
function connected(known: readonly Known[], joins: (term: Known["terms"][0]) => boolean): Known[][] {
  const using = new Map<string, Known[]>();
  for (const one of known) {
    for (const term of one.terms) {
      if (!joins(term)) continue;
      const list = using.get(term[0]);
      if (list) list.push(one);
      else using.set(term[0], [one]);
    }
  }
  const seen = new Set<Known>();
  return known.flatMap((start) => {
    if (seen.has(start)) return [];
    seen.add(start);
    const group = [start];
    for (const one of group) {
      for (const term of one.terms) {
        for (const next of using.get(term[0]) ?? []) {
          if (seen.has(next)) continue;
          seen.add(next);
          group.push(next);
        }
        using.delete(term[0]);
      }
    }
    return [group];
  });
}

/** Values of the counts that are there no longer which fit today's; null: none do. */
async function fittingValues(
  group: readonly Known[],
  today: ReadonlyMap<string, Cell>,
): Promise<ReadonlyMap<string, number> | null> {
  using program = new Program(await solver(), group.map((one) => withValues(one, today)));
  return program.inside();
}

/** Which counts that are there no longer could be small for a reader of the earlier release alone, and still can. */
async function secrets(
  earlier: readonly Known[],
  group: readonly Known[],
  today: ReadonlyMap<string, Cell>,
  minimum: number,
): Promise<ReadonlySet<string>> {
  const asked = new Set(
    group.flatMap(({ terms }) => terms.map(([name]) => name)).filter((name) =>
      !today.has(name) && !name.startsWith("#")
    ),
  );
  using now = new Program(await solver(), group.map((one) => withValues(one, today)));
  using then = new Program(await solver(), earlier);
  const found = new Set<string>();
  for (const name of asked) {
    const [low, high] = now.range(name);
    if (high < 1 - near || low > minimum - 1 + near) continue;
    const [least, most] = then.range(name);
    if (least <= 1 + near && most >= minimum - 1 - near) found.add(name);
  }
  return found;
}

function withValues({ terms, low, high }: Known, today: ReadonlyMap<string, Cell>): Known {
  const here = sumOf(terms, today);
  return { terms: terms.filter(([name]) => !today.has(name)), low: low - here, high: high - here };
}

/** Whether a line of today holds these counts and beside them only what was printed before as it is now. */
function isTold(
  { terms }: Known,
  today: ReadonlyMap<string, Cell>,
  linesOf: ReadonlyMap<Cell, readonly Line[]>,
): boolean {
  const open = new Set(terms.map(([name]) => today.get(name)!));
  const [first] = open;
  return linesOf.get(first!)?.some(({ whole, parts }) => {
    const line = [whole, ...parts].filter(({ published }) => !published);
    return line.length === open.size && line.every((cell) => open.has(cell));
  }) ?? false;
}

/** A whole number, where only the last digits of a sum of fractions say otherwise. */
function rounded(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < near ? whole : value;
}
