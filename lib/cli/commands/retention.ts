import { type Command, InvalidArgumentError } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import { type CalendarUnit, retention, retentionEvents, type RetentionMode } from "../../journeys/mod.ts";
import { fromZero, length, names, oneOf } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type EventFlags, groupsOf, withEvents, withGroupFlags, withSourceFlags } from "../event_file.ts";
import { examples } from "../examples.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { usage } from "../usage.ts";
import { wholeNumber } from "../workspace_options.ts";

interface Flags extends EventFlags {
  readonly start?: readonly string[];
  readonly return?: readonly string[];
  readonly period?: string;
  readonly periods?: number;
  readonly brackets?: readonly number[];
  readonly mode?: RetentionMode;
  readonly cohortBy?: CalendarUnit;
  readonly timeZone?: string;
  readonly by?: string;
  readonly byValue?: "first" | "last";
}

/** `retention FILE`: who came back, by when they started. */
export function addRetention(program: Command, { io }: Context): void {
  const command = withGroupFlags(withSourceFlags(
    program.command("retention")
      .description("count who came back in each period, by when they started")
      .argument("<file>", "events as .csv, .tsv, .parquet or .ndjson, text also as .gz")
      .requiredOption("--person <column>", "column that says who")
      .requiredOption("--time <column>", "column that says when")
      .option("--event <column>", "column that says what happened (default: every row is a visit)"),
  ))
    .option("--start <events>", "events that start (default: all)", names)
    .option("--return <events>", "events that count as coming back (default: all)", names)
    .option(
      "--period <period>",
      "day, week, month (default), or a length such as 7d from each own start",
      period,
    )
    .option("--periods <n>", "periods shown after the start (default: 12)", wholeNumber)
    .option("--brackets <n,…>", "where brackets of periods begin, and the last ends, such as 1,3,8", brackets)
    .option(
      "--mode <mode>",
      "coming back counts on (default), on-or-after, on-or-before, or in a streak",
      oneOf("on", "onOrAfter", "onOrBefore", "streak"),
    )
    .option(
      "--cohort-by <unit>",
      "day, week or month, when periods are lengths",
      oneOf("day", "week", "month"),
    )
    .option("--time-zone <name>", "of days, weeks and months (default: UTC)");
  command.action(async (file: string, flags: Flags) => {
    if (flags.event === undefined && (flags.start ?? flags.return) !== undefined) {
      usage(command, "--start and --return need --event, the column they are in.");
    }
    const result = await withEvents(file, flags, io, [flags.by], (log) => {
      const { events, observedUntil } = retentionEvents(log, {
        ...(flags.start === undefined ? {} : { start: flags.start }),
        ...(flags.return === undefined ? {} : { back: flags.return }),
      });
      const found = retention(events, {
        observedUntil,
        ...groupsOf(log, flags),
        ...(flags.period === undefined ? {} : { period: flags.period }),
        ...(flags.periods === undefined ? {} : { periods: flags.periods }),
        ...(flags.brackets === undefined ? {} : { brackets: flags.brackets }),
        ...(flags.mode === undefined ? {} : { mode: flags.mode }),
        ...(flags.cohortBy === undefined ? {} : { cohortBy: flags.cohortBy }),
        ...(flags.timeZone === undefined ? {} : { timeZone: flags.timeZone }),
      });
      return { ...found, warnings: [...log.warnings, ...found.warnings] };
    });
    if (flags.json) printJson(io, result);
    else printTables(io, [flatTable(dataTable(result))]);
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis retention visits.csv --person id --time at --period month",
    "trellis retention events.parquet --person id --event name --time ts --start signup --return visit --period 7d --json",
    "trellis retention events.csv --person id --event name --time ts --return no_show --brackets 1,2,4,8 --period week",
  ]);
}

function period(text: string): string {
  if (text === "day" || text === "week" || text === "month") return text;
  try {
    const found = length(text);
    if (/[hdw]$/.test(found)) return found;
  } catch {
    // Told below, with the words that a length does not know.
  }
  throw new InvalidArgumentError('Write day, week, month, or a length longer than 0 such as "7d".');
}

function brackets(text: string): readonly number[] {
  return text.split(",").map((one) => fromZero(one.trim()));
}
