import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url).href;
const folder = fileURLToPath(root);
const most = 5;

/** The part of V8's call sites that is used. */
export interface Frame {
  /** File or address of the code; null for cells. */
  getFileName(): string | null;
  /** As a line of a stack. */
  toString(): string;
}

/**
 * The stack of an error as a notebook shows it. What Trellis throws on purpose (an input that cannot be used, an
 * option out of bounds, a stop) is its message alone: the reader's own lines are above it. Of other errors the last few
 * calls are left, with paths from the root of Trellis, so that they can be reported.
 */
export function shortStack(error: unknown, frames: readonly Frame[]): string {
  const { name = "Error", message = String(error) } = error instanceof Error ? error : {};
  const first = `${name}: ${message}`;
  const from = frames[0]?.getFileName() ?? "";
  const meant = ["InputError", "IntakeError", "AbortError"].includes(name) ||
    ["RangeError", "TypeError"].includes(name) &&
      (from.startsWith(`${folder}lib/`) || from.startsWith(`${root}lib/`)) && /^Cannot /.test(message);
  if (meant) return first;
  const lines = frames.slice(0, most).map((frame) =>
    `    at ${frame}`.replaceAll(root, "").replaceAll(folder, "")
  );
  const rest = frames.length > most ? [`    … and ${frames.length - most} more`] : [];
  return [first, ...lines, ...rest].join("\n");
}
