import { dirname, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { openDuckDb } from "../../engine/mod.ts";
import { funnel, type FunnelResult, type FunnelStep, readEventFile } from "../../journeys/mod.ts";
import { count, duration, percent } from "../../words/mod.ts";
import { durationSeconds } from "../../workspace/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import type { Io } from "../io.ts";
import { printJson, printTable } from "../print.ts";
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
      const path = resolve(file);
      const engine = await openDuckDb({
        folders: [dirname(path)],
        ...(flags.threads === undefined ? {} : { threads: flags.threads }),
        ...(flags.memory === undefined ? {} : { memoryLimit: flags.memory }),
      });
      try {
        options.onProgress?.({ stage: "Reading events", share: null });
        const log = await readEventFile(engine, path, {
          person: flags.person,
          event: flags.event,
          time: flags.time,
          properties: flags.by === undefined ? [] : [flags.by],
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
    else print(io, result);
  });
  examples(command, [
    "funnel clicks.csv.gz --person user --event action --time at --steps view,cart,order --within 14d",
    "funnel events.parquet --person id --event name --time ts --steps lead,demo --within 8w --by segment --json",
  ]);
}

function print(io: Io, result: FunnelResult): void {
  const rows = (steps: readonly FunnelStep[], lead: readonly string[]) =>
    steps.map((step) => [
      ...lead,
      step.name,
      count(step.people),
      share(step.rateFromFirst),
      share(step.rateFromPrevious),
      step.medianSecondsFromPrevious === null ? "–" : duration(step.medianSecondsFromPrevious),
      count(step.stillDeciding),
    ]);
  io.out(`${count(result.people)} people, steps in order within ${result.within} of the first\n\n`);
  const columns = [
    { label: "step" },
    { label: "people", align: "right" },
    { label: "of first", align: "right" },
    { label: "of previous", align: "right" },
    { label: "median time", align: "right" },
    { label: "still deciding", align: "right" },
  ] as const;
  printTable(io, columns, rows(result.steps, []));
  if (result.groups) {
    io.out("\n");
    printTable(
      io,
      [{ label: "group" }, ...columns],
      result.groups.flatMap((group) => rows(group.steps, [group.name])),
    );
  }
  for (const warning of result.warnings) io.err(`note: ${warning}\n`);
}

function share(value: number | null): string {
  return value === null ? "–" : percent(value);
}

function steps(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.length < 2 || names.includes("")) {
    throw new InvalidArgumentError("Write at least two event names, with commas between them.");
  }
  return names;
}

function window(text: string): string {
  try {
    durationSeconds(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
