import { hiddenRates, hiddenSums } from "./_earlier_sums.ts";
import type { LedgerRecord } from "./ledger/mod.ts";
import type { Cell, Line, PrintedRate } from "./suppression/_cells.ts";

/** What a ledger keeps of a release: every printed count by its place, and the places of the hidden ones. */
export type ReleaseRecord = Required<Pick<LedgerRecord, "numbers" | "hidden" | "sums" | "rates" | "counts">>;

const records = new WeakMap<object, ReleaseRecord>();

/** Remembers what a release printed; for the gate alone. */
export function rememberRecord(
  whole: object,
  places: ReadonlyMap<Cell, readonly string[]>,
  lines: readonly Line[],
  rates: Iterable<PrintedRate>,
): void {
  const numbers: Record<string, number> = Object.create(null);
  const hidden: string[] = [];
  for (const [cell, names] of places) {
    for (const name of names) {
      if (cell.hidden) hidden.push(name);
      else numbers[name] = cell.value;
    }
  }
  const counts = { printed: Object.keys(numbers).length, hidden: hidden.length };
  records.set(whole, {
    numbers: { ...numbers },
    hidden,
    sums: hiddenSums(lines, places, hidden),
    rates: hiddenRates(rates, places, hidden),
    counts,
  });
}

/**
 * What to write into the ledger about a release, so that the next one is audited together with it: add who asked, when,
 * and of which files, and hand it to `appendToLedger`.
 *
 * @param released What `release` returned, itself and no copy of it.
 * @throws {TypeError} It is not what `release` returned.
 */
export function releaseRecord(released: object): ReleaseRecord {
  const record = records.get(released);
  if (!record) throw new TypeError("Cannot make a ledger entry: this is not what release() returned");
  return record;
}
