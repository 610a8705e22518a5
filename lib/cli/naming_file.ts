import { InputError } from "../workspace/mod.ts";

/** What is wrong with the data of a file names it. */
export async function namingFile<T>(path: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const name = path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
    if (!(error instanceof InputError) || error.message.includes(name)) throw error;
    throw new InputError(`${name}: ${error.message}`, { cause: error });
  }
}
