import type { Command } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import { dropOff, type DropOffResult } from "../../journeys/mod.ts";
import { plain } from "../../words/mod.ts";
import { length, names, share } from "../arguments.ts";
import type { Context } from "../context.ts";
import {
  eventColumns,
  type EventFlags,
  groupsOf,
  withEvents,
  withEventsOrWorkspace,
  withGroupFlags,
} from "../event_file.ts";
import { examples } from "../examples.ts";
import { flagName } from "../flag_name.ts";
import type { Io } from "../io.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { type StepFlags, stepProperties, stepsOf, withOptionalStepFlags } from "../step_flags.ts";
import { usage } from "../usage.ts";
import { isFolderOrSettings, workspaceDropOff } from "../workspace_drop_off.ts";
import { withDayAndData, type WorkspaceFlags } from "../workspace_options.ts";

interface FileFlags extends EventFlags, StepFlags {
  readonly within: string;
  readonly by?: string;
  readonly byValue?: "first" | "last";
}

interface Flags extends Partial<FileFlags>, WorkspaceFlags {
  readonly properties?: readonly string[];
  readonly level?: number;
  readonly journey?: string;
  readonly book?: string;
}

/** `dropoff WORKSPACE` or `dropoff FILE`: where people leave a journey, how much more than others, and what that goes with. */
export function addDropoff(program: Command, { io }: Context): void {
  const command = withDayAndData(withGroupFlags(withOptionalStepFlags(withEventsOrWorkspace(
    program.command("dropoff")
      .description(
        "say where people leave, how much more in one group than in others, and what it goes with",
      ),
  ))))
    .option(
      "--within <time>",
      "time from the first step to the last, such as 12h, 14d or 8w (default: the journey's own)",
      length,
    )
    .option("--journey <id>", "of a workspace: which journey (default: its first)")
    .option("--book <file>", "of a workspace: another segment book (default: the one workspace.yaml names)")
    .option(
      "--properties <columns>",
      "columns that may go with leaving, such as channel,device,campaign (of a workspace, default: those whose names tell of a message, a form, a call to action or a channel)",
      names,
    )
    .option("--level <share>", "level at which all intervals hold together (default: 0.95)", share);
  command.action(async (source: string, flags: Flags) => {
    const result = await isFolderOrSettings(source)
      ? await ofWorkspace(source, flags, io, command)
      : await ofFile(source, whole(flags, command), io, command);
    if (flags.json) printJson(io, result);
    else {
      printTables(io, [flatTable(dataTable(result))]);
      io.out(`\n${plain(result.method)}\n`);
    }
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis dropoff data/riverbend",
    "trellis dropoff data/riverbend --journey form --properties device --json",
    "trellis dropoff clicks.csv.gz --person user --event action --time at --steps view,cart,order --within 14d --by device",
    "trellis dropoff events.parquet --person id --event name --time ts --steps form,sent --within 1d --by segment " +
    "--properties channel,campaign --json",
  ]);
}

const ofFileOnly = [
  "person",
  "event",
  "time",
  "sequence",
  "observedUntil",
  "delimiter",
  "steps",
  "where",
  "stepWithin",
  "optional",
  "anchor",
  "by",
  "byValue",
] as const;
const ofWorkspaceOnly = ["journey", "book", "asOf", "data"] as const;

function ofWorkspace(path: string, flags: Flags, io: Io, command: Command): Promise<DropOffResult> {
  const given = ofFileOnly.find((name) => flags[name] !== undefined);
  if (given !== undefined) {
    usage(
      command,
      `${flagName(given)} goes with a file of events; a workspace names its journeys: see --journey.`,
    );
  }
  return workspaceDropOff(path, flags, io);
}

/** The flags of a bare file, once all are there that it needs. */
function whole(flags: Flags, command: Command): FileFlags & Flags {
  const given = ofWorkspaceOnly.find((name) => flags[name] !== undefined);
  if (given !== undefined) usage(command, `${flagName(given)} goes with a workspace: name its folder.`);
  const needed = { ...eventColumns, "--steps <a,b,c>": "", "--within <time>": "" };
  for (const flag of Object.keys(needed)) {
    const name = /^--(\w+)/.exec(flag)![1] as keyof Flags;
    if (flags[name] === undefined) usage(command, `required option '${flag}' not specified`);
  }
  return flags as FileFlags & Flags;
}

async function ofFile(
  file: string,
  flags: FileFlags & Flags,
  io: Io,
  command: Command,
): Promise<DropOffResult> {
  const { by, properties = [], within, level } = flags;
  return await withEvents(file, flags, io, [by, ...properties, ...stepProperties(flags, command)], (log) => {
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
  });
}
