import type { Command } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import { transitions } from "../../journeys/mod.ts";
import { columnValue, length } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type EventFlags, withEventFlags, withEvents } from "../event_file.ts";
import { examples } from "../examples.ts";
import { membersOf } from "../members_of.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { wholeNumber } from "../workspace_options.ts";

interface Flags extends EventFlags {
  readonly sessions?: string;
  readonly only?: ReturnType<typeof columnValue>;
  readonly top: number;
}

/** `transitions FILE`: what people do directly after what. */
export function addTransitions(program: Command, { io }: Context): void {
  const command = withEventFlags(
    program.command("transitions").description(
      "count what people do directly after what, and how long it takes",
    ),
  )
    .option("--sessions <time>", "only within a visit, which ends after so long without an event", length)
    .option("--only <column=value>", "only people with this value", columnValue)
    .option("--top <n>", "rows of the table; JSON holds all", wholeNumber, 30)
    .action(async (file: string, flags: Flags) => {
      const result = await withEvents(file, flags, io, [flags.only?.column], (log) =>
        transitions(log, {
          ...(flags.sessions === undefined ? {} : { sessions: flags.sessions }),
          ...(flags.only === undefined ? {} : { members: membersOf(log, flags.only) }),
        }));
      if (flags.json) printJson(io, result);
      else {
        printTables(io, [flatTable(dataTable({ ...result, edges: result.edges.slice(0, flags.top) }))]);
        const more = result.edges.length - flags.top;
        if (more > 0) io.out(`\n${more} more: see --top\n`);
      }
      printWarnings(io, result.warnings);
    });
  examples(command, [
    "trellis transitions clicks.csv.gz --person user --event action --time at --sessions 30min",
    "trellis transitions log.csv --person case_id --event activity --time timestamp --json",
  ]);
}
