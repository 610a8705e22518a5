import { packedCodes } from "./_codes.ts";
import type { Codes, EventLog, EventProperty } from "./event_log.ts";

/**
 * A log of some events of another, in the order given: `order[i]` is the event that becomes event `i`, and
 * `starts` says whose they are. Names, properties and what is known of the source stay.
 */
export function pickEvents(log: EventLog, order: Uint32Array, starts: Uint32Array): EventLog {
  const count = order.length;
  const person = new Uint32Array(count);
  for (let p = 0; p + 1 < starts.length; p++) person.fill(p, starts[p], starts[p + 1]);
  const pick = <T extends Int32Array | Float64Array | Codes>(values: T): T => {
    const out = new (values.constructor as new (length: number) => T)(count);
    for (let i = 0; i < count; i++) out[i] = values[order[i]!]!;
    return out;
  };
  const properties = [...log.properties].map(([name, one]): [string, EventProperty] => [
    name,
    { ...one, codes: pick(one.codes) },
  ]);
  return {
    ...log,
    people: starts.length - 1,
    person,
    starts,
    at: pick(log.at),
    event: pick(log.event),
    properties: new Map(properties),
  };
}

/** A log of another's events whose people are each person's events with one value. */
export interface SplitLog {
  readonly parts: EventLog;
  /** By part: the person. */
  readonly personOf: Uint32Array;
  /** By part: the code of the value. */
  readonly valueOf: Codes;
}

/** Splits every person into one part for each code of their events. */
export function splitByValue(log: EventLog, codes: Codes): SplitLog {
  const { people, starts } = log;
  const order = new Uint32Array(codes.length);
  const partStarts: number[] = [0];
  const personOf: number[] = [];
  const valueOf: number[] = [];
  let most = 0;
  for (let pid = 0; pid < people; pid++) {
    const begin = starts[pid]!;
    const end = starts[pid + 1]!;
    const mine = order.subarray(begin, end);
    for (let k = 0; k < mine.length; k++) mine[k] = begin + k;
    mine.sort((a, b) => codes[a]! - codes[b]! || a - b);
    for (let k = 0; k < mine.length; k++) {
      const code = codes[mine[k]!]!;
      most = Math.max(most, code);
      if (k > 0 && code === codes[mine[k - 1]!]) continue;
      if (k > 0) partStarts.push(begin + k);
      personOf.push(pid);
      valueOf.push(code);
    }
    if (end > begin) partStarts.push(end);
  }
  return {
    parts: pickEvents(log, order, Uint32Array.from(partStarts)),
    personOf: Uint32Array.from(personOf),
    valueOf: packedCodes(valueOf, most),
  };
}
