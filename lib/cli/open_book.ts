import { loadBook, readBook, type SegmentBook } from "../segments/mod.ts";
import { InputError, type Workspace } from "../workspace/mod.ts";

/**
 * The segment book the user named, or the workspace's own.
 *
 * @throws {InputError} The file cannot be read, or does not hold a book.
 */
export async function openBook(workspace: Workspace, path: string | undefined): Promise<SegmentBook> {
  return path === undefined ? await loadBook(workspace) : readBook(await readText(path), path);
}

async function readText(path: string): Promise<string> {
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
