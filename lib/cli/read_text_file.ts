import { InputError } from "../workspace/mod.ts";

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark.
 *
 * @throws {InputError} It cannot be read, or is not text.
 */
export async function readTextFile(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : error instanceof Deno.errors.IsADirectory
      ? "it is a folder"
      : (error as Error).message;
    throw new InputError(`Cannot read "${path}": ${reason}`, { cause: error });
  }
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe
    ? "utf-16le"
    : bytes[0] === 0xfe && bytes[1] === 0xff
    ? "utf-16be"
    : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InputError(`Cannot read "${path}": it is not text in UTF-8. Save it as UTF-8.`, {
      cause: error,
    });
  }
}
