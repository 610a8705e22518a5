import { knownOf } from "./_earlier_sums.ts";
import type { Known } from "./suppression/_program.ts";
import { joinEarlier } from "./_join_earlier.ts";
import { isSmall } from "./_few.ts";
import type { LedgerEntry } from "./ledger/mod.ts";
import type { Cell, Cells, Line } from "./suppression/_cells.ts";

/** What earlier releases say, and of which of them it still matters. */
export interface EarlierOptions {
  /** Entries of the ledger. */
  readonly entries: readonly LedgerEntry[];
  /** The workspace these results are of; entries of others are about other people. Undefined: all entries count. */
  readonly workspace: string | undefined;
  /** The part of all people they are about; null: all. */
  readonly part: string | null;
  /** Day these results are true at. */
  readonly asOf: string | undefined;
  /** Releases of days so near count. */
  readonly days: number;
  readonly minimum: number;
}

/**
 * Adds what a reader has from earlier releases about the same people to the cells:
 * - a count printed with the same value is known, whatever is hidden now;
 * - a count that changed by 1 to `minimum` − 1 has the change as a cell of its own, which must stay unknown;
 * - what earlier releases hid adds up to known sums, also with counts that are not there today; a change of
 *   these is such a cell too;
 * - a part of all people and the whole, released for the same day, leave a complement, which is a cell;
 * - what was hidden before is hidden first; where every printed number is as it was, exactly that stays hidden.
 */
export async function addEarlier(
  cells: Cells,
  places: ReadonlyMap<Cell, readonly string[]>,
  options: EarlierOptions,
): Promise<void> {
  const lines = [...cells.lines];
  const changed: Known[][] = [];
  for (const entry of relevant(options)) {
    const { numbers = {}, hidden = [] } = entry;
    const before = new Set(hidden);
    const known = new Map<Cell, number>();
    for (const [cell, names] of places) {
      const name = names.find((one) => Object.hasOwn(numbers, one));
      if (name !== undefined) known.set(cell, numbers[name]!);
      else if (names.some((one) => before.has(one))) cell.cost = Math.min(cell.cost, cell.value) / 1e6;
    }
    const same = isSame(places, known, before);
    if (same) { for (const cell of places.keys()) if (!known.has(cell)) cell.hidden = true; }
    for (const [cell, value] of known) {
      if (value === cell.value) cell.published = true;
      else if (isSmall(Math.abs(value - cell.value), options.minimum)) {
        differ(cells, cell, cells.constant(value));
      }
    }
    // Entries of older versions do not say what adds up to what: today's lines are taken for theirs.
    if (entry.sums === undefined) {
      for (const line of lines) differOfHidden(cells, line, known, options.minimum);
    } else if (!same) changed.push(knownOf(entry));
  }
  // Once all that earlier releases printed is known.
  const added = new Set<string>();
  for (const known of changed) {
    const name = JSON.stringify(known);
    if (!added.has(name)) await joinEarlier(cells, places, known, options.minimum);
    added.add(name);
  }
  addComplements(cells, places, options);
}

/** Entries about the same people, of days near enough that few people came and went. */
function relevant({ entries, workspace, asOf, days, part }: EarlierOptions): LedgerEntry[] {
  return entries.filter((entry) => {
    if (!isRelease(entry, workspace) || (entry.part ?? null) !== part) return false;
    if (asOf === undefined || entry.asOf === null) return true;
    return Math.abs(Date.parse(asOf) - Date.parse(entry.asOf)) <= days * 86_400_000;
  });
}

function isRelease(entry: LedgerEntry, workspace: string | undefined): boolean {
  if (entry.kind !== "release" || !entry.numbers) return false;
  return workspace === undefined || entry.workspace === workspace;
}

/** What all people have beyond the parts that were released for the same day, this release being all or a part. */
function addComplements(
  cells: Cells,
  places: ReadonlyMap<Cell, readonly string[]>,
  { entries, workspace, asOf, part }: EarlierOptions,
): void {
  const field = (of: string) => of.split(" = ")[0];
  const latest = new Map<string | null, Readonly<Record<string, number>>>();
  for (const entry of entries) {
    if (isRelease(entry, workspace) && entry.asOf === (asOf ?? null)) {
      latest.set(entry.part ?? null, entry.numbers!);
    }
  }
  const whole = latest.get(null);
  const fields = new Set([...latest.keys()].flatMap((one) => one === null || one === part ? [] : field(one)));
  for (const of of part === null ? fields : [field(part)]) {
    const others = [...latest].filter(([one]) => one !== null && one !== part && field(one) === of);
    for (const [cell, names] of places) {
      const name = names[0]!;
      const parts = others.flatMap(([, numbers]) => Object.hasOwn(numbers, name) ? [numbers[name]!] : []);
      const constants = parts.map((value) => cells.constant(value));
      const sum = parts.reduce((a, b) => a + b, 0);
      if (part === null) {
        if (parts.length > 0 && sum <= cell.value) cells.rest(cell, ...constants);
      } else if (whole && Object.hasOwn(whole, name) && sum + cell.value <= whole[name]!) {
        cells.rest(cells.constant(whole[name]!), cell, ...constants);
      }
    }
  }
}

/** Whether an earlier release printed the same numbers in the same places, and hid the others. */
function isSame(
  places: ReadonlyMap<Cell, readonly string[]>,
  known: ReadonlyMap<Cell, number>,
  hidden: ReadonlySet<string>,
): boolean {
  for (const [cell, names] of places) {
    if (known.has(cell) ? known.get(cell) !== cell.value : !names.every((name) => hidden.has(name))) {
      return false;
    }
  }
  return true;
}

/** The larger of two counts is the smaller and the change. */
function differ(cells: Cells, now: Cell, then: Cell): void {
  if (now.value > then.value) cells.rest(now, then);
  else cells.rest(then, now);
}

/** What a line hid before added up to what its printed numbers left; now it adds up to something else. */
function differOfHidden(
  cells: Cells,
  { whole, parts }: Line,
  known: ReadonlyMap<Cell, number>,
  minimum: number,
): void {
  const open = parts.filter((part) => !known.has(part));
  const total = known.get(whole);
  if (total === undefined || open.length < 2 || open.some(({ published }) => published)) return;
  const then = parts.reduce((left, part) => left - (known.get(part) ?? 0), total);
  const now = open.reduce((sum, { value }) => sum + value, 0);
  if (then < 0 || !isSmall(Math.abs(now - then), minimum)) return;
  const sum = cells.unprinted(now);
  cells.lines.push({ whole: sum, parts: open });
  differ(cells, sum, cells.constant(then));
}
