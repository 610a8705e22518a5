import type { Io } from "./io.ts";

/** Shows one step of the work at a time; `done` takes it away. */
export interface Progress {
  readonly step: (step: { readonly stage: string; readonly share: number | null }) => void;
  readonly done: () => void;
}

const every = 100;

/**
 * Progress as one line that is overwritten in place, at most ten times a second, on a terminal's standard error
 * only: a log, a pipe and `--quiet` see nothing.
 *
 * @param now Milliseconds that only go forward. Default: `performance.now`.
 */
export function showProgress(io: Io, quiet: boolean, now: () => number = () => performance.now()): Progress {
  if (quiet || !io.progress) return { step: () => {}, done: () => {} };
  const wipe = "\r\x1b[2K";
  let shown = false;
  let stageBefore = "";
  let next = -Infinity;
  return {
    step: ({ stage, share }) => {
      if (stage === stageBefore && now() < next) return;
      stageBefore = stage;
      next = now() + every;
      shown = true;
      io.err(`${wipe}${stage}${share === null ? " …" : ` ${Math.floor(share * 100)} %`}`);
    },
    done: () => {
      if (shown) io.err(wipe);
      shown = false;
    },
  };
}
