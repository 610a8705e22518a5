import { dirname } from "node:path";
import { InputError, writeReason } from "../../lib/workspace/mod.ts";

/** A lock that is held until it is released, or its process ends. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Locks a file so that no second run works on the same reports. The operating system keeps the lock and takes it away
 * with the process, whatever ended it: a lock file left lying by a run that was killed locks nobody out.
 *
 * @param path The lock file; made when it is not there. It says in words who holds it.
 * @param now For the words in the file.
 * @throws {InputError} Another run holds the lock, or the file cannot be written.
 */
export async function lock(path: string, now: Temporal.Instant): Promise<Lock> {
  let file: Deno.FsFile;
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    file = await Deno.open(path, { read: true, write: true, create: true });
  } catch (error) {
    throw new InputError(`Cannot write reports to "${dirname(path)}": ${writeReason(error)}`, {
      cause: error,
    });
  }
  if (!file.tryLockSync(true)) {
    file.close();
    const holder = (await Deno.readTextFile(path).catch(() => "")).trim();
    throw new InputError(
      `Cannot write reports to "${dirname(path)}": another run is at work there${
        holder === "" ? "" : ` (${holder})`
      }. Wait until it is done, or choose another folder with --out.`,
    );
  }
  await file.truncate();
  await file.write(
    new TextEncoder().encode(`process ${Deno.pid}, since ${now.toString({ smallestUnit: "second" })}\n`),
  );
  return {
    async release() {
      // The file stays: removing it would let a third run lock a new file while a second holds the old one.
      await file.truncate().catch(() => {});
      file.close();
    },
  };
}
