import { isSmall } from "./_few.ts";
import type { HiddenSum } from "./ledger/mod.ts";
import type { Cell, Cells, Line } from "./suppression/_cells.ts";
import { unknown } from "./suppression/_equations.ts";

/**
 * What printed numbers tell of hidden ones: the sums of a release that hold a hidden count, what is printed taken off
 * the whole. A reader can work these out, so writing them down tells nothing.
 */
export function hiddenSums(
  lines: readonly Line[],
  places: ReadonlyMap<Cell, readonly string[]>,
  hidden: readonly string[],
): HiddenSum[] {
  const at = new Map(hidden.map((place, i) => [place, i]));
  const indexOf = (cell: Cell) => at.get(places.get(cell)?.[0] ?? "") ?? -1 - cell.order;
  return lines.flatMap(({ whole, parts }) => {
    const open = parts.filter(unknown);
    if (![whole, ...open].some((cell) => unknown(cell) && places.has(cell))) return [];
    const known = parts.reduce((sum, part) => unknown(part) ? sum : sum + part.value, 0);
    const indices = open.map(indexOf);
    return unknown(whole)
      ? [{ is: known, plus: [indexOf(whole)], ...(indices.length > 0 && { minus: indices }) }]
      : [{ is: whole.value - known, plus: indices }];
  });
}

/** A sum of hidden counts by their names. */
export interface NamedSum {
  readonly is: number;
  readonly plus: readonly string[];
  readonly minus: readonly string[];
}

/** Sums of an entry by the places of their counts. */
export function namedSums(sums: readonly HiddenSum[], hidden: readonly string[]): NamedSum[] {
  const name = (index: number) => index < 0 ? `#${index}` : hidden[index]!;
  return sums.map(({ is, plus, minus = [] }) => ({ is, plus: plus.map(name), minus: minus.map(name) }));
}

/**
 * Adds the sums of hidden counts that a reader has from an earlier release of the same people. Counts that are
 * there no longer stand for what today's leave of their sums. A sum that does not hold today has changed:
 * - by 1 to `minimum` − 1 people: the change is a count;
 * - by any number: were only one of its counts another then, the others would tell that one.
 */
export function addEarlierSums(
  cells: Cells,
  places: ReadonlyMap<Cell, readonly string[]>,
  sums: readonly NamedSum[],
  minimum: number,
): void {
  const today = new Map<string, Cell>();
  for (const [cell, names] of places) for (const name of names) today.set(name, cell);
  const linesOf = new Map<Cell, Line[]>();
  for (const line of cells.lines) {
    for (const cell of [line.whole, ...line.parts]) linesOf.set(cell, [...linesOf.get(cell) ?? [], line]);
  }
  const gone = new Map<string, Cell>();
  const find = (name: string) => today.get(name) ?? gone.get(name);
  let left: readonly NamedSum[] = sums;
  for (let before = Infinity; left.length < before;) {
    before = left.length;
    left = left.filter((sum) => !settle(sum));
  }
  for (const sum of left) addRest(sum);

  /** Adds a sum in which at most one count is not there today, whose value follows. */
  function settle({ is, plus, minus }: NamedSum): boolean {
    const lost = [...plus, ...minus].filter((name) => !find(name));
    if (lost.length > 1) return false;
    const [name] = lost;
    const here = { plus: found(plus), minus: found(minus) };
    const off = total(here.plus) - total(here.minus) - is;
    if (name === undefined) add(here, is, off);
    else {
      const value = plus.includes(name) ? -off : off;
      if (value < -1e-6) return true;
      const cell = cells.unprinted(Math.max(0, near(value)));
      gone.set(name, cell);
      equate(
        plus.includes(name)
          ? { plus: [...here.plus, cell], minus: here.minus }
          : { plus: here.plus, minus: [...here.minus, cell] },
        is,
      );
    }
    return true;
  }

  /** Several counts on one side that are there no longer: what they come to together. */
  function addRest({ is, plus, minus }: NamedSum): void {
    const here = { plus: found(plus), minus: found(minus) };
    const value = is - total(here.plus) + total(here.minus);
    const [ofPlus, ofMinus] = [plus.length > here.plus.length, minus.length > here.minus.length];
    if (ofPlus && ofMinus) return;
    const rest = near(ofPlus ? value : -value);
    if (rest < 0) return;
    const cell = cells.unprinted(rest);
    if (ofPlus) here.plus.push(cell);
    else here.minus.push(cell);
    equate(here, is);
  }

  function add(here: Sides, is: number, off: number): void {
    if (Math.abs(off) < 1e-6) {
      if (!isTold(here, linesOf)) equate(here, is);
      return;
    }
    if (here.minus.length > 0 || here.plus.length < 2 || here.plus.some(({ published }) => published)) return;
    if (isSmall(Math.abs(off), minimum)) {
      const sum = cells.unprinted(total(here.plus));
      cells.lines.push({ whole: sum, parts: here.plus });
      if (off > 0) cells.rest(sum, cells.constant(is));
      else cells.rest(cells.constant(is), sum);
    }
    for (const one of here.plus) {
      if (!isSmall(one.value - off, minimum)) continue;
      cells.rest(cells.constant(is), ...here.plus.filter((other) => other !== one));
    }
  }

  /** Σ plus − Σ minus = is, which holds today. */
  function equate({ plus, minus }: Sides, is: number): void {
    const [more, less] = is < 0 ? [minus, plus] : [plus, minus];
    const known = is === 0 ? [] : [cells.constant(Math.abs(is))];
    const [first] = more;
    if (less.length === 0) cells.lines.push({ whole: known[0] ?? cells.constant(0), parts: more });
    else if (more.length === 1) cells.lines.push({ whole: first!, parts: [...known, ...less] });
    else {
      const sum = cells.unprinted(total(more));
      cells.lines.push({ whole: sum, parts: more }, { whole: sum, parts: [...known, ...less] });
    }
  }

  function found(names: readonly string[]): Cell[] {
    return names.flatMap((name) => find(name) ?? []);
  }
}

interface Sides {
  readonly plus: Cell[];
  readonly minus: Cell[];
}

/** Whether a line of today holds these counts and beside them only what was printed before as it is now. */
function isTold({ plus, minus }: Sides, linesOf: ReadonlyMap<Cell, readonly Line[]>): boolean {
  const open = new Set([...plus, ...minus]);
  const [first] = open;
  return linesOf.get(first!)?.some(({ whole, parts }) => {
    const line = [whole, ...parts].filter(({ published }) => !published);
    return line.length === open.size && line.every((cell) => open.has(cell));
  }) ?? false;
}

function total(list: readonly Cell[]): number {
  return list.reduce((sum, { value }) => sum + value, 0);
}

/** A whole number, where only the last digits of a sum of fractions say otherwise. */
function near(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 ? whole : value;
}
