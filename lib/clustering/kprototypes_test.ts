import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { Column, Columns } from "../engine/mod.ts";
import { ofRows } from "./_samples_for_tests.ts";
import { kmeans } from "./kmeans.ts";
import { kprototypes } from "./kprototypes.ts";
import { mixedData } from "./mixed_data.ts";

const bits = (values: readonly unknown[]) => {
  const bytes = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, i) => bytes[i >> 3]! |= value === null ? 1 << (i & 7) : 0);
  return { bytes, count: values.filter((value) => value === null).length };
};

/** A table of numbers and words; null is missing. */
function tableOf(columns: Record<string, readonly (number | string | null)[]>): Columns {
  const entries = Object.entries(columns);
  return {
    rows: entries[0]![1].length,
    columns: new Map(entries.map(([name, values]): [string, Column] => {
      if (!values.some((value) => typeof value === "string")) {
        return [name, Float64Array.from(values, (value) => Number(value))];
      }
      const dictionary = [...new Set(values.map(String))];
      return [name, {
        codes: Uint32Array.from(values, (value) => dictionary.indexOf(String(value))),
        dictionary,
      }];
    })),
    nulls: new Map(
      entries.map(([name, values]) => [name, bits(values)] as const).filter(([, { count }]) => count > 0),
    ),
  };
}

Deno.test("kprototypes() by hand: gamma, prototypes and costs", async () => {
  const data = mixedData(tableOf({ age: [0, 2, 10, 12], town: ["Ulm", "Bonn", "Bonn", "Bonn"] }));
  const { result, labels } = await kprototypes(data, { k: 2 });
  // Half of the standard deviation of 0, 2, 10, 12: its square is (36 + 16 + 16 + 36) / 4.
  assert.ok(Math.abs(result.prototypeFit!.gamma - Math.sqrt(26) / 2) < 1e-12);
  assert.deepEqual([...labels], [1, 1, 2, 2]);
  // Of two equally common words the first by the alphabet.
  assert.deepEqual(result.prototypeFit!.prototypes, [[1, "Bonn"], [11, "Bonn"]]);
  assert.ok(Math.abs(result.withinSS! - (2 + 2 + Math.sqrt(26) / 2)) < 1e-12);
  assert.ok(Math.abs(result.totalSS! - (104 + Math.sqrt(26) / 2)) < 1e-12);
  assert.equal(result.restartHits, 10);
});

Deno.test("kprototypes() averages each variable's own deviation for gamma, not all numbers at once", async () => {
  const data = mixedData(tableOf({ small: [0, 2], large: [1000, 1040], town: ["Ulm", "Bonn"] }));
  const { result } = await kprototypes(data, { k: 1 });
  assert.equal(result.prototypeFit!.gamma, (1 + 20) / 2 / 2);
});

Deno.test("kprototypes() with words only is k-modes, and with numbers only k-means", async () => {
  const words = mixedData(tableOf({
    a: ["x", "x", "x", "y", "y", "y"],
    b: ["p", "p", "q", "r", "r", "s"],
  }));
  const modes = await kprototypes(words, { k: 2 });
  assert.deepEqual([...modes.labels], [1, 1, 1, 2, 2, 2]);
  assert.equal(modes.result.withinSS, 2);
  assert.deepEqual(modes.result.prototypeFit!.prototypes, [["x", "p"], ["y", "r"]]);
  const x = [1, 2, 4, 8, 9, 15, 16, 18, 30];
  const numbers = await kprototypes(mixedData(tableOf({ x })), { k: 3 });
  const means = await kmeans(ofRows(x.map((value) => [value])), { k: 3 });
  assert.ok(Math.abs(numbers.result.withinSS! - means.result.withinSS!) < 1e-9);
  assert.deepEqual(numbers.labels, means.labels);
});

Deno.test("kprototypes() leaves out what is missing", async () => {
  const data = mixedData(tableOf({
    x: [0, null, 2, 20, 22, null],
    town: ["Ulm", "Ulm", null, "Bonn", null, "Bonn"],
  }));
  const { result, labels } = await kprototypes(data, { k: 2, gamma: 9 });
  assert.deepEqual([...labels], [2, 2, 2, 1, 1, 1]);
  assert.deepEqual(result.prototypeFit!.prototypes, [[21, "Bonn"], [1, "Ulm"]]);
  assert.equal(result.withinSS, 4);
});

Deno.test("kprototypes() takes ranks as numbers, and scales", async () => {
  const table = tableOf({ rank: ["low", "mid", "high", "high"], big: [0, 1000, 3000, 4000] });
  const data = mixedData(table, {
    columns: [{ column: "rank", as: "ordinal", order: ["low", "mid", "high"] }, "big"],
  });
  const { result } = await kprototypes(data, { k: 2, scale: "min-max" });
  assert.deepEqual(result.prototypeFit!.prototypes, [[1.5, 500], [3, 3500]]);
  assert.ok(Math.abs(result.withinSS! - (2 * 0.25 ** 2 + 2 * 0.125 ** 2 + 2 * 0.125 ** 2)) < 1e-12);
});

const person = fc.tuple(
  fc.option(fc.integer({ min: 0, max: 9 }), { freq: 5 }),
  fc.constantFrom("a", "b", "c"),
  fc.option(fc.constantFrom("p", "q"), { freq: 6 }),
);

Deno.test("kprototypes() does not mind the order of rows and columns; everybody is with the cheapest", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 6, maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      async (people, k) => {
        const x = people.map((one) => one[0]);
        if (x.every((value) => value === null) || people.every((one) => one[2] === null)) return;
        const u = people.map((one) => one[1]);
        const v = people.map((one) => one[2]);
        const first = await kprototypes(mixedData(tableOf({ x, u, v })), { k, gamma: 4 });
        const back = tableOf({ v: v.toReversed(), x: x.toReversed(), u: u.toReversed() });
        const turned = await kprototypes(mixedData(back), { k, gamma: 4 });
        assert.ok(Math.abs(first.result.withinSS! - turned.result.withinSS!) < 1e-9);
        assert.deepEqual(turned.labels.toReversed(), first.labels);
        const { prototypes } = first.result.prototypeFit!;
        const cost = ([a, b, c]: (typeof people)[number], [m, f, g]: readonly (number | string | null)[]) =>
          (a === null || m === null ? 0 : (a - Number(m)) ** 2) + (b === f ? 0 : 4) +
          (c === null || g === null || c === g ? 0 : 4);
        let sum = 0;
        people.forEach((one, i) => {
          const costs = prototypes.map((prototype) => cost(one, prototype!));
          sum += costs[first.labels[i]! - 1]!;
          assert.ok(costs[first.labels[i]! - 1]! <= Math.min(...costs) + 1e-9);
        });
        assert.ok(Math.abs(sum - first.result.withinSS!) < 1e-6);
      },
    ),
    { numRuns: 60, seed: 9 },
  );
});

Deno.test("kprototypes() always begins: with too few different people there are fewer clusters", async () => {
  const same = await kprototypes(mixedData(tableOf({ x: [5, 5, 5], town: ["Ulm", "Ulm", "Ulm"] })), { k: 2 });
  assert.deepEqual(same.result.sizes, [3]);
  assert.equal(same.result.prototypeFit!.gamma, 1);
  assert.match(same.result.warnings.join(), /only 1 has people/);
  const one = await kprototypes(mixedData(tableOf({ town: ["Ulm"] })), { k: 1 });
  assert.equal(one.result.withinSS, 0);
});

Deno.test("kprototypes() takes weights as so many rows, and refuses what makes no sense", async () => {
  const few = mixedData(tableOf({ x: [0, 4, 20, 30], town: ["Ulm", "Ulm", "Bonn", "Bonn"] }));
  const many = mixedData(
    tableOf({ x: [0, 0, 0, 4, 20, 30], town: ["Ulm", "Ulm", "Ulm", "Ulm", "Bonn", "Bonn"] }),
  );
  const weighed = await kprototypes(few, { k: 2, weights: Float64Array.of(3, 1, 1, 1) });
  const equal = await kprototypes(many, { k: 2 });
  assert.ok(Math.abs(weighed.result.withinSS! - equal.result.withinSS!) < 1e-9);
  await assert.rejects(kprototypes(few, { k: 5 }), /Cannot make 5 clusters of 4 people/);
  await assert.rejects(kprototypes(few, { k: 2, gamma: 0 }), /gamma = 0: give a number above 0/);
  await assert.rejects(kprototypes(few, { k: 2, restarts: 0 }), /0 times/);
  await assert.rejects(kprototypes(few, { k: 2, maxIterations: 0 }), /0 iterations/);
  await assert.rejects(kprototypes(few, { k: 2, signal: AbortSignal.abort(new Error("enough")) }), /enough/);
});

Deno.test("kprototypes() measures silhouettes by its own dissimilarity, by hand", async () => {
  const table = {
    rows: 3,
    columns: new Map<string, Column>([
      ["age", Float64Array.of(0, 1, 3)],
      ["town", { codes: Uint32Array.of(0, 0, 1), dictionary: ["Ulm", "Bonn"] }],
    ]),
    nulls: new Map(),
  };
  const { result, labels } = await kprototypes(mixedData(table), { k: 2, gamma: 2 });
  assert.deepEqual([...labels], [1, 1, 2]);
  // The first two are 1 apart, 9 + 2 and 4 + 2 from the third, who is alone.
  assert.ok(Math.abs(result.silhouette! - (10 / 11 + 5 / 6 + 0) / 3) < 1e-12);
  assert.equal((await kprototypes(mixedData(table), { k: 1 })).result.silhouette, null);
});
