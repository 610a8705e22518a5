/**
 * `deno task trellis`: the whole command line. It starts here, in the outermost room, because this is where the
 * report can be plugged into it.
 */
import { start } from "../lib/cli/mod.ts";
import { runReport } from "./run.ts";

if (import.meta.main) await start(Deno.args, { report: runReport });
