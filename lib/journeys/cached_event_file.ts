import { createHash } from "node:crypto";
import type { Engine } from "../engine/mod.ts";
import type { EventLog } from "./event_log.ts";
import { type EventFileColumns, readEventFile } from "./read_event_file.ts";
import { openSavedLog, saveLog } from "./saved_log.ts";

/**
 * As `readEventFile`, but keeps the sorted log in `folder` and opens it from there the next time. The log is found by
 * the content of the file and the columns asked for, never by a name or date: a file that changed is read anew. Logs
 * of files that are gone stay until the folder is emptied.
 *
 * @param engine An engine that may read the file's folder, and read and write `folder`.
 * @param options `folder` exists; `columns` as for `readEventFile`.
 * @throws {InputError} As `readEventFile`.
 */
export async function cachedEventFile(
  engine: Engine,
  file: string,
  options: { readonly folder: string; readonly columns: EventFileColumns },
): Promise<EventLog> {
  const { folder, columns } = options;
  const { signal, ...asked } = columns;
  const run = signal ? { signal } : {};
  const saved = await hashOf(file, JSON.stringify(asked, Object.keys(asked).sort()));
  // What cannot be read is told by the reader, in its words.
  if (saved === null) return await readEventFile(engine, file, columns);
  const path = `${folder}/${saved}.events.parquet`;
  try {
    await Deno.stat(path);
    return await openSavedLog(engine, path, run);
  } catch {
    signal?.throwIfAborted();
  }
  const log = await readEventFile(engine, file, columns);
  const unfinished = `${path}.part`;
  await saveLog(engine, log, unfinished, run);
  await Deno.rename(unfinished, path);
  return log;
}

/** SHA-256 of the version, what was asked and the content of a file; null when it cannot be read. */
async function hashOf(file: string, asked: string): Promise<string | null> {
  const hash = createHash("sha256").update(`event log 1\n${asked}\n`);
  try {
    using opened = await Deno.open(file);
    const buffer = new Uint8Array(2 ** 20);
    for (let size = await opened.read(buffer); size !== null; size = await opened.read(buffer)) {
      hash.update(buffer.subarray(0, size));
    }
  } catch {
    return null;
  }
  return hash.digest("hex");
}
