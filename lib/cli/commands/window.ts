import type { Command } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import { conversionWindow } from "../../journeys/mod.ts";
import { length, lengths, share } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type EventFlags, groupsOf, withEventFlags, withEvents, withGroupFlags } from "../event_file.ts";
import { examples } from "../examples.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { type StepFlags, stepProperties, stepsOf, withStepFlags } from "../step_flags.ts";
import { usage } from "../usage.ts";

interface Flags extends EventFlags, StepFlags {
  readonly covers?: number;
  readonly horizon?: string;
  readonly at?: readonly string[];
  readonly by?: string;
  readonly byValue?: "first" | "last";
}

/** `window FILE`: how long people take from the first step to the last, and which conversion window fits. */
export function addWindow(program: Command, { io }: Context): void {
  const command = withGroupFlags(withStepFlags(withEventFlags(
    program.command("window").description("find the conversion window that fits how long people take"),
  )))
    .option("--covers <share>", "share of eventual conversions that it covers (default: 0.9)", share)
    .option(
      "--horizon <time>",
      "the longest time to speak of (default: what one in ten were observed for)",
      length,
    )
    .option("--at <times>", "lengths of time to compare (default: 7d,14d,28d,56d,84d)", lengths);
  command.action(async (file: string, flags: Flags) => {
    if (flags.steps.length < 2) usage(command, "--steps needs a first and a last step.");
    const result = await withEvents(
      file,
      flags,
      io,
      [flags.by, ...stepProperties(flags, command)],
      (log) =>
        conversionWindow(log, stepsOf(flags, command, log.names), {
          ...groupsOf(log, flags),
          ...(flags.covers === undefined ? {} : { covers: flags.covers }),
          ...(flags.horizon === undefined ? {} : { horizon: flags.horizon }),
          ...(flags.at === undefined ? {} : { at: flags.at }),
        }),
    );
    if (flags.json) printJson(io, result);
    else printTables(io, [flatTable(dataTable(result))]);
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis window clicks.csv.gz --person user --event action --time at --steps view,order",
    "trellis window events.parquet --person id --event name --time ts --steps lead,demo --by segment --at 14d,56d --json",
  ]);
}
