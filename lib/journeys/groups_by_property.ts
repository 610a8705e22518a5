import { InputError } from "../workspace/mod.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelMembers } from "./funnel.ts";
import { groupsByCode } from "./_groups.ts";
import { property } from "./_steps.ts";

/** At which event of a person the property is read. */
export interface GroupsByPropertyOptions {
  /** The person's first or last event that has a value. Default "first". */
  readonly at?: "first" | "last";
}

const mostGroups = 200;

/**
 * Groups of people by a property of their events, for analyses that take `groups` or `members`. People without a value
 * are the group "(missing)"; the groups add up to all people of the log.
 *
 * @throws {InputError} The property was not loaded, or has more than 200 values.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { groupsByProperty } from "./groups_by_property.ts";
 * const log = eventLogOf([
 *   { person: "ann", event: "visit", at: 0, properties: { device: "phone" } },
 *   { person: "bob", event: "visit", at: 0 },
 * ]);
 * const [phone, missing] = groupsByProperty(log, "device");
 * if (phone?.members.join() !== "1,0" || missing?.id !== "(missing)") throw new Error();
 * ```
 */
export function groupsByProperty(
  log: EventLog,
  name: string,
  options: GroupsByPropertyOptions = {},
): FunnelMembers[] {
  const { codes, dictionary } = property(log, name);
  if (dictionary.length > mostGroups) {
    throw new InputError(
      `Cannot make groups by "${name}": it has ${dictionary.length.toLocaleString("en-US")} values, and ` +
        `${mostGroups} groups are the most. Choose a property with fewer.`,
    );
  }
  const { starts } = log;
  const none = dictionary.length;
  const codeOf = (pid: number): number => {
    const begin = starts[pid]!;
    const size = starts[pid + 1]! - begin;
    for (let k = 0; k < size; k++) {
      const code = codes[options.at === "last" ? begin + size - 1 - k : begin + k]!;
      if (code !== none) return code;
    }
    return none;
  };
  return groupsByCode(log.people, codeOf, dictionary).map(({ id, name, pids }) => {
    const members = new Uint8Array(log.people);
    for (let i = 0; i < pids.length; i++) members[pids[i]!] = 1;
    return { id, name, members };
  });
}
