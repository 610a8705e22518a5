/** What the program tells the shell. */
export const exit = {
  done: 0,
  /** The work could not be done; the message says why. */
  failed: 1,
  /** The command line itself was wrong. */
  usage: 2,
  /** The work is done, but the workspace's data-quality gate did not pass. */
  gate: 3,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
  /** Stopped by the system (SIGTERM). */
  terminated: 143,
} as const;

/** One of the numbers in {@linkcode exit}. */
export type ExitCode = typeof exit[keyof typeof exit];

/** Why a run was stopped from outside: the reason of the abort signal. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  /** What the program then tells the shell. */
  readonly code: ExitCode;

  constructor(code: ExitCode) {
    super("Stopped");
    this.code = code;
  }
}
