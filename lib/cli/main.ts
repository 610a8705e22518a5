import { Command, CommanderError } from "commander";
import { plain } from "../words/mod.ts";
import { InputError } from "../workspace/mod.ts";
import type { AddCommand } from "./context.ts";
import { exit, type ExitCode, Stopped } from "./exit.ts";
import { examples } from "./examples.ts";
import type { Io } from "./io.ts";
import type { ReportRunner } from "./report_runner.ts";

/** Every command by its name, in the order of the help. One is loaded only when it is asked for. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  report: async () => (await import("./commands/report.ts")).addReport,
  check: async () => (await import("./commands/check.ts")).addCheck,
  segments: async () => (await import("./commands/segments.ts")).addSegments,
  explain: async () => (await import("./commands/explain.ts")).addExplain,
  funnel: async () => (await import("./commands/funnel.ts")).addFunnel,
  window: async () => (await import("./commands/window.ts")).addWindow,
  timing: async () => (await import("./commands/timing.ts")).addTiming,
  paths: async () => (await import("./commands/paths.ts")).addPaths,
  transitions: async () => (await import("./commands/transitions.ts")).addTransitions,
  attribute: async () => (await import("./commands/attribute.ts")).addAttribute,
  retention: async () => (await import("./commands/retention.ts")).addRetention,
  associations: async () => (await import("./commands/associations.ts")).addAssociations,
  audience: async () => (await import("./commands/audience.ts")).addAudience,
  dropoff: async () => (await import("./commands/dropoff.ts")).addDropoff,
  stream: async () => (await import("./commands/stream.ts")).addStream,
  hash: async () => (await import("./commands/hash.ts")).addHash,
  signal: async () => (await import("./commands/signal.ts")).addSignal,
  ledger: async () => (await import("./commands/ledger.ts")).addLedger,
  cluster: async () => (await import("./commands/cluster.ts")).addCluster,
  assign: async () => (await import("./commands/assign.ts")).addAssign,
  compare: async () => (await import("./commands/compare.ts")).addCompare,
  risk: async () => (await import("./commands/risk.ts")).addRisk,
  scan: async () => (await import("./commands/scan.ts")).addScan,
  suppress: async () => (await import("./commands/suppress.ts")).addSuppress,
  deidentify: async () => (await import("./commands/deidentify.ts")).addDeidentify,
  sample: async () => (await import("./commands/sample.ts")).addSample,
};

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
  for (const add of await asked(args)) add(program, { io, report, finish: (finished) => code = finished });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return failure(error, io, args.includes("--debug"));
  }
}

/** The command that the words name; all of them where they name none, for the help and for what was meant. */
function asked(args: readonly string[]): Promise<AddCommand[]> {
  const name = args.find((word) => !word.startsWith("-"));
  const load = name !== undefined && Object.hasOwn(commands, name)
    ? [commands[name]!]
    : Object.values(commands);
  return Promise.all(load.map((one) => one()));
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
