import { InputError } from "../workspace/mod.ts";

/**
 * Refuses to write over a file that is read.
 *
 * @param flag The flag that names the file to write, for the message.
 * @throws {InputError} `out` is one of the files that are read, under whatever name.
 *
 * @example
 * ```ts
 * import { keepInputs } from "./keep_inputs.ts";
 * const path = await Deno.makeTempFile();
 * await keepInputs(`${path}.new`, [path], "--out");
 * const refused = await keepInputs(path, [path], "--out").then(() => false, () => true);
 * if (!refused) throw new Error();
 * await Deno.remove(path);
 * ```
 */
export async function keepInputs(out: string, inputs: readonly string[], flag: string): Promise<void> {
  const real = (path: string) => Deno.realPath(path).catch(() => null);
  const there = await real(out);
  if (there === null) return;
  for (const input of inputs) {
    if (await real(input) !== there) continue;
    throw new InputError(`Cannot write over "${input}": it is read. Name another file with ${flag}.`);
  }
}
