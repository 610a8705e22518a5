import type { Command } from "commander";
import { curveTable, dataTable, flatTable, testsTable } from "../../charts/mod.ts";
import { readSurvivalFile, timing } from "../../journeys/mod.ts";
import { plain } from "../../words/mod.ts";
import { decimals, names, positive, share } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type FileFlags, withFile, withFileFlags } from "../event_file.ts";
import { examples } from "../examples.ts";
import { printJson, printTables, printWarnings } from "../print.ts";

interface Flags extends FileFlags {
  readonly time: string;
  readonly status: string;
  readonly group?: string;
  readonly entry?: string;
  readonly stratum?: string;
  readonly eventValue?: string;
  readonly competing?: readonly string[];
  readonly at?: readonly number[];
  readonly horizon?: number;
  readonly level?: number;
  readonly unit?: string;
  readonly curve?: boolean;
}

/** More points than a curve of a bare file has: all are given. */
const everyPoint = 1_000_000;

/** `timing FILE`: how long it takes until something happens, one row a person. */
export function addTiming(program: Command, { io }: Context): void {
  const command = withFileFlags(
    program.command("timing")
      .description("say how long it takes until something happens, people still waiting counted as such")
      .argument("<file>", "one row a person, as .csv, .tsv, .parquet or .ndjson, text also as .gz")
      .requiredOption("--time <column>", "column that says how long a person was followed, as a number")
      .requiredOption("--status <column>", "column that says whether it happened then")
      .option("--group <column>", "compare the values of this column")
      .option("--entry <column>", "column that says when a person came under observation")
      .option("--stratum <column>", "compare the groups only within a value of this column")
      .option(
        "--event-value <value>",
        "the status that means it happened (default: 1, true, yes; or 2 beside 1)",
      )
      .option(
        "--competing <values>",
        "statuses that end the wait otherwise, such as opted-out (default: other numbers than 0)",
        names,
      )
      .option("--at <times>", "read the curves, and compare the groups, at these times", decimals)
      .option(
        "--horizon <time>",
        "horizon of the mean time (default: as long as all groups were followed)",
        positive,
      )
      .option("--level <share>", "level of intervals (default: 0.95)", share)
      .option("--unit <name>", "unit of the times, such as days, for the words")
      .option("--curve", "show every point of the curves"),
  );
  command.action(async (file: string, flags: Flags) => {
    const result = await withFile(file, flags, io, async (engine) => {
      const { time, status, group, entry, stratum, eventValue, competing, delimiter } = flags;
      const people = await readSurvivalFile(engine, file, {
        time,
        status,
        ...(group === undefined ? {} : { group }),
        ...(entry === undefined ? {} : { entry }),
        ...(stratum === undefined ? {} : { stratum }),
        ...(eventValue === undefined ? {} : { event: eventValue }),
        ...(competing === undefined ? {} : { competing }),
        ...(delimiter === undefined ? {} : { delimiter }),
        signal: io.signal,
      });
      const found = timing(people.data, {
        groups: people.groups,
        eventNames: people.eventNames,
        mostPoints: everyPoint,
        ...(flags.at === undefined ? {} : { at: flags.at }),
        ...(flags.horizon === undefined ? {} : { horizon: flags.horizon }),
        ...(flags.level === undefined ? {} : { level: flags.level }),
        ...(flags.unit === undefined ? {} : { unit: flags.unit }),
      });
      return { ...found, leftOut: people.leftOut, warnings: [...people.warnings, ...found.warnings] };
    });
    if (flags.json) printJson(io, result);
    else {
      const tests = testsTable(result);
      printTables(io, [
        flatTable(dataTable(result)),
        ...(tests.rows.length > 0 ? [tests] : []),
        ...(flags.curve ? [flatTable(curveTable(result))] : []),
      ]);
      io.out(`\n${plain(result.method)}.\n`);
    }
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis timing waits.csv --time days --status booked --group channel --unit days",
    "trellis timing study.csv --time time --status status --event-value 2 --at 180,360 --json",
    "trellis timing leads.parquet --time days --status outcome --event-value booked --competing opted-out --curve",
  ]);
}
