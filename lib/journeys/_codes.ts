import { InputError } from "../workspace/mod.ts";
import type { Codes } from "./event_log.ts";

/** How many different event names fit in two bytes an event. */
export const mostEvents = 65_535;

/** The refusal of a column with more different names than an event log holds. */
export function tooManyNames(found: number, column: string): InputError {
  return new InputError(
    `Cannot use column "${column}" as event names: it has ${found} different values, and at most ${mostEvents} are possible. ` +
      "Name a column that says what happened, not one that tells single rows apart (an id, a full address with its query).",
  );
}

/** Codes in the smallest array that holds them and the code for missing (`values`, the size of the dictionary). */
export function packedCodes(
  codes: ArrayLike<number>,
  values: number,
): Codes {
  if (values < 256) return Uint8Array.from(codes);
  return values < 65_536 ? Uint16Array.from(codes) : Uint32Array.from(codes);
}
