import { join } from "node:path";
import {
  appendToLedger,
  type LedgerEntry,
  ledgerOf,
  type LedgerRecord,
  readLedger,
} from "../lib/privacy/mod.ts";

/** The ledger as a report uses it: what left before, and where to write what leaves now. */
export interface ReleaseLog {
  /** What left before. */
  readonly entries: readonly LedgerEntry[];
  /** Writes an entry, before the report itself is written: nothing leaves without. */
  readonly keep: (record: Omit<LedgerRecord, "at" | "by">) => Promise<void>;
}

/** Which ledger, and what an entry says beside what is released. */
export interface ReleaseLogOptions {
  /** The file. Default: the workspace's own; where its folder cannot be written, one beside the reports. */
  readonly file: string | undefined;
  /** Folder of the workspace's reports. */
  readonly reports: string;
  readonly at: string;
  readonly by: string | null;
}

/**
 * Opens the ledger of a workspace.
 *
 * @throws {InputError} It cannot be read, or somebody changed it.
 */
export async function openReleaseLog(
  workspace: { readonly folder: string },
  { file, reports, at, by }: ReleaseLogOptions,
): Promise<ReleaseLog> {
  const own = ledgerOf(workspace);
  const path = file ??
    (await canHold(join(workspace.folder, ".trellis")) ? own : join(reports, "ledger.jsonl"));
  const { entries } = await readLedger(path);
  const keep = async (record: Omit<LedgerRecord, "at" | "by">) => {
    await appendToLedger(path, { ...withoutRepeats(record, entries), at, by });
  };
  return { entries, keep };
}

/** Numbers that an earlier entry holds are not written again. */
function withoutRepeats(
  record: Omit<LedgerRecord, "at" | "by">,
  entries: readonly LedgerEntry[],
): Omit<LedgerRecord, "at" | "by"> {
  const { numbers, hidden, sums: _sums, rates: _rates, ...rest } = record;
  const text = JSON.stringify([numbers, hidden]);
  const first = entries.find((entry) =>
    entry.numbers && entry.asOf === record.asOf && (entry.part ?? null) === (record.part ?? null) &&
    entry.workspace === record.workspace && JSON.stringify([entry.numbers, entry.hidden]) === text
  );
  return first ? { ...rest, same: first.number } : record;
}

async function canHold(folder: string): Promise<boolean> {
  const probe = join(folder, `.probe.tmp-${crypto.randomUUID().slice(0, 8)}`);
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(probe, "");
    await Deno.remove(probe);
    return true;
  } catch {
    return false;
  }
}
