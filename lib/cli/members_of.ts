import { type EventLog, groupsByProperty } from "../journeys/mod.ts";
import { InputError, nearest } from "../workspace/mod.ts";
import type { columnValue } from "./arguments.ts";

/**
 * The people whose first value in a column is this one.
 *
 * @throws {InputError} Nobody has it.
 */
export function membersOf(log: EventLog, { column, value }: ReturnType<typeof columnValue>): Uint8Array {
  const groups = groupsByProperty(log, column);
  const found = groups.find(({ id }) => id === value);
  if (found) return found.members;
  const near = nearest(value, groups.map(({ id }) => id));
  throw new InputError(
    `Cannot look at people with "${value}" in column "${column}": nobody has it first. ` +
      (near === null ? "Check its spelling and capital letters." : `Did you mean "${near}"?`),
  );
}
