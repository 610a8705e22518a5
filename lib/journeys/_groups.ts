import type { Chains } from "./_chains.ts";
import { property } from "./_steps.ts";
import type { EventLog } from "./event_log.ts";

/** Some people, by pid, ascending. */
export interface People {
  readonly id: string;
  readonly name: string;
  readonly pids: Uint32Array;
}

const missing = "(missing)";

/** The people marked 1. */
export function membersOf(members: Uint8Array): Uint32Array {
  let size = 0;
  for (let pid = 0; pid < members.length; pid++) if (members[pid] === 1) size++;
  const pids = new Uint32Array(size);
  for (let pid = 0, n = 0; n < size; pid++) if (members[pid] === 1) pids[n++] = pid;
  return pids;
}

/**
 * Divides everybody by the value of a property at their entry event, or their first event where they never entered.
 * Groups stand in order of their values; "(missing)" is last, and takes in a value spelt so.
 *
 * @throws {InputError} The property was not loaded.
 */
export function groupsByProperty(log: EventLog, name: string, chains: Chains): People[] {
  const { codes, dictionary } = property(log, name);
  const { people, starts } = log;
  const none = dictionary.length;
  const spelt = dictionary.indexOf(missing);
  const codeOf = (pid: number): number => {
    if (starts[pid] === starts[pid + 1]) return none;
    const code = codes[chains.reached[pid] === 0 ? starts[pid]! : chains.entry[pid]!]!;
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
