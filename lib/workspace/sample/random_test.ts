import { strict as assert } from "node:assert";
import fc from "fast-check";
import { Even, pickAt, quantile, Stream } from "./random.ts";

Deno.test("Stream is sfc32: the first numbers after seeding and twelve rounds", () => {
  // The reference written out in 64-bit integers, to check the 32-bit arithmetic above.
  const mask = 0xffff_ffffn;
  let [a, b, c, d] = [5n, 1n, 17n, 1n];
  const next = () => {
    const t = (a + b + d) & mask;
    d = (d + 1n) & mask;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & mask;
    c = ((c << 21n) | (c >> 11n)) & mask;
    c = (c + t) & mask;
    return Number(t);
  };
  for (let i = 0; i < 12; i++) next();
  const stream = new Stream(5);
  stream.start("person", 17);
  for (let i = 0; i < 1000; i++) assert.equal(stream.unit(), next() / 2 ** 32);
});

Deno.test("Stream.unit() is uniform: a chi-square of 100 bins stays within five standard deviations", () => {
  const stream = new Stream(1);
  const bins = new Float64Array(100);
  const n = 200_000;
  for (let i = 0; i < n; i++) {
    if (i % 20 === 0) stream.start("journey", i);
    bins[Math.floor(stream.unit() * 100)]!++;
  }
  const chi = bins.reduce((sum, seen) => sum + (seen - n / 100) ** 2 / (n / 100), 0);
  assert.ok(Math.abs(chi - 99) < 5 * Math.sqrt(2 * 99), `chi-square ${chi}`);
});

Deno.test("Stream.start() gives purposes and people streams of their own", () => {
  const stream = new Stream(1);
  const first = (purpose: "person" | "journey", index: number) => {
    stream.start(purpose, index);
    return stream.unit();
  };
  assert.equal(
    new Set([first("person", 0), first("person", 1), first("journey", 0), first("journey", 1)]).size,
    4,
  );
});

Deno.test("pickAt() takes each index for its share of the weights", () => {
  assert.deepEqual([0, 0.24, 0.26, 0.99].map((u) => pickAt(u, [1, 3])), [0, 0, 1, 1]);
  assert.equal(pickAt(0, [0, 1]), 1);
  fc.assert(fc.property(
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 }).filter((w) =>
      w.some((x) => x > 0)
    ),
    (u, weights) => {
      const i = pickAt(u, weights);
      const before = weights.slice(0, i).reduce((a, b) => a + b, 0);
      const total = weights.reduce((a, b) => a + b, 0);
      return before <= u * total + 1e-9 && u * total <= before + weights[i]! + 1e-9;
    },
  ));
});

Deno.test("quantile() runs straight between the knots and never falls", () => {
  const table = [12, 19, 24, 28, 55.5];
  assert.deepEqual([0, 0.25, 0.5, 0.75, 1].map((u) => quantile(u, table)), table);
  assert.equal(quantile(0.125, table), 15.5);
});

Deno.test("Even keeps every prefix of a group near its share", () => {
  const even = new Even(3);
  for (const share of [0.07, 0.5, 0.86]) {
    let hits = 0;
    for (let n = 1; n <= 2000; n++) {
      if (even.next(Math.round(share * 100)) < share) hits++;
      // Discrepancy of the golden-ratio sequence: about (3 + ln n) / n.
      assert.ok(Math.abs(hits / n - share) <= (3 + Math.log(n)) / n, `${hits} of ${n}, share ${share}`);
    }
  }
});
