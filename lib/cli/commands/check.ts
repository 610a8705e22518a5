import type { Command } from "commander";
import { checkWorkspace } from "../../intake/mod.ts";
import { count, percent } from "../../words/mod.ts";
import type { Problem, QualityResult } from "../../workspace/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { exit } from "../exit.ts";
import type { Io } from "../io.ts";
import { printJson, printTable } from "../print.ts";
import { withProgress, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

/** `check WORKSPACE`: everything that is wrong with the exports, and how far each field can be trusted. */
export function addCheck(program: Command, { io, finish }: Context): void {
  const command = program.command("check")
    .description("list every problem in the exports of a workspace, and say which fields can carry segments")
    .argument("<workspace>", "folder that holds workspace.yaml, or the file itself")
    .option("--json", "as JSON");
  withWorkspaceFlags(command).action(
    async (path: string, flags: WorkspaceFlags & { readonly json?: boolean }) => {
      const quality = await withProgress(flags, io, (options) => checkWorkspace(path, options));
      const fatal = quality.problems.some((problem) => problem.fatal);
      if (flags.json) printJson(io, { ...quality, kind: "check", fatal });
      else print(io, quality);
      if (fatal) finish(exit.failed);
      else if (!quality.gate.passed) finish(exit.gate);
    },
  );
  examples(command, ["check data/riverbend", "check data/riverbend --json"]);
  command.addHelpText(
    "after",
    "\nExit codes: 0 fit for use, 1 a fatal problem, 2 wrong usage, 3 the data-quality gate did not pass.\n",
  );
}

function print(io: Io, quality: QualityResult): void {
  if (quality.tables.length > 0) {
    printTable(io, [{ label: "table" }, { label: "rows read", align: "right" }, {
      label: "kept",
      align: "right",
    }], quality.tables.map((table) => [table.table, count(table.rowsRead), count(table.rowsKept)]));
    io.out("\n");
    printTable(
      io,
      [{ label: "field" }, { label: "filled", align: "right" }, { label: "distinct", align: "right" }, {
        label: "verdict",
      }, { label: "why" }],
      quality.fields.map((field) => [
        `${field.table}.${field.field}`,
        percent(field.complete),
        count(field.distinct),
        field.verdict,
        field.reason,
      ]),
    );
    io.out("\n");
  }
  if (quality.problems.length === 0) io.out("No problems.\n");
  else {
    printTable(
      io,
      [{ label: "problem" }, { label: "where" }, { label: "rows", align: "right" }, { label: "what" }],
      quality.problems.map((problem) => [
        problem.fatal ? `${problem.code} (fatal)` : problem.code,
        place(problem),
        count(problem.count),
        problem.message,
      ]),
    );
  }
  for (const reason of quality.gate.reasons) io.out(`Gate not passed: ${reason}\n`);
}

function place({ file, row, column }: Problem): string {
  return [file, row, column].filter((part) => part !== null).join(":");
}
