import { dirname, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type Engine, openDuckDb } from "../engine/mod.ts";
import type { OpenOptions } from "../intake/mod.ts";
import { type EventLog, type FunnelMembers, groupsByProperty, readEventFile } from "../journeys/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { delimiter, moment } from "./arguments.ts";
import type { Io } from "./io.ts";
import { type EngineFlags, withEngineFlags, withProgress } from "./workspace_options.ts";

/** The flags of every command that reads a bare file. */
export interface FileFlags extends EngineFlags {
  readonly delimiter?: string;
  readonly json?: boolean;
}

/** The flags of every command that reads events from a bare file. */
export interface EventFlags extends FileFlags {
  readonly person: string;
  readonly event?: string;
  readonly time: string;
  readonly sequence?: string;
  readonly observedUntil?: number;
}

/** Adds the flags of {@linkcode FileFlags}. */
export function withFileFlags(command: Command): Command {
  return withEngineFlags(
    command
      .option(
        "--delimiter <sign>",
        "between the columns of a CSV file (default: found in its header)",
        delimiter,
      )
      .option("--json", "as JSON"),
  );
}

const eventFile = "events as .csv, .tsv, .parquet or .ndjson, text also as .gz";

/** The columns that say who, what and when. */
export const eventColumns = {
  "--person <column>": "column that says who",
  "--event <column>": "column that says what happened",
  "--time <column>": "column that says when",
} as const;

/** Adds the columns and flags of {@linkcode EventFlags}. */
export function withEventFlags(command: Command): Command {
  command.argument("<file>", eventFile);
  for (const [flag, about] of Object.entries(eventColumns)) command.requiredOption(flag, about);
  return withSourceFlags(command);
}

/** The same for commands that also take a workspace, which names its columns itself. */
export function withEventsOrWorkspace(command: Command): Command {
  command.argument("<source>", `folder that holds workspace.yaml, or the file itself; or ${eventFile}`);
  for (const [flag, about] of Object.entries(eventColumns)) command.option(flag, `of a bare file: ${about}`);
  return withSourceFlags(command);
}

/** Adds the flags of {@linkcode EventFlags} that may always be left out. */
export function withSourceFlags(command: Command): Command {
  return withFileFlags(
    command
      .option("--sequence <column>", "column that orders events of one person at one time")
      .option(
        "--observed-until <time>",
        "the last moment observed, such as 2026-10-31 (default: the last event)",
        moment,
      ),
  );
}

/** Opens an engine that may read a file's folder, hands it on, and closes it whatever happens. */
export function withFile<T>(
  file: string,
  flags: FileFlags,
  io: Io,
  work: (engine: Engine, options: OpenOptions) => Promise<T>,
): Promise<T> {
  return withProgress(flags, io, async (options) => {
    const engine = await openDuckDb({
      folders: [dirname(resolve(file))],
      ...(flags.threads === undefined ? {} : { threads: flags.threads }),
      ...(flags.memory === undefined ? {} : { memoryLimit: flags.memory }),
    });
    try {
      options.onProgress?.({ stage: `Reading ${file}`, share: null });
      return await work(engine, options);
    } catch (error) {
      // An option that does not fit the data: the sentence is meant for the user.
      throw error instanceof RangeError && /^Cannot /.test(error.message)
        ? new InputError(error.message, { cause: error })
        : error;
    } finally {
      await engine.close();
    }
  });
}

/** Reads the events of a file with some columns as properties, and hands them on. */
export function withEvents<T>(
  file: string,
  flags: EventFlags,
  io: Io,
  properties: readonly (string | undefined)[],
  work: (log: EventLog) => T,
): Promise<T> {
  return withFile(file, flags, io, async (engine) => {
    const { person, event, time, sequence, delimiter, observedUntil } = flags;
    const log = await readEventFile(engine, file, {
      person,
      time,
      ...(event === undefined ? {} : { event }),
      ...(sequence === undefined ? {} : { sequence }),
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(observedUntil === undefined ? {} : { observedUntil }),
      properties: [...new Set(properties.filter((name) => name !== undefined))],
      signal: io.signal,
    });
    return work(log);
  });
}

/** Adds `--by` and `--by-value` for commands that look at groups of people. */
export function withGroupFlags(command: Command): Command {
  return command
    .option("--by <column>", "also for each value of this column")
    .option("--by-value <which>", "a person's value: the first or the last (default: first)", (text) => {
      if (text === "first" || text === "last") return text;
      throw new InvalidArgumentError("Write first or last.");
    });
}

/** The groups that `--by` asks for. */
export function groupsOf(
  log: EventLog,
  flags: { readonly by?: string; readonly byValue?: "first" | "last" },
): { readonly groups?: readonly FunnelMembers[] } {
  return flags.by === undefined
    ? {}
    : { groups: groupsByProperty(log, flags.by, flags.byValue === undefined ? {} : { at: flags.byValue }) };
}
