/** Something is wrong with what the user gave us (a file, a definition, an option); the message says what to try. */
export class InputError extends Error {
  /** Tells it from other errors. */
  override readonly name = "InputError";
}
