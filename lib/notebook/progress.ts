import { duration } from "../words/mod.ts";
import { escape } from "./escape.ts";
import { jupyter } from "./kernel.ts";
import type { MimeBundle } from "./mime_bundle.ts";
import { stopSignal } from "./stop.ts";

const often = 150;
let shown = 0;

/** What a long piece of work is told by, and tells. */
export interface Watched {
  /** Aborted by Jupyter's stop button. */
  readonly signal: AbortSignal;
  /** Told how far the work is: a share in [0, 1], and what is being done where there are stages. */
  readonly onProgress: (step: number | { readonly stage: string; readonly share: number | null }) => void;
}

/**
 * Runs something long with its progress in one line, updated in place, and the stop button working. Outside Jupyter
 * it just runs.
 *
 * @param title What is being done, such as "Opening the workspace".
 * @param work Is given the options that Trellis's functions take.
 * @throws What the work throws; `AbortError` when it was stopped.
 *
 * @example
 * ```ts
 * import { progress } from "./progress.ts";
 * const sum = await progress("Adding", ({ onProgress }) => {
 *   onProgress(0.5);
 *   return Promise.resolve(1 + 1);
 * });
 * if (sum !== 2) throw new Error();
 * ```
 */
export async function progress<T>(title: string, work: (watched: Watched) => Promise<T>): Promise<T> {
  const started = performance.now();
  const draw = lineOf(`trellis-progress-${++shown}`, title);
  let last = started;
  await draw("", { share: null });
  try {
    const outcome = await work({
      signal: stopSignal(),
      onProgress: (step) => {
        const now = performance.now();
        if (now - last < often) return;
        last = now;
        const { stage, share } = typeof step === "number" ? { stage: "", share: step } : step;
        void draw(stage, { share });
      },
    });
    await draw(`done in ${since(started)}`, null);
    return outcome;
  } catch (error) {
    const stopped = error instanceof Error && error.name === "AbortError";
    await draw(`${stopped ? "stopped" : "failed"} after ${since(started)}`, null);
    throw error;
  }
}

/** How full the bar is, where that is known. */
interface Bar {
  readonly share: number | null;
}

/** A line in the output of the cell, drawn again in place at every call; outside a kernel nothing. */
function lineOf(id: string, title: string): (text: string, bar: Bar | null) => Promise<void> {
  const kernel = jupyter();
  if (kernel === null) return () => Promise.resolve();
  let update = false;
  return async (text, bar) => {
    const options = { raw: true, display_id: id, update };
    update = true;
    await kernel.display({ ...progressLine(title, text, bar) }, options);
  };
}

/** The line and its bar. A share of 0 says nothing yet, so the bar just moves. */
function progressLine(title: string, text: string, bar: Bar | null): MimeBundle {
  const share = bar?.share ? bar.share : null;
  const percent = share === null ? "" : `${Math.round(100 * share)}%`;
  const said = [title, text, percent].filter((part) => part !== "").join(", ");
  const value = share === null ? "" : ` value="${share}"`;
  const drawn = bar === null ? "" : `<progress max="1"${value} aria-label="${escape(title)}"></progress> `;
  return { "text/plain": said, "text/html": `<div>${drawn}${escape(said)}</div>` };
}

function since(started: number): string {
  const seconds = (performance.now() - started) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : duration(seconds);
}
