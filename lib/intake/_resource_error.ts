import { InputError } from "../workspace/mod.ts";

/** The engine ran out of memory or disk while it read a file: the user's words for it; null for any other error. */
export function resourceError(error: unknown, file: string): InputError | null {
  const message = error instanceof Error ? error.message : "";
  if (/Out of Memory/i.test(message)) {
    return new InputError(
      `Cannot read "${file}": there is not enough memory. Raise --memory, or limits.memory in workspace.yaml.`,
    );
  }
  if (/No space left|ENOSPC|disk is full/i.test(message)) {
    return new InputError(
      `Cannot read "${file}": the disk for temporary data is full. Free some space there.`,
    );
  }
  return null;
}
