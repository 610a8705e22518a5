import { Command, CommanderError } from "commander";
import { plain } from "../words/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { addAssign } from "./commands/assign.ts";
import { addAssociations } from "./commands/associations.ts";
import { addAttribute } from "./commands/attribute.ts";
import { addAudience } from "./commands/audience.ts";
import { addCheck } from "./commands/check.ts";
import { addCluster } from "./commands/cluster.ts";
import { addCompare } from "./commands/compare.ts";
import { addDeidentify } from "./commands/deidentify.ts";
import { addDropoff } from "./commands/dropoff.ts";
import { addExplain } from "./commands/explain.ts";
import { addFunnel } from "./commands/funnel.ts";
import { addHash } from "./commands/hash.ts";
import { addPaths } from "./commands/paths.ts";
import { addLedger } from "./commands/ledger.ts";
import { addReport } from "./commands/report.ts";
import { addRetention } from "./commands/retention.ts";
import { addRisk } from "./commands/risk.ts";
import { addSample } from "./commands/sample.ts";
import { addScan } from "./commands/scan.ts";
import { addSegments } from "./commands/segments.ts";
import { addSignal } from "./commands/signal.ts";
import { addStream } from "./commands/stream.ts";
import { addSuppress } from "./commands/suppress.ts";
import { addTiming } from "./commands/timing.ts";
import { addTransitions } from "./commands/transitions.ts";
import { addWindow } from "./commands/window.ts";
import type { AddCommand } from "./context.ts";
import { exit, type ExitCode, Stopped } from "./exit.ts";
import { examples } from "./examples.ts";
import type { Io } from "./io.ts";
import type { ReportRunner } from "./report_runner.ts";

const commands: readonly AddCommand[] = [
  addReport,
  addCheck,
  addSegments,
  addExplain,
  addFunnel,
  addWindow,
  addTiming,
  addPaths,
  addTransitions,
  addAttribute,
  addRetention,
  addAssociations,
  addAudience,
  addDropoff,
  addStream,
  addHash,
  addSignal,
  addLedger,
  addCluster,
  addAssign,
  addCompare,
  addRisk,
  addScan,
  addSuppress,
  addDeidentify,
  addSample,
];

/** What {@linkcode main} cannot import, because it stands in a room above. */
export interface MainOptions {
  readonly report: ReportRunner;
}

/**
 * The command line: reads the arguments, runs the command, and returns what to tell the shell. It never exits and
 * never throws; everything it says goes through `io`.
 *
 * @param args The words after the program's name: `["segments", "data/riverbend", "--json"]`.
 */
export async function main(args: readonly string[], io: Io, { report }: MainOptions): Promise<ExitCode> {
  let code: ExitCode = exit.done;
  const program = new Command("trellis")
    .description("Segments of healthcare audiences: who they are, how they move, what to do next.")
    .option("--debug", "show where an unexpected error came from")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .showHelpAfterError("(add --help for the options and examples)");
  examples(program, [
    "trellis report data/riverbend",
    "trellis segments data/riverbend --json",
    "trellis help funnel",
  ]);
  for (const add of commands) add(program, { io, report, finish: (finished) => code = finished });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return failure(error, io, args.includes("--debug"));
  }
}

function failure(error: unknown, io: Io, debug: boolean): ExitCode {
  if (io.signal.aborted) {
    io.err("Stopped.\n");
    const reason: unknown = io.signal.reason;
    return reason instanceof Stopped ? reason.code : exit.interrupted;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
  const message = error instanceof Error ? error.message : String(error);
  if (/^Out of Memory/i.test(message)) {
    io.err("error: There is not enough memory. Raise --memory, or limits.memory in workspace.yaml.\n");
    return exit.failed;
  }
  io.err(`error: ${message.split("\n").map(plain).join("\n")}\n`);
  if (!(error instanceof InputError)) {
    io.err(
      "Trellis did not expect this: it is a mistake in Trellis. Run it again with --debug and report the output.\n",
    );
    if (debug && error instanceof Error) io.err(`${error.stack}\n`);
  }
  return exit.failed;
}
