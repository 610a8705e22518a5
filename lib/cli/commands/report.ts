import type { Command } from "commander";
import { plain } from "../../words/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { exit } from "../exit.ts";
import { printJson } from "../print.ts";
import { withProgress, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

interface Flags extends WorkspaceFlags {
  readonly report?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `report [WORKSPACE]`: writes the HTML page, its JSON sidecar and the index of all reports. */
export function addReport(program: Command, { io, report, finish }: Context): void {
  const command = program.command("report")
    .description("write the segment report of a workspace as one HTML file")
    .argument("[workspace]", "folder that holds workspace.yaml, or the file itself", "data/riverbend")
    .option("--report <file>", "report definition (default: report.yaml beside workspace.yaml)")
    .option("--out <dir>", "folder for all reports (default: reports/out)")
    .option("--json", "say what was written as JSON");
  withWorkspaceFlags(command).action(async (workspace: string, flags: Flags) => {
    const outcome = await withProgress(flags, io, (options) =>
      report(workspace, {
        ...options,
        ...(flags.report === undefined ? {} : { report: flags.report }),
        ...(flags.out === undefined ? {} : { out: flags.out }),
      }));
    if (flags.json) printJson(io, { kind: "report", ...outcome });
    else if (!flags.quiet) io.out(`${outcome.page}\n`);
    if (!outcome.gate.passed) {
      io.err(
        ["The data-quality gate did not pass:", ...outcome.gate.reasons.map((r) => `  ${plain(r)}`), ""].join(
          "\n",
        ),
      );
      finish(exit.gate);
    }
  });
  examples(command, [
    "report",
    "report data/riverbend --as-of 2026-09-30",
    "report /srv/exports/workspace.yaml --out /srv/reports --quiet",
  ]);
  command.addHelpText(
    "after",
    "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 done but the data-quality gate did not pass.\n",
  );
}
