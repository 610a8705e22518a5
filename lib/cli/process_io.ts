import type { Io } from "./io.ts";

/**
 * The real terminal. A reader that went away (`| head`) is not an error: the rest is not written, and the command
 * ends as it would have.
 */
export function processIo(signal: AbortSignal): Io {
  const terminal = Deno.stdout.isTerminal();
  return {
    out: writer(Deno.stdout),
    err: writer(Deno.stderr),
    color: terminal && !Deno.noColor,
    progress: Deno.stderr.isTerminal(),
    width: terminal ? columns() : 100,
    signal,
  };
}

function writer(stream: { writeSync(bytes: Uint8Array): number }): (text: string) => void {
  const encoder = new TextEncoder();
  let open = true;
  return (text) => {
    if (!open) return;
    const bytes = encoder.encode(text);
    try {
      for (let at = 0; at < bytes.length;) at += stream.writeSync(bytes.subarray(at));
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
      open = false;
    }
  };
}

function columns(): number {
  try {
    return Math.max(40, Deno.consoleSize().columns);
  } catch {
    return 80;
  }
}
