import { dirname } from "node:path";
import { InputError, writeFile } from "../../workspace/mod.ts";
import { seal } from "./_seal.ts";
import type { LedgerEntry, LedgerRecord } from "./entry.ts";
import { rememberLedger, trustedLedger } from "./_trusted.ts";

/**
 * Writes down that something left: one more entry at the end of the ledger, chained to the one before. The file is
 * written whole or not at all, and two programs that write at the same time wait for one another.
 *
 * @param file Made with its folder when it is not there.
 * @throws {InputError} The file cannot be written, or its chain is broken.
 */
export async function appendToLedger(file: string, record: LedgerRecord): Promise<LedgerEntry> {
  using _lock = await lock(file);
  const { text, entries } = await trustedLedger(file);
  const entry = seal(record, entries.at(-1));
  const line = JSON.stringify(entry);
  const now = `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`;
  await writeFile(file, now);
  rememberLedger(file, { text: now, entries: [...entries, JSON.parse(line)] });
  return entry;
}

/** Holds the ledger's lock file until disposed of; the system lets go of it when a program ends. */
async function lock(file: string): Promise<Disposable> {
  try {
    await Deno.mkdir(dirname(file), { recursive: true });
    const held = await Deno.open(`${file}.lock`, { create: true, write: true });
    await held.lock(true);
    return { [Symbol.dispose]: () => held.close() };
  } catch (error) {
    throw new InputError(
      `Cannot write the ledger "${file}". Nothing may leave without an entry: give a file that can be written.`,
      { cause: error },
    );
  }
}
