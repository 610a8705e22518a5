import { type Command, Option } from "commander";
import { hashRows, type Platform } from "../../privacy/mod.ts";
import { InputError } from "../../workspace/mod.ts";
import type { Context } from "../context.ts";
import { countryOption } from "../country_option.ts";
import { examples } from "../examples.ts";
import { printJson } from "../print.ts";
import { readTextFile } from "../read_text_file.ts";

interface Flags {
  readonly destination: Platform;
  readonly country: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `hash FILE`: how each value would be normalised and hashed for an ad platform. Nothing is sent. */
export function addHash(program: Command, { io }: Context): void {
  const command = program.command("hash")
    .description("show how an ad platform wants each value normalised and hashed; nothing is sent")
    .argument("<file>", "CSV with a header of fields (em, ph, fn … or email, phone, first_name …), or JSON")
    .addOption(
      new Option("--destination <platform>", "whose rules").choices(["meta", "google"]).makeOptionMandatory(),
    )
    .addOption(countryOption())
    .option("--json", "as one JSON object instead of one line a value")
    .option("--quiet", "no note on what a hash is not")
    .action(async (file: string, flags: Flags) => {
      if (/\.(parquet|gz|xlsx?)$/i.test(file)) {
        throw new InputError(`Cannot read "${file}": write it as CSV or JSON, not compressed`);
      }
      const { destination, country } = flags;
      const result = hashRows(destination, await readTextFile(file), { file, country });
      if (flags.json) printJson(io, result);
      else {
        for (let i = 0; i < result.values.length; i += 1000) {
          io.out(result.values.slice(i, i + 1000).map((value) => `${JSON.stringify(value)}\n`).join(""));
        }
      }
      if (!flags.quiet && result.values.some(({ hashed }) => hashed !== null)) {
        io.err("note: A hash is not anonymous: whoever has the same list finds the same person.\n");
      }
    });
  examples(command, [
    "trellis hash contacts.csv --destination meta",
    "trellis hash contacts.csv --destination google --country GB --json",
  ]);
}
