import { join } from "node:path";

/** What a run leaves behind in the log: nothing about people. */
export interface RunRecord {
  /** When it began. */
  readonly at: string;
  /** Whole milliseconds it took. */
  readonly ms: number;
  readonly workspace: string | null;
  readonly report: string;
  readonly asOf: string | null;
  readonly outcome: "done" | "gate failed" | "failed" | "stopped";
  /** Pages written, from the folder of all reports. */
  readonly pages: readonly string[];
  /** Days of the earlier reports that were compared. */
  readonly comparedWith: string | null;
  /** Why it failed; null when it did not. */
  readonly error: string | null;
}

const file = "runs.jsonl";
const largest = 1_000_000;

/**
 * Adds a line to `runs.jsonl` in the folder of all reports. At a million bytes the file is put aside as
 * `runs.old.jsonl` and a new one begun. A log that cannot be written stops no report: false then.
 */
export async function logRun(out: string, record: RunRecord): Promise<boolean> {
  const path = join(out, file);
  try {
    await Deno.mkdir(out, { recursive: true });
    const size = await Deno.stat(path).then(({ size }) => size, () => 0);
    if (size > largest) await Deno.rename(path, join(out, "runs.old.jsonl"));
    // A run that was killed may have left half a line.
    const broken = size > 0 && size <= largest && await lastByte(path, size) !== 10;
    await Deno.writeTextFile(path, `${broken ? "\n" : ""}${JSON.stringify(record)}\n`, { append: true });
    return true;
  } catch {
    return false;
  }
}

/** When the last run in the log began; null when there is none that can be read. */
export async function lastRun(out: string): Promise<Temporal.Instant | null> {
  const text = await Deno.readTextFile(join(out, file)).catch(() => "");
  for (const line of text.split("\n").toReversed()) {
    try {
      return Temporal.Instant.from(JSON.parse(line).at);
    } catch {
      // An empty or broken line.
    }
  }
  return null;
}

async function lastByte(path: string, size: number): Promise<number | undefined> {
  using opened = await Deno.open(path);
  await opened.seek(size - 1, Deno.SeekMode.Start);
  const byte = new Uint8Array(1);
  await opened.read(byte);
  return byte[0];
}
