import { strict as assert } from "node:assert";
import fc from "fast-check";
import { countPairs, mostPairCodes, type PairCounts, type PairEvents, type PairRules } from "./pairs.ts";
import { median } from "./quickselect.ts";
import { random } from "./random.ts";

/** The same by looking at one pair after the other. */
function plainly({ person, at, event }: PairEvents, { codes, idle, members }: PairRules): PairCounts {
  const list = <T>(make: () => T) => Array.from({ length: codes * codes }, make);
  const [waits, who, where] = [list(() => [] as number[]), list(() => new Set()), list(() => new Set())];
  const doers = Array.from({ length: codes }, () => new Set<number>());
  const [times, starts] = [new Uint32Array(codes), new Uint32Array(codes)];
  let session = 0;
  for (let i = 0; i < event.length; i++) {
    if (members && members[person[i]!] !== 1) continue;
    times[event[i]!]!++;
    doers[event[i]!]!.add(person[i]!);
    const wait = at[i]! - at[i - 1]!;
    if (i === 0 || person[i] !== person[i - 1] || wait > idle) {
      starts[event[i]!]!++;
      session++;
      continue;
    }
    const pair = event[i - 1]! * codes + event[i]!;
    waits[pair]!.push(wait);
    who[pair]!.add(person[i]);
    where[pair]!.add(session);
  }
  return {
    people: new Set(doers.flatMap((one) => [...one])).size,
    times,
    doers: Uint32Array.from(doers, ({ size }) => size),
    starts,
    count: Uint32Array.from(waits, ({ length }) => length),
    pairPeople: Uint32Array.from(who, ({ size }) => size),
    sessions: Uint32Array.from(where, ({ size }) => size),
    middle: Float64Array.from(waits, (some) => median(Float64Array.from(some)) ?? NaN),
  };
}

/** Events of `people` at times that `wait` draws, one after the other. */
function eventsOf(
  people: number,
  most: number,
  codes: number,
  wait: (draw: () => number) => number,
  seed: number,
) {
  const draw = random(seed);
  const [person, at, event]: [number[], number[], number[]] = [[], [], []];
  for (let pid = 0; pid < people; pid++) {
    let now = -1e9;
    for (let left = Math.floor(draw() * (most + 1)); left > 0; left--) {
      person.push(pid);
      at.push(now);
      event.push(Math.floor(draw() * codes));
      now += wait(draw);
    }
  }
  return { person: Uint32Array.from(person), at, event: Uint16Array.from(event) };
}

Deno.test("countPairs() counts by hand: a pair twice, a session cut, someone who is not looked at", () => {
  const events = {
    person: Uint32Array.of(0, 0, 0, 0, 1, 2, 2),
    at: Int32Array.of(0, 10, 10, 31, 7, 5, 8),
    event: Uint16Array.of(0, 1, 0, 1, 1, 0, 1),
  };
  const { middle, ...all } = countPairs(events, { codes: 2, idle: Infinity, members: null });
  assert.deepEqual(all, {
    people: 3,
    times: Uint32Array.of(3, 4),
    doers: Uint32Array.of(2, 3),
    starts: Uint32Array.of(2, 1),
    count: Uint32Array.of(0, 3, 1, 0),
    pairPeople: Uint32Array.of(0, 2, 1, 0),
    sessions: Uint32Array.of(0, 2, 1, 0),
  });
  assert.deepEqual([...middle], [NaN, 10, 0, NaN]);
  const some = countPairs(events, { codes: 2, idle: 20, members: Uint8Array.of(1, 1, 2) });
  assert.deepEqual([some.people, [...some.count], [...some.starts]], [2, [0, 1, 1, 0], [1, 2]]);
});

Deno.test("countPairs() equals looking at one pair after the other", () => {
  const waits: Record<string, (draw: () => number) => number> = {
    "mostly none": (draw) => Math.floor(draw() * 2),
    "of every length": (draw) => Math.floor(2 ** (draw() * 25)),
    "all alike": () => 86_400,
    "with parts of seconds": (draw) => draw() * 100,
    "of ages": (draw) => draw() * 1e11,
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(waits)),
      fc.constantFrom(1, 2, 12, 17, 40, 100, 200),
      fc.constantFrom(0.5, 60, 86_400, 1e9, Infinity),
      fc.boolean(),
      fc.integer({ min: 1, max: 1e9 }),
      (kind, codes, idle, some, seed) => {
        const { at, ...rest } = eventsOf(150, 60, codes, waits[kind]!, seed);
        const members = some ? Uint8Array.from({ length: 150 }, (_, pid) => pid % 3) : null;
        const whole = at.every((moment) => Number.isInteger(moment) && moment < 2 ** 31);
        for (const Times of whole ? [Int32Array, Float64Array] : [Float64Array]) {
          const events = { ...rest, at: Times.from(at) };
          const rules = { codes, idle, members };
          assert.deepEqual(countPairs(events, rules), plainly(events, rules));
        }
      },
    ),
    { numRuns: 60, seed: 3 },
  );
});

Deno.test("countPairs() goes from block to block, and keeps nothing from one call to the next", () => {
  const { at, ...rest } = eventsOf(900, 100, 5, (draw) => Math.floor(draw() * 1000), 4);
  const events = { ...rest, at: Int32Array.from(at) };
  const rules = { codes: 5, idle: 900, members: null };
  assert.ok(at.length > 2 * 16_384);
  assert.deepEqual(countPairs(events, rules), plainly(events, rules));
  const none = { person: new Uint32Array(0), at: new Int32Array(0), event: new Uint16Array(0) };
  assert.deepEqual(countPairs(none, rules), plainly(none, rules));
  const far = {
    person: Uint32Array.of(7, 7),
    at: Int32Array.of(-(2 ** 31), 2 ** 31 - 1),
    event: Uint16Array.of(0, 0),
  };
  assert.deepEqual(countPairs(far, { ...rules, idle: Infinity }).middle[0], 2 ** 32 - 1);
});

Deno.test("countPairs() refuses more codes than its square holds", () => {
  const events = { person: Uint32Array.of(0), at: Int32Array.of(0), event: Uint16Array.of(600) };
  assert.throws(() => countPairs(events, { codes: mostPairCodes + 1, idle: 1, members: null }), RangeError);
});
