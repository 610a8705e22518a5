import type { Command } from "commander";

/** Adds examples at the end of a command's help, as one would type them. */
export function examples(command: Command, lines: readonly string[]): Command {
  const typed = lines.map((line) => `  deno task ${line}\n`).join("");
  return command.addHelpText("after", `\nExamples:\n${typed}`);
}
