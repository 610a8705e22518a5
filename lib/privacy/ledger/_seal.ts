import { createHash } from "node:crypto";
import type { LedgerEntry, LedgerRecord } from "./entry.ts";
import { firstHash } from "./entry.ts";

/** Numbers a record, chains it to the entry before, and signs it with its hash. */
export function seal(record: LedgerRecord, before: LedgerEntry | undefined): LedgerEntry {
  const body = { number: (before?.number ?? 0) + 1, previous: before?.hash ?? firstHash, ...record };
  return { ...body, hash: hashOf(body) };
}

/** The hash an entry should have. */
export function hashOf(
  { hash: _hash, ...body }: Omit<LedgerEntry, "hash"> & { readonly hash?: string },
): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}
