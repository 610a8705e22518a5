import { type EventColumns, sortEvents } from "./_sort_events.ts";
import type { EventLog } from "./event_log.ts";
import { funnel } from "./funnel.ts";

// One million people, 20 million events of twelve kinds at random seconds of 60 days: hard on a funnel, for nothing
// can be foreseen and most starts are cut off by the window.
const people = 1_000_000;
const count = 20_000_000;
const names = [..."abcdefghijkl"];

let state = 1;
/** Marsaglia's xorshift32: a whole number from 0 to `below` − 1. */
function random(below: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

const unsorted = (): EventColumns => ({
  people,
  person: Uint32Array.from({ length: count }, () => random(people)),
  at: Int32Array.from({ length: count }, () => random(60 * 86_400)),
  event: Uint16Array.from({ length: count }, () => random(names.length)),
  properties: [],
  sequence: null,
});

let made: EventLog | undefined;
function log(): EventLog {
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

const steps = (count: number) => names.slice(0, count).map((name) => ({ name, events: [name] }));
const segments = Array.from({ length: 6 }, (_, k) => ({
  id: `segment-${k}`,
  name: `Segment ${k}`,
  members: Uint8Array.from({ length: people }, (_, pid) => pid % 6 === k ? 1 : 0),
}));

for (const length of [3, 4, 7]) {
  Deno.bench(`funnel() of ${length} steps over 20 million events`, { group: "funnel" }, (b) => {
    const events = log();
    b.start();
    funnel(events, steps(length), { within: "14d" });
    b.end();
  });
}

Deno.bench("funnel() of 4 steps in 6 segments over 20 million events", { group: "funnel" }, (b) => {
  const events = log();
  b.start();
  funnel(events, steps(4), { within: "14d", groups: segments });
  b.end();
});

Deno.bench("sortEvents() of 20 million events", { group: "sort", n: 3, warmup: 0 }, (b) => {
  const events = unsorted();
  b.start();
  sortEvents(events);
  b.end();
});
