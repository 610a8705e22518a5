import { InputError } from "../../workspace/mod.ts";
import type { LedgerEntry } from "./entry.ts";

/**
 * By file: what it held, to the letter, when this program last read or wrote it, and its entries, known to be chained.
 * Two hundred reports in a row read and write one ledger; each need not check what the one before wrote.
 */
const ledgers = new Map<string, { readonly text: string; readonly entries: readonly LedgerEntry[] }>();

/** The entries of a ledger whose file holds this text, where that is known already. */
export function knownLedger(file: string, text: string): readonly LedgerEntry[] | null {
  const known = ledgers.get(file);
  return known?.text === text ? known.entries : null;
}

/** Notes that a file of this text is a chain of these entries. */
export function rememberLedger(file: string, text: string, entries: readonly LedgerEntry[]): void {
  ledgers.set(file, { text, entries });
}

/** What a ledger's file holds; nothing when there is none. */
export async function ledgerText(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw new InputError(`Cannot read the ledger "${file}"`, { cause: error });
  }
}
