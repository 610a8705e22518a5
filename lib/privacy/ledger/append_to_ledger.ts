import { dirname } from "node:path";
import { InputError, writeFile } from "../../workspace/mod.ts";
import { seal } from "./_seal.ts";
import type { LedgerEntry, LedgerRecord } from "./entry.ts";
import { readLedger } from "./read_ledger.ts";

/**
 * Writes down that something left: one more entry at the end of the ledger, chained to the one before. The file is
 * written whole or not at all, and two programs that write at the same time wait for one another.
 *
 * @param file Made with its folder when it is not there.
 * @throws {InputError} The file cannot be written, or its chain is broken.
 */
export async function appendToLedger(file: string, record: LedgerRecord): Promise<LedgerEntry> {
  using _lock = await lock(file);
  const text = await textOf(file);
  const known = written.get(file);
  // What this program wrote and nobody touched since needs no checking again: two hundred reports append in a row.
  const before = known?.text === text ? known.last : (await readLedger(file)).entries.at(-1);
  const entry = seal(record, before);
  const now = `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${JSON.stringify(entry)}\n`;
  await writeFile(file, now);
  written.set(file, { text: now, last: entry });
  return entry;
}

/** By file: what it held, to the letter, when this program last wrote it, and its last entry. */
const written = new Map<string, { readonly text: string; readonly last: LedgerEntry }>();

async function textOf(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw new InputError(`Cannot read the ledger "${file}"`, { cause: error });
  }
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
