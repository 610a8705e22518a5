import type { Command } from "commander";
import { explain, formatExplanation } from "../../segments/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { openBook } from "../open_book.ts";
import { printJson } from "../print.ts";
import { withWorkspace, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

interface Flags extends WorkspaceFlags {
  readonly book?: string;
  readonly json?: boolean;
}

/** `explain WORKSPACE PERSON`: the tree of conditions that put one person where they are. */
export function addExplain(program: Command, { io }: Context): void {
  const command = program.command("explain")
    .description("say why one person is in a segment, and why not in the others")
    .argument("<workspace>", "folder that holds workspace.yaml, or the file itself")
    .argument("<person>", "the person's key, as in people")
    .option("--book <file>", "another segment book (default: the one workspace.yaml names)")
    .option("--json", "as JSON");
  withWorkspaceFlags(command).action(async (path: string, person: string, flags: Flags) => {
    const result = await withWorkspace(
      path,
      flags,
      io,
      async (workspace) => explain(workspace, await openBook(workspace, flags.book), person),
    );
    if (flags.json) printJson(io, result);
    else io.out(formatExplanation(result));
  });
  examples(command, [
    "trellis explain data/riverbend 1104870",
    "trellis explain data/riverbend 1104870 --json",
  ]);
}
