import type { Command } from "commander";
import type { ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";
import type { ReportRunner } from "./report_runner.ts";

/** What every command is given. */
export interface Context {
  readonly io: Io;
  readonly report: ReportRunner;
  /** Says what to tell the shell, where that is not simply "done". */
  readonly finish: (code: ExitCode) => void;
}

/** Adds one command to the program. */
export type AddCommand = (program: Command, context: Context) => void;
