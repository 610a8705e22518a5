import type { Command } from "commander";

/** Ends a command because its options do not go together: the message and the hint to help, and exit code 2. */
export function usage(command: Command, message: string): never {
  return command.error(`error: ${message}`, { exitCode: 2 });
}
