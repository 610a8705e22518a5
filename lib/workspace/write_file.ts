import { dirname } from "node:path";
import { InputError } from "./errors.ts";
import { writeReason } from "./write_reason.ts";

/**
 * Writes a file whole or not at all: to a temporary file beside it, then renamed. Missing folders are made.
 *
 * @param options `open`: how a file is opened, for tests of a disk that fills up; default `Deno.open`.
 * @throws {InputError} The place cannot be written, or the disk is full; nothing is left behind.
 */
export async function writeFile(
  path: string,
  content: string | Uint8Array,
  { open = Deno.open }: { readonly open?: typeof Deno.open } = {},
): Promise<void> {
  const temporary = `${path}.tmp-${crypto.randomUUID().slice(0, 8)}`;
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const file = await open(temporary, { write: true, createNew: true });
    try {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      await file.sync();
    } finally {
      file.close();
    }
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw new InputError(`Cannot write "${path}": ${writeReason(error)}`, { cause: error });
  }
}
