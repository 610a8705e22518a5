import { basename, join } from "node:path";
import { InputError } from "../../workspace/mod.ts";

/** A file to look into. */
export interface FoundFile {
  /** Where it is. */
  readonly path: string;
  /** As findings name it: from the scanned folder. */
  readonly name: string;
  readonly bytes: number;
}

/** Folders of tools, which hold copies of what is elsewhere. */
const notLooked = new Set([".git", "node_modules", ".trellis"]);

/** The files under a path in order of their names; links are not followed. */
export async function filesUnder(
  path: string,
  skip: (name: string, reason: string) => void,
): Promise<FoundFile[]> {
  let info: Deno.FileInfo;
  try {
    info = await Deno.stat(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory
      ? "there is no such file or folder. Check the path."
      : "permission denied. Allow reading it.";
    throw new InputError(`Cannot scan "${path}": ${reason}`, { cause: error });
  }
  if (!info.isDirectory) return [{ path, name: basename(path), bytes: info.size }];
  const files: FoundFile[] = [];
  const walk = async (folder: string, prefix: string): Promise<void> => {
    const entries: Deno.DirEntry[] = [];
    try {
      for await (const entry of Deno.readDir(folder)) entries.push(entry);
    } catch {
      skip(prefix, "the folder cannot be read");
      return;
    }
    entries.sort((a, b) => a.name < b.name ? -1 : 1);
    for (const { name, isDirectory, isFile, isSymlink } of entries) {
      const below = prefix === "" ? name : `${prefix}/${name}`;
      if (isSymlink) skip(below, "a link; scan what it points to by itself");
      else if (isDirectory && notLooked.has(name)) skip(below, "a folder of tools");
      else if (isDirectory) await walk(join(folder, name), below);
      else if (isFile) {
        files.push({
          path: join(folder, name),
          name: below,
          bytes: (await Deno.stat(join(folder, name))).size,
        });
      }
    }
  };
  await walk(path, "");
  return files;
}
