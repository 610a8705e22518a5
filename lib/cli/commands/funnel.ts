import { dirname, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import { openDuckDb } from "../../engine/mod.ts";
import { funnel, readEventFile } from "../../journeys/mod.ts";
import { count } from "../../words/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { type EngineFlags, withEngineFlags, withProgress } from "../workspace_options.ts";

interface Flags extends EngineFlags {
  readonly person: string;
  readonly event: string;
  readonly time: string;
  readonly steps: readonly string[];
  readonly within: string;
  readonly by?: string;
  readonly json?: boolean;
}

/** `funnel FILE`: an ordered funnel over any bare event file, without a workspace. */
export function addFunnel(program: Command, { io }: Context): void {
  const command: Command = program.command("funnel")
    .description("count people through ordered steps in any event file")
    .argument("<file>", "events as .csv, .csv.gz, .parquet or .ndjson")
    .requiredOption("--person <column>", "column that says who")
    .requiredOption("--event <column>", "column that says what happened")
    .requiredOption("--time <column>", "column that says when")
    .requiredOption("--steps <a,b,c>", "names of the events, in order", steps)
    .requiredOption("--within <time>", "time from the first step to the last, such as 12h, 14d or 8w", window)
    .option("--by <column>", "one funnel for each value of this column")
    .option("--json", "as JSON");
  withEngineFlags(command).action(async (file: string, flags: Flags) => {
    const result = await withProgress(flags, io, async (options) => {
      const engine = await openDuckDb({
        folders: [dirname(resolve(file))],
        ...(flags.threads === undefined ? {} : { threads: flags.threads }),
        ...(flags.memory === undefined ? {} : { memoryLimit: flags.memory }),
      });
      try {
        options.onProgress?.({ stage: "Reading events", share: null });
        const log = await readEventFile(engine, file, {
          person: flags.person,
          event: flags.event,
          time: flags.time,
          properties: flags.by === undefined ? [] : [flags.by],
          signal: io.signal,
        });
        return funnel(log, flags.steps.map((name) => ({ name, events: [name] })), {
          within: flags.within,
          ...(flags.by === undefined ? {} : { by: flags.by }),
        });
      } finally {
        await engine.close();
      }
    });
    if (flags.json) printJson(io, result);
    else {
      const { people, steps, groups = [] } = result;
      const everybody = { group: "all", name: "Everybody", people, steps };
      printTables(io, [flatTable(dataTable({ ...result, groups: [everybody, ...groups] }))]);
      io.out(`\nPeople with any event: ${count(people)}\n`);
    }
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis funnel clicks.csv.gz --person user --event action --time at --steps view,cart,order --within 14d",
    "trellis funnel events.parquet --person id --event name --time ts --steps lead,demo --within 8w --by segment --json",
  ]);
}

function steps(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.length < 2 || names.includes("")) {
    throw new InvalidArgumentError("Write at least two event names, with commas between them.");
  }
  return names;
}

function window(text: string): string {
  if (/^\d{1,6}(s|min|h|d|w)$/.test(text)) return text;
  throw new InvalidArgumentError('Write a length of time such as "30min", "12h", "14d" or "8w".');
}
