import type { Command } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import { lintBook, membership, segmentSizes } from "../../segments/mod.ts";
import { count, day, plain } from "../../words/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { openBook } from "../open_book.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { withWorkspace, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

interface Flags extends WorkspaceFlags {
  readonly book?: string;
  readonly json?: boolean;
}

/** `segments WORKSPACE`: how many people each segment of the book holds. */
export function addSegments(program: Command, { io }: Context): void {
  const command = program.command("segments")
    .description("count the people of every segment in a workspace's segment book")
    .argument("<workspace>", "folder that holds workspace.yaml, or the file itself")
    .option("--book <file>", "another segment book (default: the one workspace.yaml names)")
    .option("--json", "as JSON");
  withWorkspaceFlags(command).action(async (path: string, flags: Flags) => {
    const sizes = await withWorkspace(path, flags, io, async (workspace) => {
      const book = await openBook(workspace, flags.book);
      const members = await membership(workspace, book, { signal: io.signal });
      const result = segmentSizes(workspace, book, members);
      const lint = await lintBook(workspace, book, { membership: members, signal: io.signal });
      return { ...result, warnings: [...new Set([...result.warnings, ...lint])] };
    });
    if (flags.json) printJson(io, sizes);
    else {
      io.out(`${plain(sizes.book.name)}, version ${sizes.book.version}, ${day(sizes.asOf)}\n\n`);
      printTables(io, [flatTable(dataTable(sizes))]);
      io.out(`\n${count(sizes.total)} in all\n`);
    }
    printWarnings(io, sizes.warnings);
  });
  examples(command, [
    "trellis segments data/riverbend",
    "trellis segments data/riverbend --as-of 2026-06-30 --json",
    "trellis segments data/riverbend --book my-segments.yaml",
  ]);
}
