import { type Command, Option } from "commander";
import { plain } from "../../words/mod.ts";
import { type ParameterName, readParameters } from "../../workspace/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { exit } from "../exit.ts";
import { printJson, printWarnings } from "../print.ts";
import { wholeNumber, withProgress, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

interface Flags extends WorkspaceFlags {
  readonly report?: string;
  readonly out?: string;
  readonly each?: string;
  readonly keep?: number;
  readonly assets?: "inline" | "shared";
  readonly name?: string;
  readonly ledger?: string;
  readonly json?: boolean;
  readonly parameters?: string;
}

type Given = Partial<Record<ParameterName, string>>;

const sample = "data/riverbend";

/** `report [WORKSPACE]`: writes the HTML page, its JSON sidecar and the index of all reports. */
export function addReport(program: Command, { io, report, finish }: Context): void {
  const command = program.command("report")
    .description("write the segment report of a workspace as one HTML file")
    .argument("[workspace]", `folder that holds workspace.yaml, or the file itself (default: ${sample})`)
    .option("--report <file>", "report definition (default: report.yaml beside workspace.yaml)")
    .option("--out <dir>", "folder for all reports (default: reports/out)")
    .option("--parameters <file>", "YAML file with workspace, data, asOf, report and out; flags win")
    .option("--each <field>", "one report for each value of a field, such as state or account.type")
    .option(
      "--keep <n>",
      "keep the reports of the newest n days, remove older ones of this definition",
      wholeNumber,
    )
    .addOption(
      new Option("--assets <where>", "style and scripts in every page, or once for all (default: inline)")
        .choices(["inline", "shared"]),
    )
    .option("--name <name>", "who asks, for the ledger")
    .option(
      "--ledger <file>",
      "record of what left, which this report is checked against and added to (default: .trellis/ledger.jsonl in the workspace)",
    )
    .option("--json", "say what was written as JSON");
  withWorkspaceFlags(command).action(async (argument: string | undefined, flags: Flags) => {
    const { workspace, data, asOf, ...rest } = await readParameters({
      given: given({ workspace: argument, ...flags }),
      defaults: { workspace: sample },
      ...(flags.parameters === undefined ? {} : { file: flags.parameters }),
    });
    const outcome = await withProgress(
      { ...flags, ...given({ data, asOf }) },
      io,
      (options) =>
        report(workspace, {
          ...options,
          ...given({ report: rest.report, out: rest.out }),
          ...(flags.each === undefined ? {} : { each: flags.each }),
          ...(flags.keep === undefined ? {} : { keep: flags.keep }),
          ...(flags.assets === undefined ? {} : { assets: flags.assets }),
          ...(flags.name === undefined ? {} : { name: flags.name }),
          ...(flags.ledger === undefined ? {} : { ledger: flags.ledger }),
        }),
    );
    if (flags.json) printJson(io, { kind: "report", ...outcome });
    else if (!flags.quiet) { for (const { page } of outcome.reports) io.out(`${page}\n`); }
    printWarnings(io, outcome.notes);
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
    "report --each state --assets shared --keep 24",
    "report /srv/exports/workspace.yaml --out /srv/reports --quiet",
    "report --parameters monthly.yaml",
  ]);
  command.addHelpText(
    "after",
    "\nThe environment may say the same as the parameter file: TRELLIS_WORKSPACE, TRELLIS_DATA, TRELLIS_AS_OF," +
      "\nTRELLIS_REPORT, TRELLIS_OUT, and TRELLIS_PARAMETERS for the file.\n" +
      "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 done but the data-quality gate did not pass.\n",
  );
}

/** The parameters that somebody gave. */
function given(values: { readonly [K in ParameterName]?: string | null | undefined }): Given {
  const names = ["workspace", "data", "asOf", "report", "out"] as const;
  return Object.fromEntries(
    names.flatMap((name) => typeof values[name] === "string" ? [[name, values[name]]] : []),
  );
}
