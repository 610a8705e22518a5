import { entriesOf, ledgerText, trustedLedger } from "./_trusted.ts";
import type { Ledger } from "./entry.ts";

/**
 * Reads a ledger and checks its chain. A file that is not there is an empty ledger. What this program has read before
 * and still stands in the file to the letter is not checked again.
 *
 * @throws {InputError} The file cannot be read, or a line is not an entry, or the chain is broken: nothing may be
 * released on top of a ledger that somebody changed. `verifyLedger` says where, without throwing.
 */
export async function readLedger(file: string): Promise<Ledger> {
  const { entries } = await trustedLedger(file);
  return { file, entries };
}

/**
 * Reads the entries of a ledger without checking them.
 *
 * @throws {InputError} The file cannot be read, or a line is not JSON.
 */
export async function readEntries(file: string): Promise<Ledger> {
  return { file, entries: entriesOf(await ledgerText(file), file) };
}
