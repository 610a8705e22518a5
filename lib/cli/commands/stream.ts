import type { Command } from "commander";
import { exportStream, type StreamManifest } from "../../privacy/mod.ts";
import { count, plain } from "../../words/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import type { Io } from "../io.ts";
import { openBook } from "../open_book.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { wholeNumber, withWorkspace, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

interface Flags extends WorkspaceFlags {
  readonly destination: string;
  readonly segment?: string;
  readonly out: string;
  readonly preview?: number | true;
  readonly book?: string;
  readonly name?: string;
  readonly ledger?: string;
  readonly json?: boolean;
}

/** `stream WORKSPACE`: events of a reviewed segment as an ad platform takes them, as a file. Nothing is sent. */
export function addStream(program: Command, { io }: Context): void {
  const command = program.command("stream")
    .description(
      "write neutral, hashed events of a reviewed business segment to a file for an ad platform; patients are refused, nothing is sent",
    )
    .argument("<workspace>", "folder that holds workspace.yaml, or the file itself")
    .requiredOption(
      "--destination <id>",
      "the ad platform, as declared in workspace.yaml, such as meta or google",
    )
    .requiredOption("--out <file>", "NDJSON file to write; its manifest stands beside it")
    .option("--segment <id>", "the segment (default: the book's first)")
    .option(
      "--preview [events]",
      "only show what would leave, part by part, values masked (default: 5 events)",
      wholeNumber,
    )
    .option("--book <file>", "another segment book (default: the one workspace.yaml names)")
    .option("--name <name>", "who asks, for the ledger")
    .option("--ledger <file>", "where the entry is written (default: .trellis/ledger.jsonl in the workspace)")
    .option("--json", "say what was written as JSON");
  withWorkspaceFlags(command).action(async (path: string, flags: Flags) => {
    const manifest = await withWorkspace(path, flags, io, async (workspace) => {
      const book = await openBook(workspace, flags.book);
      return await exportStream(workspace, book, {
        destination: flags.destination,
        segment: flags.segment ?? book.segments[0]!.id,
        out: flags.out,
        now: new Date().toISOString(),
        signal: io.signal,
        ...(flags.preview === undefined ? {} : { previewOnly: flags.preview === true ? 5 : flags.preview }),
        ...(flags.name === undefined ? {} : { askedBy: flags.name }),
        ...(flags.ledger === undefined ? {} : { ledger: flags.ledger }),
      });
    });
    if (flags.json) printJson(io, manifest);
    else if (flags.preview !== undefined) preview(io, manifest);
    else if (!flags.quiet) say(io, manifest, flags.out);
    printWarnings(io, manifest.warnings);
  });
  examples(command, [
    "trellis stream data/riverbend --book data/riverbend/partners.yaml --segment employers --destination meta --preview --out reports/out/e.ndjson",
    "trellis stream data/riverbend --book data/riverbend/partners.yaml --segment employers --destination google --out reports/out/e.ndjson",
  ]);
}

function say(io: Io, { counts, file, rows }: StreamManifest, path: string): void {
  const left = Object.entries({ ...counts.peopleLeftOut }).map(([reason, n]) => [
    `People left out: ${words[reason] ?? reason}`,
    count(n),
  ]);
  const stayed = Object.entries({ ...counts.eventsLeftOut }).map(([reason, n]) => [
    `Events left out: ${words[reason] ?? reason}`,
    count(n),
  ]);
  printTables(io, [{
    caption: `${count(rows)} events of ${count(counts.people)} people in ${plain(file)}`,
    columns: [{ label: "Of the segment", align: "left" }, { label: "Count", align: "right" }],
    rows: [["People in the segment", count(counts.inSegment)], ...left, ...stayed],
  }]);
  io.out(`\nManifest: ${plain(path)}.manifest.json (internal; it is not sent along)\n`);
}

function preview(io: Io, { preview }: StreamManifest): void {
  printTables(
    io,
    preview.map((changes, i) => ({
      caption: `Event ${i + 1}: before and after, values masked`,
      columns: ["Part", "Before", "What happens", "Leaves as", "After"].map((label) => ({
        label,
        align: "left" as const,
      })),
      rows: changes.map(({ path, before, change, why, to, after }) => [
        plain(path),
        before,
        why === undefined ? change : `${change}: ${why}`,
        to ?? "",
        plain(after),
      ]),
    })),
  );
  io.out("\nNothing was written.\n");
}

const words: Readonly<Record<string, string>> = {
  patient: "are also patients or caregivers",
  notBusiness: "not known as contacts in business",
  suppressed: "must not be contacted",
  noConsent: "did not agree to ads",
  objected: "objected",
  noIdentifier: "nothing to match them by",
  notListed: "not on the destination's list",
  tooOld: "older than the platform takes",
  health: "said something about health or a person",
};
