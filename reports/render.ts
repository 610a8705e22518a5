/** `deno task report`: the `report` command of the command line, by itself. */
import { start } from "../lib/cli/mod.ts";
import { runReport } from "./run.ts";

if (import.meta.main) await start(["report", ...Deno.args], { report: runReport });
