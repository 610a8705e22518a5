import { InputError } from "../../workspace/mod.ts";
import { knownLedger, ledgerText, rememberLedger } from "./_known.ts";
import type { Ledger, LedgerEntry } from "./entry.ts";
import { verifyLedger } from "./verify_ledger.ts";

/**
 * Reads a ledger and checks its chain. A file that is not there is an empty ledger. What this program has read before
 * and still stands in the file to the letter is not checked again.
 *
 * @throws {InputError} The file cannot be read, or a line is not an entry, or the chain is broken: nothing may be
 * released on top of a ledger that somebody changed. `verifyLedger` says where, without throwing.
 */
export async function readLedger(file: string): Promise<Ledger> {
  const text = await ledgerText(file);
  const known = knownLedger(file, text);
  if (known) return { file, entries: known };
  const ledger = { file, entries: entriesOf(text, file) };
  const { broken } = verifyLedger(ledger);
  if (broken) {
    throw new InputError(
      `Cannot trust the ledger "${file}": ${broken.reason}. Put back an unchanged copy, or move the file away and ` +
        "start a new one; then earlier releases are no longer taken into account.",
    );
  }
  rememberLedger(file, text, ledger.entries);
  return ledger;
}

/**
 * Reads the entries of a ledger without checking them.
 *
 * @throws {InputError} The file cannot be read, or a line is not JSON.
 */
export async function readEntries(file: string): Promise<Ledger> {
  return { file, entries: entriesOf(await ledgerText(file), file) };
}

function entriesOf(text: string, file: string): LedgerEntry[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, i) => parse(line, file, i + 1));
}

function parse(line: string, file: string, row: number): LedgerEntry {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && "hash" in value) return value as LedgerEntry;
  } catch {
    // Said below, for both.
  }
  throw new InputError(
    `Cannot read the ledger "${file}": line ${row} is not an entry. Put back an unchanged copy.`,
  );
}
