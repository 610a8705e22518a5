/** What a command may say and hear. Passed in, so that a test (or another program) can stand in for the terminal. */
export interface Io {
  /** Writes to standard output: the answer, nothing else. */
  readonly out: (text: string) => void;
  /** Writes to standard error: messages and progress. */
  readonly err: (text: string) => void;
  /** Whether standard output is a terminal with colours. */
  readonly color: boolean;
  /** Whether standard error is a terminal: only then is progress drawn. */
  readonly progress: boolean;
  /** Columns of the terminal; tables are cut to it. `Infinity` when the output is a file or a pipe. */
  readonly width: number;
  /** Aborted when the user presses Ctrl-C or the system asks the program to stop. */
  readonly signal: AbortSignal;
}
