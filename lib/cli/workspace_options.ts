import { type Command, InvalidArgumentError } from "commander";
import { type OpenOptions, openWorkspace } from "../intake/mod.ts";
import type { Workspace } from "../workspace/mod.ts";
import type { Io } from "./io.ts";
import { showProgress } from "./progress.ts";

/** The flags of every command that computes. */
export interface EngineFlags {
  readonly threads?: number;
  readonly memory?: string;
  readonly quiet?: boolean;
}

/** The flags of every command that opens a workspace. */
export interface WorkspaceFlags extends EngineFlags {
  readonly asOf?: string;
  readonly data?: string;
}

/** Adds the flags of {@linkcode EngineFlags}. */
export function withEngineFlags(command: Command): Command {
  return command
    .option("--threads <n>", "most threads to use (default: one a core)", wholeNumber)
    .option(
      "--memory <size>",
      "most memory for the database, such as 6GB (default: 3GB); more goes to disk",
      memorySize,
    )
    .option("--quiet", "no progress");
}

/** Adds the flags of {@linkcode WorkspaceFlags}. */
export function withWorkspaceFlags(command: Command): Command {
  return withEngineFlags(withDayAndData(command));
}

/** Adds the flags that say of what day and from where a workspace is read. */
export function withDayAndData(command: Command): Command {
  return command
    .option(
      "--as-of <date>",
      "the day to report on, such as 2026-10-31 (default: workspace.yaml's asOf)",
      day,
    )
    .option("--data <dir>", "folder the source files are in (default: the workspace's own)");
}

/** Runs something that takes {@linkcode OpenOptions}, with progress shown meanwhile and taken away after. */
export async function withProgress<T>(
  flags: WorkspaceFlags,
  io: Io,
  work: (options: OpenOptions) => Promise<T>,
): Promise<T> {
  const progress = showProgress(io, flags.quiet ?? false);
  try {
    return await work({
      ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
      ...(flags.data === undefined ? {} : { data: flags.data }),
      ...(flags.threads === undefined ? {} : { threads: flags.threads }),
      ...(flags.memory === undefined ? {} : { memoryLimit: flags.memory }),
      signal: io.signal,
      onProgress: progress.step,
    });
  } finally {
    progress.done();
  }
}

/** Opens a workspace, hands it on, and closes it whatever happens. */
export function withWorkspace<T>(
  path: string,
  flags: WorkspaceFlags,
  io: Io,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  return withProgress(flags, io, async (options) => {
    const workspace = await openWorkspace(path, options);
    try {
      return await work(workspace);
    } finally {
      await workspace.close();
    }
  });
}

/** A whole number of at least 1, with or without separators. */
export function wholeNumber(text: string): number {
  const value = Number(text.replaceAll(/[,_]/g, ""));
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError("Write a whole number of at least 1.");
  }
  return value;
}

function memorySize(text: string): string {
  if (!/^[1-9]\d*(MB|GB)$/.test(text)) throw new InvalidArgumentError("Write a size such as 800MB or 4GB.");
  return text;
}

function day(text: string): string {
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError();
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString();
  } catch {
    throw new InvalidArgumentError("Write a day as YYYY-MM-DD.");
  }
}
