import type { ReportOptions, ReportOutcome } from "../lib/cli/mod.ts";

/** Folder that all reports go to, from the folder the command runs in. */
export const defaultOut = "reports/out";

/**
 * Makes a report from beginning to end: reads the workspace, builds the model, writes the page, its JSON and the index.
 * Everything heavy is loaded here and not before, so that `--help` and other commands start at once.
 *
 * @throws {InputError} Something about the workspace, the definitions or the output folder is wrong; the message says
 * what to try.
 */
export async function runReport(workspace: string, options: ReportOptions): Promise<ReportOutcome> {
  const { out = defaultOut, report, ...open } = options;
  const { buildReport } = await import("./build.ts");
  const { readHistory } = await import("./changes/read_history.ts");
  const { placeOf } = await import("./place.ts");
  const model = await buildReport(workspace, {
    ...open,
    ...(report === undefined ? {} : { report }),
    keepMembership: true,
    history: ({ config, asOf }) => {
      const { folder, name } = placeOf({ out, workspace: config.name, report });
      return readHistory(folder, { file: `${name}.json`, before: asOf.date, workspace: config.name });
    },
  });
  options.signal?.throwIfAborted();
  options.onProgress?.({ stage: "Writing the report", share: null });
  const { writeReport } = await import("./write_report.ts");
  const written = await writeReport(model, { out, report, signal: options.signal });
  return { ...written, gate: model.quality.gate };
}
