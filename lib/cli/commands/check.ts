import type { Command } from "commander";
import { classTable, qualityTables } from "../../charts/mod.ts";
import { checkWorkspace } from "../../intake/mod.ts";
import { type ClassifiedField, classifyFields } from "../../privacy/mod.ts";
import { plain } from "../../words/mod.ts";
import type { QualityResult } from "../../workspace/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { exit } from "../exit.ts";
import { printJson, printTables } from "../print.ts";
import { withProgress, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

/** `check WORKSPACE`: everything that is wrong with the exports, and how far each field can be trusted. */
export function addCheck(program: Command, { io, finish }: Context): void {
  const command = program.command("check")
    .description(
      "list every problem in the exports of a workspace, and say which fields can carry segments and what they " +
        "may tell about a person",
    )
    .argument("<workspace>", "folder that holds workspace.yaml, or the file itself")
    .option("--json", "as JSON");
  withWorkspaceFlags(command).action(
    async (path: string, flags: WorkspaceFlags & { readonly json?: boolean }) => {
      let classes: readonly ClassifiedField[] = [];
      const quality = await withProgress(flags, io, (options) =>
        checkWorkspace(path, {
          ...options,
          look: async (workspace) => {
            classes = await classifyFields(workspace);
          },
        }));
      const fatal = quality.problems.some((problem) => problem.fatal);
      if (flags.json) {
        printJson(io, { ...quality, fields: withClasses(quality, classes), kind: "check", fatal });
      } else {
        printTables(io, [...qualityTables(quality), ...(classes.length > 0 ? [classTable(classes)] : [])]);
        if (quality.problems.length === 0) io.out("\nNo problems.\n");
        for (const reason of quality.gate.reasons) io.out(`\nGate not passed: ${plain(reason)}\n`);
      }
      if (fatal) finish(exit.failed);
      else if (!quality.gate.passed) finish(exit.gate);
    },
  );
  examples(command, ["trellis check data/riverbend", "trellis check data/riverbend --json"]);
  command.addHelpText(
    "after",
    "\nExit codes: 0 fit for use, 1 a fatal problem, 2 wrong usage, 3 the data-quality gate did not pass.\n",
  );
}

/** Fields with what they may tell about a person beside how good they are. */
function withClasses({ fields }: QualityResult, classes: readonly ClassifiedField[]): readonly object[] {
  const byName = new Map(classes.map((one) => [`${one.table}.${one.field}`, one]));
  return fields.map((field) => {
    const { class: kind, identifier, by, reasons } = byName.get(`${field.table}.${field.field}`)!;
    return { ...field, class: kind, identifier, classBy: by, classReasons: reasons };
  });
}
