import type { Command } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import { dropOff } from "../../journeys/mod.ts";
import { plain } from "../../words/mod.ts";
import { length, names, share } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type EventFlags, groupsOf, withEventFlags, withEvents, withGroupFlags } from "../event_file.ts";
import { examples } from "../examples.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { type StepFlags, stepProperties, stepsOf, withStepFlags } from "../step_flags.ts";

interface Flags extends EventFlags, StepFlags {
  readonly within: string;
  readonly properties?: readonly string[];
  readonly level?: number;
  readonly by?: string;
  readonly byValue?: "first" | "last";
}

/** `dropoff FILE`: where people leave a journey, how much more than others, and what that goes with. */
export function addDropoff(program: Command, { io }: Context): void {
  const command = withGroupFlags(withStepFlags(withEventFlags(
    program.command("dropoff")
      .description(
        "say where people leave, how much more in one group than in others, and what it goes with",
      ),
  )))
    .requiredOption("--within <time>", "time from the first step to the last, such as 12h, 14d or 8w", length)
    .option(
      "--properties <columns>",
      "columns that may go with leaving, such as channel,device,campaign",
      names,
    )
    .option("--level <share>", "level at which all intervals hold together (default: 0.95)", share);
  command.action(async (file: string, flags: Flags) => {
    const { by, properties = [], within, level } = flags;
    const result = await withEvents(
      file,
      flags,
      io,
      [by, ...properties, ...stepProperties(flags, command)],
      (log) => {
        const steps = stepsOf(flags, command, log.names);
        // The column of the groups explains nothing within a group.
        const kept = [...log.properties].filter(([name]) =>
          name !== by || steps.some(({ where }) => name in (where ?? {}))
        );
        return dropOff({ ...log, properties: new Map(kept) }, steps, {
          within,
          ...groupsOf(log, flags),
          ...(level === undefined ? {} : { level }),
        });
      },
    );
    if (flags.json) printJson(io, result);
    else {
      printTables(io, [flatTable(dataTable(result))]);
      io.out(`\n${plain(result.method)}\n`);
    }
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis dropoff clicks.csv.gz --person user --event action --time at --steps view,cart,order --within 14d --by device",
    "trellis dropoff events.parquet --person id --event name --time ts --steps form,sent --within 1d --by segment " +
    "--properties channel,campaign --json",
  ]);
}
