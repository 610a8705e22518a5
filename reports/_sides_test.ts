import { strict as assert } from "node:assert";
import type { Group } from "../lib/segments/mod.ts";
import { pool } from "./_pool.ts";
import { misleadingOf, type Sides } from "./_sides.ts";

/** Groups of so many people one after the other; `did` of each did it. */
function people(rows: Readonly<Record<string, readonly [did: number, of: number]>>) {
  const total = Object.values(rows).reduce((sum, [, of]) => sum + of, 0);
  const who = new Uint8Array(total);
  let from = 0;
  const groups = Object.entries(rows).map(([id, [did, of]]): Group => {
    who.fill(1, from, from + did);
    const members = new Uint8Array(total).fill(1, from, from + of);
    from += of;
    return { id, name: id, kind: "segment", members, size: of };
  });
  return { groups, side: { who, of: new Uint8Array(total).fill(1) } };
}

Deno.test("pool() joins a group of few with the group whose rate is nearest", () => {
  const { groups, side } = people({ few: [7, 42], low: [20, 200], high: [49, 72] });
  assert.deepEqual(pool(groups, [side], 11)!.map(({ id, size }) => [id, size]), [["few+low", 242], [
    "high",
    72,
  ]]);
  assert.deepEqual(pool(groups, [side], 3)!.map(({ id }) => id), ["few", "low", "high"]);
});

Deno.test("pool() joins those who nearly all did it too, and gives up when one group is left", () => {
  const { groups, side } = people({ a: [28, 37], b: [30, 60], c: [12, 100] });
  assert.deepEqual(pool(groups, [side], 11)!.map(({ id }) => id), ["a+b", "c"]);
  const small = people({ a: [1, 5], b: [2, 5] });
  assert.equal(pool(small.groups, [small.side], 11), null);
  const zero = people({ a: [0, 50], b: [25, 50] });
  assert.equal(pool(zero.groups, [zero.side], 11)!.length, 2);
});

Deno.test("pool() leaves segments that share people alone", () => {
  const { groups, side } = people({ a: [20, 40], b: [20, 40] });
  assert.equal(pool([...groups, groups[0]!], [side], 11), null);
});

Deno.test("misleadingOf() says nothing of measures the gate did not let through", () => {
  const sides = {
    id: "x",
    title: "x",
    did: "x",
    sides: ["a", "b"],
    measures: [{ id: "x:1" }, { id: "x:2" }],
  };
  assert.equal(misleadingOf(sides as unknown as Sides, []), null);
});
