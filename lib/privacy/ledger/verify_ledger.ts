import { hashOf } from "./_seal.ts";
import { firstHash, type Ledger } from "./entry.ts";

/** Whether a ledger is as it was written. */
export interface LedgerCheck {
  /** How many entries there are. */
  readonly entries: number;
  /** Hash of the last entry: keep it elsewhere, and even entries cut off the end will be noticed. Null when empty. */
  readonly head: string | null;
  /** Whether every entry follows from the one before, and the expected hash is among them. */
  readonly whole: boolean;
  /** The first entry that is wrong, and why; null when none is. */
  readonly broken: { readonly number: number; readonly reason: string } | null;
}

/**
 * Checks the chain of hashes: a changed, missing, added or moved entry breaks it. Entries cut off the end leave a
 * chain that is whole, so name a hash that was noted earlier.
 *
 * @param options `expect`: a hash that must be in the chain, in full or its first 8 digits or more.
 *
 * @example
 * ```ts
 * import { verifyLedger } from "./verify_ledger.ts";
 * const { whole, head } = verifyLedger({ file: "ledger.jsonl", entries: [] });
 * if (!whole || head !== null) throw new Error();
 * ```
 */
export function verifyLedger(
  { entries }: Ledger,
  { expect }: { readonly expect?: string } = {},
): LedgerCheck {
  let previous = firstHash;
  let broken: LedgerCheck["broken"] = null;
  entries.forEach((entry, i) => {
    if (broken) return;
    const wrong = entry.number !== i + 1
      ? `entry ${i + 1} has the number ${entry.number}`
      : entry.previous !== previous
      ? `entry ${i + 1} does not follow the one before it`
      : hashOf(entry) !== entry.hash
      ? `entry ${i + 1} was changed after it was written`
      : null;
    if (wrong) broken = { number: i + 1, reason: wrong };
    previous = entry.hash;
  });
  if (!broken && expect !== undefined) {
    const known = expect.length >= 8 && entries.some(({ hash }) => hash.startsWith(expect.toLowerCase()));
    if (!known) {
      broken = { number: entries.length + 1, reason: `no entry has the hash ${expect}: entries are missing` };
    }
  }
  return { entries: entries.length, head: entries.at(-1)?.hash ?? null, whole: broken === null, broken };
}
