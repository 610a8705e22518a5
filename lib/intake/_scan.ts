import { createHash } from "node:crypto";
import type { Problem } from "../workspace/mod.ts";
import { fileBytes } from "./_bytes.ts";
import type { Input } from "./_input.ts";
import { fileProblem } from "./_problems.ts";
import { followQuotes, recordAt } from "./_quotes.ts";

/** What reading a file through once tells, beside its rows. */
export interface Scan {
  /** SHA-256 of the file as it stands, lower-case hex. */
  readonly sha256: string;
  /** Why the file cannot be trusted to hold all its rows; fatal. */
  readonly problem: Problem | null;
}

/**
 * Reads a file through from beginning to end: works out its hash, unpacks it to see that it is whole, and follows
 * its quotes. It runs while the engine reads the same file, because the engine takes a packed file that is cut
 * short, or a quote that is never closed, for the end of the data.
 */
export async function scanFile(input: Input, signal: AbortSignal): Promise<Scan> {
  const { file, text } = input;
  const hash = createHash("sha256");
  const packed = text?.packed ?? false;
  const delimiter = text?.delimiter ?? null;
  const quotes = delimiter !== null && !text!.encoding.startsWith("utf-16") ? followQuotes(delimiter) : null;
  let following = quotes !== null;
  try {
    for await (const block of fileBytes(file.path, packed, (part) => hash.update(part))) {
      signal.throwIfAborted();
      if (following) following = quotes!.take(block);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!packed) throw error;
    return { sha256: "", problem: unreadable(file.name, "it is packed with gzip and cut short or broken.") };
  }
  const open = quotes?.finish() ?? null;
  return {
    sha256: hash.digest("hex"),
    problem: open === null
      ? null
      : unclosed(file.name, await recordAt(fileBytes(file.path, packed), delimiter!, open)),
  };
}

/** The problem of a copy whose quotes are wrong; null when they are right. */
export async function scanCopy(input: Input, path: string): Promise<Problem | null> {
  const delimiter = input.text?.delimiter ?? null;
  if (delimiter === null) return null;
  const quotes = followQuotes(delimiter);
  for await (const block of fileBytes(path, false)) if (!quotes.take(block)) break;
  const open = quotes.finish();
  return open === null
    ? null
    : unclosed(input.file.name, await recordAt(fileBytes(path, false), delimiter, open));
}

function unclosed(file: string, row: number): Problem {
  return {
    ...unreadable(file, `a quote opened in row ${row} is never closed. Close it, or`),
    row,
  };
}

function unreadable(file: string, why: string): Problem {
  const rest = why.endsWith(" or") ? " export the file again." : " Export it again.";
  return fileProblem("file-unreadable", file, `Cannot read "${file}": ${why}${rest}`, { fatal: true });
}
