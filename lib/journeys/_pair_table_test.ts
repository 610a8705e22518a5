import { strict as assert } from "node:assert";
import fc from "fast-check";
import { pairTable } from "./_pair_table.ts";
import { sparsePairs } from "./_sparse_pairs.ts";
import { eventLogOf, transitions } from "./mod.ts";

Deno.test("pairTable() and sparsePairs() count the same", () => {
  const ways = fc.array(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.nat({ max: 50 })), { maxLength: 9 }),
    {
      minLength: 1,
      maxLength: 9,
    },
  );
  fc.assert(fc.property(ways, fc.constantFrom(5, 20, Infinity), fc.boolean(), (people, idle, some) => {
    const log = eventLogOf(people.flatMap((way, person) => {
      let at = 0;
      return way.map(([event, wait]) => ({ person, event: `e${event}`, at: at += wait }));
    }));
    const members = some ? Uint8Array.from({ length: log.people }, (_, pid) => pid % 2) : null;
    const { pairs, ...rest } = sparsePairs(log, { idle, members });
    const sorted = pairs.toSorted((a, b) => a.from - b.from || a.to - b.to);
    assert.deepEqual(pairTable(log, { idle, members }), { ...rest, pairs: sorted });
  }));
});

Deno.test("transitions() are counted for more names than a square of pairs has room for", () => {
  const log = eventLogOf(
    Array.from({ length: 2000 }, (_, at) => ({ person: at % 2, event: `e${at % 1000}`, at })),
  );
  const { edges, nodes } = transitions(log, { sessions: "1h" });
  assert.deepEqual([nodes.length, edges.length, edges[0]!.count], [1000, 1000, 2]);
  const { from, to, count, people, sessions, medianSeconds } = edges.at(-1)!;
  assert.deepEqual([from, to, count, people, sessions, medianSeconds], ["e999", "e1", 1, 1, 1, 2]);
});
