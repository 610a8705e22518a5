import { dirname } from "node:path";
import { InputError } from "./errors.ts";
import { writeReason } from "./write_reason.ts";

/** A file to write. */
export interface FileToWrite {
  /** Where. */
  readonly path: string;
  /** What. */
  readonly content: string | Uint8Array;
}

/** What {@linkcode writeFiles} may be told. */
export interface WriteFilesOptions {
  /** Called when every file is on the disk under another name: if it fails, none appears. */
  readonly before?: () => Promise<unknown>;
  /** How a file is opened, for tests of a disk that fills up. Default `Deno.open`. */
  readonly open?: typeof Deno.open;
}

/**
 * Writes several files that belong together: all of them or none. Each is written whole under another name beside its
 * place; then all take their names. Should one fail to, those that had are taken back, and files that stood there
 * before stand there again.
 *
 * @throws {InputError} A place cannot be written, or the disk is full; nothing has changed.
 */
export async function writeFiles(
  files: readonly FileToWrite[],
  { before = () => Promise.resolve(), open = Deno.open }: WriteFilesOptions = {},
): Promise<void> {
  const mark = crypto.randomUUID().slice(0, 8);
  const undo: (() => Promise<unknown>)[] = [];
  let now = files[0]?.path ?? "";
  try {
    for (const { path, content } of files) {
      now = path;
      await Deno.mkdir(dirname(path), { recursive: true });
      undo.push(() => Deno.remove(`${path}.tmp-${mark}`));
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      const file = await open(`${path}.tmp-${mark}`, { write: true, createNew: true });
      try {
        for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
        await file.sync();
      } finally {
        file.close();
      }
    }
    await before();
    for (const { path } of files) {
      now = path;
      const old = `${path}.old-${mark}`;
      if (await moved(path, old)) undo.push(() => Deno.rename(old, path));
      await Deno.rename(`${path}.tmp-${mark}`, path);
      undo.push(() => Deno.remove(path));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => {});
    if (error instanceof InputError) throw error;
    throw new InputError(`Cannot write "${now}": ${writeReason(error)}`, { cause: error });
  }
  for (const { path } of files) await Deno.remove(`${path}.old-${mark}`).catch(() => {});
}

/** Puts a file that stands there out of the way; false when there is none. */
async function moved(from: string, to: string): Promise<boolean> {
  const found = await Deno.lstat(from).catch(() => null);
  if (found === null) return false;
  if (!found.isFile && !found.isSymlink) throw new Deno.errors.NotADirectory();
  await Deno.rename(from, to);
  return true;
}
