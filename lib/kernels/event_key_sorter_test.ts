import { strict as assert } from "node:assert";
import fc from "fast-check";
import { random } from "./random.ts";
import { EventKeySorter, type KeyedEvents, type KeyLayout } from "./event_key_sorter.ts";

type Row = readonly number[];

/** Gives keys in pieces of uneven lengths. */
function sortEventKeys(keys: BigInt64Array, layout: KeyLayout, people: number | null): KeyedEvents | null {
  const sorter = EventKeySorter.of(layout, people);
  for (let from = 0, rows = 1; from < keys.length; from += rows, rows = rows * 3 + 1) {
    sorter?.take(keys.subarray(from, from + rows));
  }
  return sorter?.finish() ?? null;
}

/** Rows of person, time, name and properties as keys. */
function keysOf(
  rows: readonly Row[],
  { person, time, leastTime, name, properties }: KeyLayout,
): BigInt64Array {
  const fields = [{ bits: person, first: 0 }, { bits: time, first: -leastTime }, name, ...properties];
  const keyOf = (row: Row) =>
    fields.reduce((key, { bits, first }, k) => key << BigInt(bits) | BigInt(row[k]! + first), 0n);
  return BigInt64Array.from(rows, keyOf);
}

const layout: KeyLayout = {
  person: 12,
  time: 21,
  leastTime: -1_000_000,
  name: { bits: 3, first: 1 },
  properties: [{ bits: 2, first: 0, bytes: 1 }, { bits: 9, first: 1, bytes: 2 }, {
    bits: 1,
    first: 0,
    bytes: 4,
  }],
};

function rowsOf(count: number, people: number, moments: number, seed: number): Row[] {
  const draw = random(seed);
  const below = (limit: number) => Math.floor(draw() * limit);
  return Array.from(
    { length: count },
    () => [below(people), below(moments) - 1_000_000, below(7), below(4), below(511), below(2)],
  );
}

Deno.test("EventKeySorter equals sorting rows and looking at neighbours", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 1, 2, 90, 3000),
      fc.constantFrom(1, 3, 4000),
      fc.constantFrom(1, 40, 2 ** 21),
      fc.boolean(),
      fc.integer({ min: 1, max: 1e9 }),
      (count, people, moments, isClosed, seed) => {
        const rows = rowsOf(count, people, moments, seed);
        const keys = keysOf(rows, layout);
        const given = keys.slice();
        const events = sortEventKeys(keys, layout, isClosed ? null : people)!;
        assert.deepEqual(keys, given, "what is given is left alone");
        const sorted = rows.toSorted((a, b) => {
          const k = a.findIndex((value, k) => value !== b[k]);
          return k < 0 ? 0 : a[k]! - b[k]!;
        });
        const numbers = [...new Set(sorted.map(([person]) => person!))];
        const places = new Map(numbers.map((person, k) => [person, k]));
        const persons = Uint32Array.from(sorted, ([person]) => isClosed ? places.get(person!)! : person!);
        const known = isClosed ? numbers.length : people;
        const same = (k: number, i: number) =>
          i > 0 && sorted[i]!.slice(0, k).join() === sorted[i - 1]!.slice(0, k).join();
        assert.deepEqual(events, {
          people: known,
          person: persons,
          starts: Uint32Array.from(
            { length: known + 1 },
            (_, p) => persons.findLastIndex((person) => person < p) + 1,
          ),
          at: Int32Array.from(sorted, ([, at]) => at!),
          event: Uint16Array.from(sorted, ([, , name]) => name!),
          properties: [
            Uint8Array.from(sorted, (row) => row[3]!),
            Uint16Array.from(sorted, (row) => row[4]!),
            Uint32Array.from(sorted, (row) => row[5]!),
          ],
          ties: sorted.filter((_, i) => same(2, i) && !same(3, i)).length,
          duplicates: sorted.filter((_, i) => same(6, i)).length,
        });
      },
    ),
    { numRuns: 40, seed: 2 },
  );
});

Deno.test("EventKeySorter goes from block to block, and takes what is in order already", () => {
  const rows = rowsOf(50_000, 3000, 2 ** 21, 7);
  const keys = keysOf(rows, layout);
  const events = sortEventKeys(keys, layout, 3000)!;
  const again = sortEventKeys(keys.slice().sort(), layout, 3000)!;
  assert.deepEqual(again, events);
  assert.ok(
    events.at.every((at, i) =>
      i === 0 || events.person[i] !== events.person[i - 1] || at >= events.at[i - 1]!
    ),
  );
});

Deno.test("EventKeySorter leaves keys of more than 63 bits alone", () => {
  assert.equal(sortEventKeys(new BigInt64Array(1), { ...layout, person: 28 }, null), null);
});
