import type { Command } from "commander";
import { decodeSignal } from "../../privacy/mod.ts";
import { plain } from "../../words/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { printJson } from "../print.ts";

/** `signal STRING`: what a visitor's GPP or TCF string denies and grants. */
export function addSignal(program: Command, { io }: Context): void {
  const command = program.command("signal")
    .description("decode a visitor's GPP or TCF string, and say what it denies and grants")
    .argument("<string>", "the string, such as DBABVg~BVVVVVVg.YA")
    .option("--json", "as JSON, with every field")
    .option("--quiet", "no note")
    .action((text: string, flags: { readonly json?: boolean; readonly quiet?: boolean }) => {
      const result = decodeSignal(text);
      if (flags.json) printJson(io, result);
      else {
        io.out(`Format: ${result.format}\n`);
        io.out(`Denies: ${result.denies.join(", ") || "nothing"}\n`);
        io.out(`Grants: ${result.grants.join(", ") || "nothing"}\n`);
      }
      if (result.problem !== null && !flags.quiet) {
        io.err(`note: ${plain(result.problem)}. What cannot be decoded denies.\n`);
      }
    });
  examples(command, [
    "trellis signal DBABVg~BVVVVVVg.YA",
    "trellis signal COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA --json",
  ]);
}
