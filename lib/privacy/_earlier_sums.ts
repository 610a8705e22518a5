import type { HiddenRate, HiddenSum, LedgerEntry } from "./ledger/mod.ts";
import type { Cell, Line, PrintedRate } from "./suppression/_cells.ts";
import { unknown } from "./suppression/_equations.ts";
import type { Known } from "./suppression/_program.ts";

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

/** The rates that a release printed rounded, without their counts. */
export function hiddenRates(
  rates: Iterable<PrintedRate>,
  places: ReadonlyMap<Cell, readonly string[]>,
  hidden: readonly string[],
): HiddenRate[] {
  const at = new Map(hidden.map((place, i) => [place, i]));
  const indexOf = (cell: Cell) => at.get(places.get(cell)?.[0] ?? "");
  return [...rates].flatMap(({ n, of, most, ...bounds }) => {
    const [nAt, ofAt] = [indexOf(n), indexOf(of)];
    return nAt === undefined || ofAt === undefined
      ? []
      : [{ ...bounds, most: Number.isFinite(most) ? most : null, n: nAt, of: ofAt }];
  });
}

/** What an entry tells of what it hid, by the places of its counts; `#` and a number: in no place. */
export function knownOf({ sums = [], rates = [], hidden = [] }: Partial<LedgerEntry>): Known[] {
  const name = (index: number) => index < 0 ? `#${index}` : hidden[index]!;
  const all = (indices: readonly number[], times: number) => indices.map((i) => [name(i), times] as const);
  return [
    ...sums.map(({ is, plus, minus = [] }) => ({
      terms: [...all(plus, 1), ...all(minus, -1)],
      low: is,
      high: is,
    })),
    ...rates.flatMap(({ n, of, from, to, least, most }) => [
      ...(from > 0 ? [{ terms: [[name(n), 1], [name(of), -from]] as const, low: 0, high: Infinity }] : []),
      { terms: [[name(n), 1], [name(of), -to]] as const, low: -Infinity, high: 0 },
      { terms: [[name(of), 1]] as const, low: least, high: most ?? Infinity },
    ]),
  ];
}
