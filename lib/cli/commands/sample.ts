import { type Command, InvalidArgumentError, Option } from "commander";
import { count } from "../../words/mod.ts";
import { generateSample, type SampleFormat } from "../../workspace/sample/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { printJson, printTables } from "../print.ts";
import { wholeNumber, withProgress } from "../workspace_options.ts";

interface Flags {
  readonly people: number;
  readonly seed: number;
  readonly out: string;
  readonly format: SampleFormat;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** `sample`: makes up the exports of an invented health system, of any size. */
export function addSample(program: Command, { io }: Context): void {
  const command = program.command("sample")
    .description("make up the exports of an invented health system, ready to report on")
    .requiredOption("--out <dir>", "folder to write to")
    .option("--people <n>", "how many people", wholeNumber, 5000)
    .option("--seed <n>", "the same seed gives the same bytes", seed, 1)
    .addOption(
      new Option("--format <format>", "kinds of files").choices(["mixed", "csv", "parquet"]).default("mixed"),
    )
    .option("--quiet", "no progress")
    .option("--json", "say what was written as JSON")
    .action(async (flags: Flags) => {
      const { people, seed, out, format } = flags;
      const summary = await withProgress(flags, io, ({ signal, onProgress }) =>
        generateSample({
          people,
          seed,
          out,
          format,
          ...(signal ? { signal } : {}),
          ...(onProgress ? { onProgress } : {}),
        }));
      if (flags.json) printJson(io, summary);
      else if (!flags.quiet) {
        printTables(io, [{
          caption: `${count(summary.people)} invented people in ${summary.out}`,
          columns: [{ label: "File", align: "left" }, { label: "Rows", align: "right" }],
          rows: summary.files.map(({ file, rows }) => [file, count(rows)]),
        }]);
      }
    });
  examples(command, [
    "sample --people 5000 --seed 1 --out my-sample",
    "sample --people 1000000 --format parquet --out big-sample --quiet",
  ]);
}

function seed(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError("Write a whole number from 0.");
  }
  return value;
}
