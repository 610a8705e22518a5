import { type Command, InvalidArgumentError } from "commander";
import { openWorkspace } from "../../intake/mod.ts";
import { categories, knownPeople, scan, type ScanResult } from "../../privacy/mod.ts";
import { count } from "../../words/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { exit } from "../exit.ts";
import { numberTable, printJson, printTables, printWarnings } from "../print.ts";
import { wholeNumber, withProgress } from "../workspace_options.ts";

interface Flags {
  readonly workspace?: string;
  readonly most: number;
  readonly table?: boolean;
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly quiet?: boolean;
}

/** `scan PATH`: what identifies people in a file or folder. */
export function addScan(program: Command, { io, finish }: Context): void {
  const command = program.command("scan")
    .description("look for what identifies people in a file or in everything under a folder")
    .argument("<path>", "a file or a folder: CSV, JSON, HTML, notebooks, text, also gzipped; Parquet")
    .option("--workspace <folder>", "look for the names and keys of this workspace's people, too")
    .option("--most <n>", "findings of one category to list a file; more are counted only", most, 1000)
    .option("--table", "as tables to read, instead of JSON")
    .option("--strict", "answer with exit code 1 when anything is found")
    .option("--json", "as JSON (the default)")
    .option("--quiet", "no progress")
    .action(async (path: string, flags: Flags) => {
      const result = await withProgress({ ...flags }, io, async (open) => {
        let people: Awaited<ReturnType<typeof knownPeople>> | null = null;
        if (flags.workspace !== undefined) {
          const workspace = await openWorkspace(flags.workspace, open);
          try {
            people = await knownPeople(workspace);
          } finally {
            await workspace.close();
          }
        }
        open.onProgress?.({ stage: "Scanning", share: null });
        return await scan(path, { most: flags.most, signal: io.signal, ...(people && { people }) });
      });
      if (!flags.table || flags.json) printJson(io, result);
      else printTables(io, tablesOf(result).map(numberTable));
      printWarnings(io, result.warnings);
      if (flags.strict && result.findings.length > 0) finish(exit.failed);
    });
  examples(command, [
    "trellis scan reports/out",
    "trellis scan notebooks --workspace data/riverbend --strict",
    "trellis scan export.csv.gz --table",
  ]);
  command.addHelpText(
    "after",
    `
Findings hold the shape of a value (letters x, digits #), never the value. A scan that finds nothing proves nothing:
names of strangers in free text look like other words.
`,
  );
}

function tablesOf({ counts, skipped, read }: ScanResult): Parameters<typeof numberTable>[0][] {
  return [
    {
      caption: `Found in ${count(read.files)} files`,
      columns: ["File", "What", "Identifier", "Found"],
      rows: counts.map(({ file, category, found }) => [
        file,
        categories[category].about,
        categories[category].letter ?? "–",
        count(found),
      ]),
    },
    ...(skipped.length === 0 ? [] : [{
      caption: "Not looked into",
      columns: ["File", "Why"],
      rows: skipped.map(({ file, reason }) => [file, reason]),
    }]),
  ];
}

function most(text: string): number {
  if (text === "0") throw new InvalidArgumentError("Write a whole number of at least 1.");
  return wholeNumber(text);
}
