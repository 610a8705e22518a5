import { join } from "node:path";
import { day } from "../../lib/words/mod.ts";
import { type Past, readPast } from "./past.ts";

/** The most reports a trend is drawn over, this one counted. */
export const mostReports = 24;

/** The earlier reports of one definition. */
export interface History {
  /** Oldest first. */
  readonly past: readonly Past[];
  /** Reports that could not be read, newest first, a sentence each without a path. */
  readonly broken: readonly string[];
  /** Day of the newest report that is later than this one, if there is any. */
  readonly later: string | null;
}

/** A definition that has no report yet. */
export const noHistory: History = { past: [], broken: [], later: null };

/** Where the earlier reports lie, and which they are. */
export interface HistoryOptions {
  /** File name of the definition's sidecars, such as "report.json". */
  readonly file: string;
  /** Day of this report, `YYYY-MM-DD`: only earlier ones count, so a report made again is not compared with itself. */
  readonly before: string;
  /** Name of the workspace the sidecars must be of. */
  readonly workspace: string;
}

/**
 * Reads the last reports of one definition from their sidecars.
 *
 * @param folder Folder of the workspace's reports: one folder a day.
 */
export async function readHistory(folder: string, options: HistoryOptions): Promise<History> {
  const { file, before, workspace } = options;
  const days = await daysOf(folder);
  const past: Past[] = [];
  const broken: string[] = [];
  let later: string | null = null;
  for (const date of days.toReversed()) {
    if (past.length === mostReports - 1) break;
    const text = date === before ? null : await read(join(folder, date, file));
    if (text === null) continue;
    if (date > before) {
      later ??= date;
      continue;
    }
    try {
      const found = readPast(text, workspace);
      if (found.date !== date) throw new RangeError("it is of another day");
      past.push(found);
    } catch (error) {
      broken.push(`The report of ${day(date)} is left out: ${(error as Error).message}.`);
    }
  }
  return { past: past.toReversed(), broken, later };
}

async function daysOf(folder: string): Promise<string[]> {
  const days: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory && isDay(name)) days.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
  }
  return days.sort();
}

function isDay(name: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(name) && Temporal.PlainDate.from(name).toString() === name;
  } catch {
    return false;
  }
}

/** A file's text; null when there is none. */
async function read(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch {
    return null;
  }
}
