import { InputError, type Problem } from "../workspace/mod.ts";

/**
 * The sources of a workspace cannot be used at all. The message tells the first reason in full; `problems` holds
 * every problem found before the stop, fatal or not.
 *
 * @example
 * ```ts
 * import { IntakeError } from "./intake_error.ts";
 * import { InputError } from "../workspace/mod.ts";
 * const error = new IntakeError([{
 *   code: "file-empty", fatal: true, file: "people.csv", row: null, column: null, count: 1,
 *   message: 'Cannot read "people.csv": it is empty. Export it again.',
 * }]);
 * if (!(error instanceof InputError) || !error.message.startsWith("Cannot read")) throw new Error();
 * ```
 */
export class IntakeError extends InputError {
  /** Everything found before the stop, the fatal ones first. */
  readonly problems: readonly Problem[];

  /**
   * Made where a workspace is opened; its message is the fatal problems' own.
   *
   * @param problems At least one of them fatal.
   */
  constructor(problems: readonly Problem[]) {
    const sorted = [...problems.filter((one) => one.fatal), ...problems.filter((one) => !one.fatal)];
    const fatal = sorted.filter((one) => one.fatal);
    const more = fatal.slice(1).map((one) => `\n  also: ${one.message}`).join("");
    super(`${fatal[0]?.message ?? "Cannot use the sources"}${more}`);
    this.problems = sorted;
  }
}
