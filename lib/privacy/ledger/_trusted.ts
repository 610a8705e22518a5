import { InputError } from "../../workspace/mod.ts";
import type { LedgerEntry } from "./entry.ts";
import { verifyLedger } from "./verify_ledger.ts";

/** What a ledger's file holds, to the letter, and its entries, which are chained. */
export interface TrustedLedger {
  readonly text: string;
  readonly entries: readonly LedgerEntry[];
}

/**
 * By file, as this program last read or wrote it. Two hundred reports in a row read and write one ledger; each need not
 * check what the one before wrote.
 */
const known = new Map<string, TrustedLedger>();

/** A ledger whose chain holds; where the file is as it was, without checking again. Throws as `readLedger`. */
export async function trustedLedger(file: string): Promise<TrustedLedger> {
  const text = await ledgerText(file);
  const before = known.get(file);
  if (before?.text === text) return before;
  const ledger = { text, entries: entriesOf(text, file) };
  const { broken } = verifyLedger({ file, entries: ledger.entries });
  if (broken) {
    throw new InputError(
      `Cannot trust the ledger "${file}": ${broken.reason}. Put back an unchanged copy, or move the file away and ` +
        "start a new one; then earlier releases are no longer taken into account.",
    );
  }
  known.set(file, ledger);
  return ledger;
}

/** Notes what this program wrote, so that it need not be checked again. */
export function rememberLedger(file: string, ledger: TrustedLedger): void {
  known.set(file, ledger);
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

/** The entries in a ledger's text, unchecked. */
export function entriesOf(text: string, file: string): LedgerEntry[] {
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
