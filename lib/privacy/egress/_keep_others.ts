import { basename } from "node:path";
import { InputError } from "../../workspace/mod.ts";

/**
 * Refuses to write an export over any file but an earlier export: that one has a manifest beside it.
 *
 * @throws {InputError} There is such a file: the people of the workspace, a book, a ledger, somebody's notes.
 */
export async function keepOthers(out: string): Promise<void> {
  const isThere = (path: string) => Deno.lstat(path).then(() => true, () => false);
  if (!await isThere(out) || await isThere(`${out}.manifest.json`)) return;
  throw new InputError(
    `Cannot write "${
      basename(out)
    }": there is a file of this name that is no earlier export (no manifest stands ` +
      "beside it). Choose another name with --out.",
  );
}
