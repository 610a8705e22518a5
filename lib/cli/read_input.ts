import { InputError } from "../workspace/mod.ts";

/**
 * The text of a file the user named.
 *
 * @throws {InputError} There is no such file, or it cannot be read.
 */
export async function readInput(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : error instanceof Deno.errors.IsADirectory
      ? "it is a folder"
      : (error as Error).message;
    throw new InputError(`Cannot read "${path}": ${reason}`, { cause: error });
  }
}
