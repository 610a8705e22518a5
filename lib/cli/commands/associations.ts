import type { Command } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import { conversionAssociations } from "../../journeys/mod.ts";
import { count, duration, plain } from "../../words/mod.ts";
import { length, names, oneOf, share } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type EventFlags, withEventFlags, withEvents } from "../event_file.ts";
import { examples } from "../examples.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { type StepFlags, stepProperties, stepsOf, withStepFlags } from "../step_flags.ts";
import { usage } from "../usage.ts";
import { wholeNumber } from "../workspace_options.ts";

interface Flags extends EventFlags, StepFlags {
  readonly within: string;
  readonly exposure?: string;
  readonly properties?: readonly string[];
  readonly method?: "exact" | "midP";
  readonly level?: number;
  readonly top: number;
}

/** `associations FILE`: which events and values go with conversion. */
export function addAssociations(program: Command, { io }: Context): void {
  const command = withStepFlags(withEventFlags(
    program.command("associations")
      .description("find which events and values go with conversion, everybody watched equally long"),
  ))
    .requiredOption("--within <time>", "time from the first step to conversion, the last", length)
    .option(
      "--exposure <time>",
      "what people do so long after entry is compared (default: until a quarter have converted)",
      length,
    )
    .option("--properties <columns>", "also compare the values of these columns", names)
    .option("--method <method>", "exact (default) or mid-p", oneOf("exact", "midP"))
    .option("--level <share>", "level of intervals (default: 0.95)", share)
    .option("--top <n>", "rows of the table; JSON holds all", wholeNumber, 30);
  command.action(async (file: string, flags: Flags) => {
    if (flags.steps.length < 2) {
      usage(command, "--steps needs the step people enter by and the one they reach.");
    }
    const { properties = [] } = flags;
    const result = await withEvents(
      file,
      flags,
      io,
      [...properties, ...stepProperties(flags, command)],
      (log) =>
        conversionAssociations(log, stepsOf(flags, command, log.names), {
          within: flags.within,
          properties,
          ...(flags.exposure === undefined ? {} : { exposure: flags.exposure }),
          ...(flags.method === undefined ? {} : { method: flags.method }),
          ...(flags.level === undefined ? {} : { level: flags.level }),
        }),
    );
    if (flags.json) printJson(io, result);
    else {
      printTables(io, [flatTable(dataTable({ ...result, items: result.items.slice(0, flags.top) }))]);
      const { seconds, convertedEarly, stillDeciding } = result.exposure!;
      io.out(
        `\n${plain(result.method)}\nEverybody was watched for ${duration(seconds)} after entry; left out: ` +
          `${count(convertedEarly)} who converted meanwhile, ${count(stillDeciding)} still deciding.\n`,
      );
    }
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis associations clicks.csv.gz --person user --event action --time at --steps view,order --within 14d",
    "trellis associations events.parquet --person id --event name --time ts --steps lead,demo --within 8w --exposure 7d " +
    "--properties device --json",
  ]);
}
