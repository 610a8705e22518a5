import { join } from "node:path";
import type { Command } from "commander";
import {
  type LedgerCheck,
  type LedgerEntry,
  ledgerOf,
  readEntries,
  verifyLedger,
} from "../../privacy/mod.ts";
import { count, plain } from "../../words/mod.ts";
import { InputError } from "../../workspace/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { exit } from "../exit.ts";
import { printJson, printTables } from "../print.ts";

interface Flags {
  readonly head?: string;
  readonly last?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `ledger [WORKSPACE]`: what has left a workspace, and whether the record is as it was written. */
export function addLedger(program: Command, { io, finish }: Context): void {
  const finishWith = ({ broken }: LedgerCheck) => {
    if (!broken) return;
    io.err(`error: The ledger is not as it was written: ${broken.reason}.\n`);
    finish(exit.failed);
  };
  const command = program.command("ledger")
    .description(
      "show what has left a workspace (reports, audiences, event streams) and check that nobody changed the record",
    )
    .argument("[workspace]", "folder that holds workspace.yaml, or a ledger file", "data/riverbend")
    .option("--head <hash>", "a hash noted earlier, at least 8 digits: it must still be in the chain")
    .option("--last <entries>", "only the newest entries")
    .option("--json", "as JSON")
    .option("--quiet", "only say when something is wrong")
    .action(async (path: string, flags: Flags) => {
      const ledger = await readEntries(await fileOf(path));
      const check = verifyLedger(ledger, flags.head === undefined ? {} : { expect: flags.head });
      const entries = ledger.entries.slice(-lastOf(flags.last));
      if (flags.json) printJson(io, { kind: "ledger", file: ledger.file, ...check, shown: entries });
      else if (flags.quiet) return finishWith(check);
      else if (ledger.entries.length === 0) io.out("Nothing has left this workspace yet.\n");
      else {
        printTables(io, [tableOf(entries)]);
        if (check.whole) {
          io.out(
            `\n${count(check.entries)} ${
              check.entries === 1 ? "entry" : "entries"
            }, unchanged. The last one's hash: ${check.head}\n`,
          );
        }
      }
      finishWith(check);
    });
  examples(command, [
    "trellis ledger data/riverbend",
    "trellis ledger data/riverbend --head 3f2a9c01 --json",
  ]);
}

/** The ledger of a workspace, or the file itself. */
async function fileOf(path: string): Promise<string> {
  const stat = await Deno.stat(path).catch((error) => {
    throw new InputError(`Cannot find "${path}": give a workspace's folder or a ledger file`, {
      cause: error,
    });
  });
  if (stat.isDirectory) return ledgerOf({ folder: path });
  return /\.ya?ml$/i.test(path) ? ledgerOf({ folder: join(path, "..") }) : path;
}

function lastOf(text: string | undefined): number {
  if (text === undefined) return Infinity;
  const last = Number(text);
  if (Number.isSafeInteger(last) && last > 0) return last;
  throw new InputError(`Cannot show the last "${text}" entries: give a whole number from 1`);
}

function tableOf(entries: readonly LedgerEntry[]): Parameters<typeof printTables>[1][number] {
  const counts = (of: LedgerEntry["counts"]) =>
    Object.entries(of ?? {}).map(([name, n]) => `${name} ${typeof n === "number" ? count(n) : n}`).join(", ");
  return {
    caption: "What has left",
    columns: ["No.", "When", "Kind", "What", "As of", "Counts", "By", "Hash"].map((label, i) => ({
      label,
      align: i === 0 ? "right" : "left",
    })),
    rows: entries.map((entry) =>
      [
        String(entry.number),
        entry.at,
        entry.kind,
        entry.what,
        entry.asOf ?? "–",
        counts(entry.counts),
        entry.by ?? "not given",
        String(entry.hash).slice(0, 12),
      ].map((cell) => plain(String(cell)))
    ),
  };
}
