import type { EventLog, EventProperty } from "./event_log.ts";
import { property } from "./_steps.ts";
import type { TracedChains } from "./_trace_modes.ts";

/** Some people, by pid, ascending. */
export interface People {
  readonly id: string;
  readonly name: string;
  readonly pids: Uint32Array;
}

/** The group of those without a value. */
export const missing = "(missing)";

/** How many people are marked 1. */
export function sizeOf(members: Uint8Array): number {
  let size = 0;
  for (let pid = 0; pid < members.length; pid++) if (members[pid] === 1) size++;
  return size;
}

/** At which event of a person a property is read: `breakdown` in the options of `funnel` says what each means. */
export type Breakdown = "entry" | "first" | "last" | "all" | number;

/**
 * Divides everybody by the value of a property. Groups stand in order of their values; "(missing)" is last, and
 * takes in a value spelt so.
 *
 * @param at At which event; "all" is not a division of people, and not for here.
 * @throws {InputError} The property was not loaded.
 */
export function groupsByProperty(
  log: EventLog,
  name: string,
  chains: TracedChains,
  at: Exclude<Breakdown, "all">,
): People[] {
  const found = property(log, name);
  return groupsByCode(log.people, codeReader(log, found, chains, at), found.dictionary);
}

/** Divides people by a code of each; the code `dictionary.length` says that it is missing. */
export function groupsByCode(
  people: number,
  readCode: (pid: number) => number,
  dictionary: readonly string[],
): People[] {
  const none = dictionary.length;
  const spelt = dictionary.indexOf(missing);
  const codeOf = (pid: number): number => {
    const code = readCode(pid);
    return code === spelt ? none : code;
  };
  const ends = new Uint32Array(none + 2);
  for (let pid = 0; pid < people; pid++) ends[codeOf(pid) + 1]!++;
  for (let code = 0; code <= none; code++) ends[code + 1]! += ends[code]!;
  const next = ends.slice();
  const pids = new Uint32Array(people);
  for (let pid = 0; pid < people; pid++) pids[next[codeOf(pid)]!++] = pid;
  return [...dictionary, missing].flatMap((value, code) =>
    code !== spelt && ends[code]! < ends[code + 1]!
      ? [{ id: value, name: value, pids: pids.subarray(ends[code], ends[code + 1]) }]
      : []
  );
}

function codeReader(
  { starts }: EventLog,
  { codes, dictionary }: EventProperty,
  { reached, entry, events }: TracedChains,
  at: Exclude<Breakdown, "all">,
): (pid: number) => number {
  const none = dictionary.length;
  if (at === "entry") {
    return (pid) =>
      starts[pid] === starts[pid + 1] ? none : codes[reached[pid] === 0 ? starts[pid]! : entry[pid]!]!;
  }
  if (typeof at === "number") return (pid) => reached[pid]! > at ? codes[events![at]![pid]!]! : none;
  return (pid) => {
    const length = reached[pid]!;
    const all = length === 0;
    const begin = all ? starts[pid]! : 0;
    const size = all ? starts[pid + 1]! - begin : length;
    for (let k = 0; k < size; k++) {
      const place = at === "first" ? k : size - 1 - k;
      const code = codes[all ? begin + place : events![place]![pid]!]!;
      if (code !== none) return code;
    }
    return none;
  };
}
