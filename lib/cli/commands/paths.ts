import type { Command } from "commander";
import { dataTable, type FlatTable, flatTable, reworkTable, stepMatrixTable } from "../../charts/mod.ts";
import { paths, patternMatches, sessionLog } from "../../journeys/mod.ts";
import { count, percent } from "../../words/mod.ts";
import { columnValue, fromZero, length, share } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type EventFlags, withEventFlags, withEvents } from "../event_file.ts";
import { examples } from "../examples.ts";
import { membersOf } from "../members_of.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { usage } from "../usage.ts";
import { wholeNumber } from "../workspace_options.ts";

interface Flags extends EventFlags {
  readonly top?: number;
  readonly steps?: number;
  readonly centre?: string;
  readonly occurrence?: number;
  readonly before?: number;
  readonly rare?: number;
  readonly sessions?: string;
  readonly pattern?: string;
  readonly only?: ReturnType<typeof columnValue>;
  readonly compare?: ReturnType<typeof columnValue>;
}

/** `paths FILE`: the ways people take, and who is where at each step. */
export function addPaths(program: Command, { io }: Context): void {
  const command = withEventFlags(
    program.command("paths").description(
      "list the most frequent ways people take, and who is where at each step",
    ),
  )
    .option("--top <n>", "how many ways (default: 20)", fromZero)
    .option("--steps <n>", "how many steps of the step matrix (default: 10)", wholeNumber)
    .option("--centre <event>", "centre the step matrix on this event, as step 0")
    .option("--occurrence <n>", "on which of a person's, from 1 (default: 1)", wholeNumber)
    .option("--before <n>", "steps shown before the centre (default: 5)", fromZero)
    .option("--rare <share>", "put events together that are rarer than this at every step", share)
    .option("--sessions <time>", "ways within a visit, which ends after so long without an event", length)
    .option("--pattern <pattern>", "also count who goes a way such as 'visit -> [^call]* -> book'")
    .option("--only <column=value>", "only people with this value", columnValue)
    .option(
      "--compare <column=value>",
      "show by how much the step matrix differs from these people's",
      columnValue,
    );
  command.action(async (file: string, flags: Flags) => {
    if (flags.centre === undefined && (flags.occurrence ?? flags.before) !== undefined) {
      usage(command, "--occurrence and --before need --centre.");
    }
    if (flags.sessions !== undefined && (flags.only ?? flags.compare) !== undefined) {
      usage(command, "--only and --compare are for people, and do not go with --sessions.");
    }
    const result = await withEvents(
      file,
      flags,
      io,
      [flags.only?.column, flags.compare?.column],
      (whole) => {
        const log = flags.sessions === undefined
          ? whole
          : sessionLog(whole, { idle: flags.sessions }).sessions;
        const members = flags.only === undefined ? {} : { members: membersOf(log, flags.only) };
        const found = paths(log, {
          ...members,
          ...(flags.compare === undefined ? {} : { compare: membersOf(log, flags.compare) }),
          ...(flags.top === undefined ? {} : { top: flags.top }),
          ...(flags.steps === undefined ? {} : { steps: flags.steps }),
          ...(flags.rare === undefined ? {} : { rare: flags.rare }),
          ...(flags.centre === undefined ? {} : {
            centre: {
              event: flags.centre,
              ...(flags.occurrence === undefined ? {} : { occurrence: flags.occurrence }),
              ...(flags.before === undefined ? {} : { before: flags.before }),
            },
          }),
        });
        const unit = flags.sessions === undefined ? "people" as const : "sessions" as const;
        if (flags.pattern === undefined) return { ...found, unit };
        const pattern = patternMatches(log, flags.pattern, members);
        return { ...found, unit, pattern, warnings: [...new Set([...found.warnings, ...pattern.warnings])] };
      },
    );
    if (flags.json) printJson(io, result);
    else {
      const { unit, rework } = result;
      printTables(io, [
        lastFirst(flatTable(dataTable(result, { many: unit }))),
        flatTable(stepMatrixTable(result, unit)),
        ...(rework.length > 0 ? [flatTable(reworkTable(result, unit))] : []),
      ]);
      if ("pattern" in result) {
        const { people, of, share } = result.pattern;
        io.out(
          `\n${count(people)} of ${count(of)} ${unit}${
            share === null ? "" : ` (${percent(share)})`
          } go this way\n`,
        );
      }
    }
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis paths clicks.csv.gz --person user --event action --time at --top 10",
    "trellis paths events.parquet --person id --event name --time ts --centre book --before 3 --steps 4 --json",
    "trellis paths events.csv --person id --event name --time ts --pattern 'visit -> [^call]* -> book'",
  ]);
}

/** The first column last, where a terminal gives it most room. */
function lastFirst({ caption, columns, rows }: FlatTable): FlatTable {
  const move = <T>([first, ...others]: readonly T[]) => first === undefined ? others : [...others, first];
  return { caption, columns: move(columns), rows: rows.map(move) };
}
