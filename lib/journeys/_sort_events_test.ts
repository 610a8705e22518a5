import { strict as assert } from "node:assert";
import fc from "fast-check";
import { type EventColumns, sortEvents } from "./_sort_events.ts";

type Row = readonly [person: number, at: number, sequence: number, event: number, property: number];

const people = 5;

function columnsOf(rows: readonly Row[], whole: boolean, sequenced: boolean): EventColumns {
  return {
    people,
    person: Uint32Array.from(rows, (row) => row[0]),
    at: whole ? Int32Array.from(rows, (row) => row[1]) : Float64Array.from(rows, (row) => row[1]),
    event: Uint16Array.from(rows, (row) => row[3]),
    properties: [Uint8Array.from(rows, (row) => row[4])],
    sequence: sequenced ? Float64Array.from(rows, (row) => row[2] < 0 ? NaN : row[2]) : null,
  };
}

function expected(rows: readonly Row[], sequenced: boolean): Row[] {
  const place = (row: Row) => sequenced ? (row[2] < 0 ? Infinity : row[2]) : 0;
  const order = (a: number, b: number) => a === b ? 0 : a - b;
  return rows.toSorted((a, b) =>
    order(a[0], b[0]) || order(a[1], b[1]) || order(place(a), place(b)) || order(a[3], b[3]) ||
    order(a[4], b[4])
  );
}

Deno.test("sortEvents() sorts as a comparison of whole rows does, few and many events a person", () => {
  for (const most of [12, 400]) {
    const row = fc.tuple(
      fc.nat(people - 1),
      fc.integer({ min: -most, max: most }),
      fc.integer({ min: -1, max: 2 }),
      fc.nat(2),
      fc.nat(1),
    );
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: most, size: "max" }),
        fc.boolean(),
        fc.boolean(),
        (rows, whole, sequenced) => {
          const sorted = sortEvents(columnsOf(rows, whole, sequenced));
          const right = expected(rows, sequenced);
          const wanted = columnsOf(right, whole, sequenced);
          assert.deepEqual({ ...sorted, starts: undefined }, { ...wanted, starts: undefined });
          for (let pid = 0; pid < people; pid++) {
            assert.equal(sorted.starts[pid], right.filter((one) => one[0] < pid).length);
          }
          assert.equal(sorted.starts[people], rows.length);
        },
      ),
      { seed: 1, numRuns: most === 12 ? 500 : 60 },
    );
  }
});

Deno.test("sortEvents() sorts a million events of one person, before 1970 too", () => {
  const count = 1_100_000;
  for (const size of [count, 2 ** 20]) {
    const at = Int32Array.from({ length: size }, (_, i) => (Math.imul(i, 2654435761) | 0) >> 4);
    const sorted = sortEvents({
      people: 1,
      person: new Uint32Array(size),
      at: at.slice(),
      event: new Uint16Array(size),
      properties: [],
      sequence: null,
    });
    assert.deepEqual(sorted.at, at.sort());
  }
});
