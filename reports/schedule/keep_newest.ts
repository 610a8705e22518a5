import { join } from "node:path";

/** What is kept. */
export interface KeepOptions {
  /** Whether a file name without its ending is of the definition. */
  readonly belongs: (stem: string) => boolean;
  /** How many days' reports stay. */
  readonly keep: number;
  /** This day's report stays, whatever its age. */
  readonly date: string;
}

const endings = [".html", ".json", ".mail.html", ".txt"];

/**
 * Removes the reports of one definition of all but the newest days; of other definitions, and anything else that lies
 * there, nothing. A day's folder goes when nothing is left in it.
 *
 * @param folder Folder of the workspace's reports.
 * @returns Days that were removed, oldest first.
 */
export async function keepNewest(
  folder: string,
  { belongs, keep, date }: KeepOptions,
): Promise<readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory || !/^\d{4}-\d{2}-\d{2}$/.test(name)) continue;
    const stems = await stemsOf(join(folder, name), belongs);
    if (stems.length > 0) found.set(name, stems);
  }
  const days = [...found.keys()].sort();
  const old = days.slice(0, Math.max(0, days.length - keep)).filter((day) => day !== date);
  for (const day of old) {
    for (const stem of found.get(day)!) {
      for (const ending of endings) await Deno.remove(join(folder, day, `${stem}${ending}`)).catch(() => {});
    }
    // Not recursive: a folder that still holds something stays.
    await Deno.remove(join(folder, day)).catch(() => {});
  }
  return old;
}

async function stemsOf(folder: string, belongs: KeepOptions["belongs"]): Promise<string[]> {
  const stems: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const stem = name.replace(/\.json$/, "");
    if (isFile && stem !== name && belongs(stem) && await isReport(join(folder, name))) stems.push(stem);
  }
  return stems;
}

/** Whether a file is there and begins as a report's sidecar does, whole or cut short. */
async function isReport(path: string): Promise<boolean> {
  try {
    return /^\s*\{\s*"kind":\s*"report"/.test(await Deno.readTextFile(path));
  } catch {
    return false;
  }
}
