import { type Command, Option } from "commander";
import {
  type AudienceManifest,
  type AudienceRequest,
  exportAudience,
  leftOutWords,
  type Purpose,
  purposes,
  type Remuneration,
} from "../../privacy/mod.ts";
import { count, plain } from "../../words/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { openBook } from "../open_book.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { readTextFile } from "../read_text_file.ts";
import { withWorkspace, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

interface Flags extends WorkspaceFlags {
  readonly segment: string;
  readonly channel: AudienceRequest["channel"];
  readonly purpose: Purpose;
  readonly out: string;
  readonly book?: string;
  readonly destination?: string;
  readonly group?: string;
  readonly content?: string;
  readonly remuneration: Remuneration;
  readonly queued?: string;
  readonly name?: string;
  readonly ledger?: string;
  readonly json?: boolean;
}

/** `audience WORKSPACE`: the people of a segment who may be contacted, as a file with its manifest. Nothing is sent. */
export function addAudience(program: Command, { io }: Context): void {
  const command = program.command("audience")
    .description("write the people of a segment who may be contacted to a file; nothing is sent")
    .argument("<workspace>", "folder that holds workspace.yaml, or the file itself")
    .requiredOption("--segment <id>", "the segment")
    .addOption(
      new Option("--channel <channel>", "how they would be reached").choices([
        "email",
        "sms",
        "phone",
        "mail",
      ])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--purpose <purpose>", "what for").choices([...purposes]).makeOptionMandatory(),
    )
    .requiredOption("--out <file>", "CSV file to write; its manifest stands beside it")
    .option("--destination <id>", "whom it is for, as declared in workspace.yaml (default: nobody declared)")
    .option("--group <name>", "the subscription group the message belongs to")
    .option("--content <id>", "the page or asset it shows: its review must hold")
    .addOption(
      new Option("--remuneration <how>", "what somebody else pays for the message")
        .choices(["none", "cost", "beyond-cost"]).default("none"),
    )
    .option(
      "--queued <file>",
      "an audience written earlier: keep only its rows whose people may still be contacted",
    )
    .option("--name <name>", "who asks, for the ledger")
    .option("--ledger <file>", "where the entry is written (default: .trellis/ledger.jsonl in the workspace)")
    .option("--book <file>", "another segment book (default: the one workspace.yaml names)")
    .option("--json", "say what was written as JSON");
  withWorkspaceFlags(command).action(async (path: string, flags: Flags) => {
    const queued = flags.queued === undefined ? undefined : await readTextFile(flags.queued);
    const manifest = await withWorkspace(path, flags, io, async (workspace) => {
      const book = await openBook(workspace, flags.book);
      const { queued: _path, ...request } = flags;
      return await exportAudience(workspace, book, {
        ...request,
        now: new Date().toISOString(),
        signal: io.signal,
        ...(flags.name === undefined ? {} : { askedBy: flags.name }),
        ...(queued === undefined ? {} : { queued }),
      });
    });
    if (flags.json) printJson(io, manifest);
    else if (!flags.quiet) say(io.out, manifest, flags.out, (tables) => printTables(io, tables));
    printWarnings(io, manifest.warnings);
  });
  examples(command, [
    "trellis audience data/riverbend --segment learning --channel email --purpose marketing --out reports/out/a.csv",
    'trellis audience data/riverbend --segment in-treatment --channel sms --purpose treatment --destination clinic-texts --name "K. Eeper" --out reports/out/texts.csv',
  ]);
}

function say(
  out: (text: string) => void,
  { counts, file, rows }: AudienceManifest,
  path: string,
  print: (tables: Parameters<typeof printTables>[1]) => void,
): void {
  print([{
    caption: `${count(rows)} people in ${plain(file)}`,
    columns: [{ label: "Of the segment", align: "left" }, { label: "People", align: "right" }],
    rows: [
      ["In the segment", count(counts.inSegment)],
      ["May be contacted", count(counts.exported)],
      ...Object.entries(counts.leftOut).map((
        [reason, left],
      ) => [`Left out: ${leftOutWords[reason] ?? reason}`, count(left)]),
    ],
  }]);
  out(`\nManifest: ${plain(path)}.manifest.json (internal; it is not sent along)\n`);
}
