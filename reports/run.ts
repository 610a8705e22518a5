import type { ReportOptions, ReportOutcome } from "../lib/cli/mod.ts";
import type { RunRecord } from "./schedule/run_log.ts";

/** Folder that all reports go to, from the folder the command runs in. */
export const defaultOut = "reports/out";

/** What a run may be given beside the options of the command line. */
export interface RunOptions extends ReportOptions {
  /** The clock: for the log of runs only, never for a report. Default: the system's. */
  readonly now?: () => Temporal.Instant;
}

/**
 * Makes a report from beginning to end, or one for each value of a field: reads the workspace, builds the models,
 * writes the pages, their JSON and summaries, and the index; then a line in the log of runs. Everything heavy is loaded
 * here and not before, so that `--help` and other commands start at once.
 *
 * @throws {InputError} Something about the workspace, the definitions or the output folder is wrong, or another run is
 * at work; the message says what to try.
 */
export async function runReport(workspace: string, options: RunOptions): Promise<ReportOutcome> {
  const { out = defaultOut, report, now = () => Temporal.Now.instant() } = options;
  const { lastRun, logRun } = await import("./schedule/run_log.ts");
  const began = now();
  const record = { workspace: null, asOf: null, comparedWith: null, pages: [] };
  const log = (outcome: RunRecord["outcome"], done: Partial<RunRecord>, error: string | null) =>
    logRun(out, {
      at: began.toString({ smallestUnit: "millisecond" }),
      ms: Math.max(0, now().epochMilliseconds - began.epochMilliseconds),
      report: report ?? "report.yaml",
      ...record,
      ...done,
      outcome,
      error,
    });
  try {
    const { makeReports } = await import("./make_reports.ts");
    const last = await lastRun(out);
    const { outcome, about } = await makeReports(workspace, { ...options, out, now: began });
    await log(outcome.gate.passed ? "done" : "gate failed", about, null);
    if (last === null || Temporal.Instant.compare(last, began) <= 0) return outcome;
    const note =
      `The last run is logged at ${last.toString({ smallestUnit: "second" })}, which is later than now: ` +
      "look at this machine's clock. Reports do not depend on it.";
    return { ...outcome, notes: [...outcome.notes, note] };
  } catch (error) {
    const stopped = options.signal?.aborted === true;
    await log(stopped ? "stopped" : "failed", {}, stopped ? null : await reasonOf(error));
    throw error;
  }
}

/** Messages about input quote no values; others might. */
async function reasonOf(error: unknown): Promise<string> {
  const { InputError } = await import("../lib/workspace/mod.ts");
  return error instanceof InputError
    ? error.message
    : "unexpected error; the message is in the output of the run";
}
