import type { Command } from "commander";
import { type DecodedSignal, decodeSignal } from "../../privacy/mod.ts";
import { plain } from "../../words/mod.ts";
import { InputError } from "../../workspace/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import type { Io } from "../io.ts";
import { printJson } from "../print.ts";
import { readTextFile } from "../read_text_file.ts";

interface Flags {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `signal STRING`: what a visitor's signal denies and grants; of a file, line by line. */
export function addSignal(program: Command, { io }: Context): void {
  const command = program.command("signal")
    .description(
      "decode a visitor's signal (GPP, TCF or US privacy string, Sec-GPC header), and say what it denies and grants",
    )
    .argument("<signal>", "the string or header, such as DBABVg~BVVVVVVg.YA, or a file with one a line")
    .option("--json", "as JSON, with every field")
    .option("--quiet", "no note")
    .action(async (text: string, flags: Flags) => {
      if (!await isFile(text)) {
        const result = decodeSignal(text);
        if (flags.json) printJson(io, result);
        else printSignal(io, result, flags);
        return;
      }
      const signals = (await readTextFile(text)).replace(/^\ufeff/, "").split(/\r?\n/).flatMap((line, i) =>
        line.trim() === "" ? [] : [{ line: i + 1, ...decodeSignal(line) }]
      );
      if (signals.length === 0) {
        throw new InputError(`Cannot decode "${text}": it is empty. Give a file with one signal a line.`);
      }
      if (flags.json) printJson(io, { kind: "signals", file: text, signals });
      else {
        for (const one of signals) {
          io.out(`Line ${one.line}\n`);
          printSignal(io, one, flags);
        }
      }
    });
  examples(command, [
    "trellis signal DBABVg~BVVVVVVg.YA",
    "trellis signal COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA --json",
    "trellis signal 1YYN",
    'trellis signal "Sec-GPC: 1"',
    "trellis signal signals.txt --json",
  ]);
}

function printSignal(io: Io, { format, denies, grants, problem }: DecodedSignal, { quiet }: Flags): void {
  io.out(`Format: ${format}\n`);
  io.out(`Denies: ${denies.join(", ") || "nothing"}\n`);
  io.out(`Grants: ${grants.join(", ") || "nothing"}\n`);
  if (problem !== null && !quiet) io.err(`note: ${plain(problem)}. What cannot be decoded denies.\n`);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}
