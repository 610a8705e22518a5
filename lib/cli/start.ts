import { exit, type ExitCode, Stopped } from "./exit.ts";
import { main, type MainOptions } from "./main.ts";
import { processIo } from "./process_io.ts";

/**
 * Runs the command line as this process: writes to the real terminal, turns Ctrl-C and SIGTERM into an orderly
 * stop (a second one stops at once), and exits.
 */
export async function start(args: readonly string[], options: MainOptions): Promise<never> {
  const stop = new AbortController();
  const listen = (signal: Deno.Signal, code: ExitCode) =>
    Deno.addSignalListener(signal, () => {
      if (stop.signal.aborted) Deno.exit(code);
      stop.abort(new Stopped(code));
    });
  listen("SIGINT", exit.interrupted);
  if (Deno.build.os !== "windows") listen("SIGTERM", exit.terminated);
  Deno.exit(await main(args, processIo(stop.signal), options));
}
