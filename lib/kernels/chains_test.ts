import { strict as assert } from "node:assert";
import fc from "fast-check";
import { type ChainEvents, type ChainRules, fillChains, notTraced } from "./chains.ts";
import { random } from "./random.ts";

/** Events of people, each a list of [time, code] in order of time. */
function eventsOf(people: readonly (readonly (readonly [number, number])[])[]): ChainEvents {
  const starts = [0];
  for (const events of people) starts.push(starts.at(-1)! + events.length);
  return {
    starts: Uint32Array.from(starts),
    at: Int32Array.from(people.flat(), ([at]) => at),
    event: Uint16Array.from(people.flat(), ([, code]) => code),
  };
}

function fill(events: ChainEvents, rules: ChainRules, from = 0, to = events.starts.length - 1) {
  const people = events.starts.length - 1;
  const chains = {
    reached: new Uint8Array(people),
    entry: new Uint32Array(people),
    began: new Int32Array(people),
    seconds: rules.steps.slice(1).map(() => new Uint32Array(people)),
  };
  const left = fillChains(events, rules, chains, from, to);
  return { ...chains, left };
}

/** Every start is followed with its earliest events, one event after the other. */
function simply({ at, event }: ChainEvents, { steps, window }: ChainRules, begin: number, end: number) {
  let best: number[] = [];
  for (let start = begin; start < end; start++) {
    const chain: number[] = [];
    for (let i = start; i < end && at[i]! - at[start]! <= window; i++) {
      if (steps[chain.length] && Array.from(steps[chain.length]!).includes(event[i]!)) chain.push(i);
      else if (i === start) break;
    }
    if (chain.length > best.length) best = chain;
  }
  return best;
}

function compare(events: ChainEvents, rules: ChainRules) {
  const chains = fill(events, rules);
  let left = 0;
  for (let pid = 0; pid + 1 < events.starts.length; pid++) {
    if (chains.reached[pid] === notTraced) {
      left++;
      continue;
    }
    const best = simply(events, rules, events.starts[pid]!, events.starts[pid + 1]!);
    assert.equal(chains.reached[pid], best.length);
    if (best.length === 0) continue;
    assert.equal(chains.entry[pid], best[0]);
    assert.equal(chains.began[pid], events.at[best[0]!]);
    const times = best.slice(1).map((i, k) => events.at[i]! - events.at[best[k]!]!);
    assert.deepEqual(times, times.map((_, k) => chains.seconds[k]![pid]));
  }
  assert.equal(chains.left, left);
  return left;
}

Deno.test("fillChains() takes the longest chain, then the first start, then each step at its earliest", () => {
  const events = eventsOf([
    [[0, 0], [9, 0], [10, 1], [11, 1], [12, 2]],
    [],
    [[-5, 2], [-4, 1]],
    [[-2_000_000_000, 0], [2_000_000_000, 1]],
  ]);
  const steps = [[0], [1], [2]];
  const chains = fill(events, { steps, window: 5, sequenced: false });
  assert.deepEqual([...chains.reached], [3, 0, 0, 1]);
  assert.deepEqual([chains.entry[0], chains.began[0], chains.began[3]], [1, 9, -2_000_000_000]);
  assert.deepEqual(chains.seconds.map((times) => times[0]), [1, 2]);
  const wide = fill(events, { steps, window: Infinity, sequenced: false });
  assert.deepEqual([wide.reached[0], wide.entry[0], wide.reached[3], wide.seconds[0]![3]], [3, 0, 2, 4e9]);
});

Deno.test("fillChains() leaves people with different steps at one time to others, unless the order is known", () => {
  const many = Array.from({ length: 70 }, (_, i) => [9 + i, 5] as const);
  const people = [
    [[1, 5], [1, 0], [2, 1]],
    [[1, 0], [1, 0], [2, 1]],
    [[1, 1], [1, 5], [1, 0], [2, 1]],
    [[2, 5], [2, 5]],
    [[1, 0], [2, 1], [2, 5], [3, 0]],
  ] as const;
  const events = eventsOf([...people, ...people.map((one) => [...one, ...many])]);
  const tied = fill(events, { steps: [[0], [1]], window: 9, sequenced: false });
  const expected = [2, 2, notTraced, 0, 2];
  assert.deepEqual([[...tied.reached], tied.left], [[...expected, ...expected], 2]);
  const known = fill(events, { steps: [[0], [1]], window: 9, sequenced: true });
  assert.deepEqual([known.reached[2], known.reached[7], known.left], [2, 2, 0]);
});

Deno.test("fillChains() leaves nobody whose moments hold one kind of step", () => {
  const draw = random(5);
  const people = Array.from({ length: 300 }, (_, p) => {
    const kind = () => Math.floor(draw() * 3);
    return Array.from({ length: 2 + p % 90 }, (_, i) => [i >> 1, i % 2 === 0 ? kind() : 7] as const);
  });
  assert.equal(compare(eventsOf(people), { steps: [[0], [1], [2]], window: 9, sequenced: false }), 0);
});

Deno.test("fillChains() never fills two steps with one event", () => {
  const events = eventsOf([[[1, 0]], [[1, 0], [2, 0]]]);
  assert.deepEqual([...fill(events, { steps: [[0, 1], [0]], window: 9, sequenced: false }).reached], [1, 2]);
});

Deno.test("fillChains() finds what following every start finds", () => {
  const codes = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 3 });
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 1e9 }),
    fc.array(codes, { minLength: 1, maxLength: 6 }),
    fc.integer({ min: 1, max: 60 }),
    fc.boolean(),
    (seed, steps, window, sequenced) => {
      const draw = random(seed);
      // Short people, people around the 57 events that fit in one word, and long ones.
      const people = Array.from({ length: 40 }, (_, p) => {
        let at = 0;
        const size = Math.floor(draw() * (p % 10 === 0 ? 400 : p % 3 === 0 ? 70 : 12));
        return Array.from({ length: size }, () => {
          at += Math.floor(draw() * 9) + (p % 4 === 0 ? 0 : 1);
          return [at, Math.floor(draw() * 7)] as const;
        });
      });
      compare(eventsOf(people), { steps, window, sequenced });
    },
  ));
});

Deno.test("fillChains() goes from block to block, and leaves people that no block holds", () => {
  const draw = random(3);
  const person = (size: number) =>
    Array.from({ length: size }, (_, i) => [3 * i, Math.floor(draw() * 12)] as const);
  const people = [
    person(20_000),
    person(16_384),
    ...Array.from({ length: 3000 }, () => person(20)),
    person(16_385),
  ];
  const events = eventsOf(people);
  const rules = { steps: [[0], [1], [2], [3]], window: 60, sequenced: false };
  assert.equal(compare(events, rules), 2);
  const some = fill(events, rules, 2, 5);
  assert.deepEqual([some.left, some.reached[1], some.reached[5]], [0, 0, 0]);
  assert.deepEqual(some.reached.slice(2, 5), fill(events, rules).reached.slice(2, 5));
});

Deno.test("fillChains() does nothing with more steps or codes than it holds", () => {
  const events = eventsOf([[[1, 0]]]);
  const rules = { window: 9, sequenced: false };
  assert.equal(fill(events, { ...rules, steps: [] }).left, -1);
  assert.equal(fill(events, { ...rules, steps: Array(32).fill([0]) }).left, -1);
  assert.equal(fill(events, { ...rules, steps: [Array(49).fill(0)] }).left, -1);
});
