import { type EventColumns, sortEvents } from "./_sort_events.ts";
import type { EventLog } from "./event_log.ts";

// One million people, 20 million events of twelve kinds at random seconds of 60 days: hard on a funnel, for nothing
// can be foreseen and most starts are cut off by the window.
export const people = 1_000_000;
const count = 20_000_000;
export const names = [..."abcdefghijkl"];

let state = 1;
/** Marsaglia's xorshift32: a whole number from 0 to `below` − 1. */
function random(below: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

export const unsorted = (): EventColumns => ({
  people,
  person: Uint32Array.from({ length: count }, () => random(people)),
  at: Int32Array.from({ length: count }, () => random(60 * 86_400)),
  event: Uint16Array.from({ length: count }, () => random(names.length)),
  properties: [],
  sequence: null,
});

let made: EventLog | undefined;
export function log(): EventLog {
  made ??= {
    ...sortEvents(unsorted()),
    names,
    properties: new Map(),
    observedUntil: 60 * 86_400,
    sequenced: false,
    ties: 0,
    duplicates: 0,
    leftOut: 0,
    warnings: [],
  };
  return made;
}
