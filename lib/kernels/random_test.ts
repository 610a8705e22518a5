import { strict as assert } from "node:assert";
import { random } from "./random.ts";

Deno.test("random() gives the same numbers for the same seed, others for another", () => {
  const first = Array.from({ length: 5 }, random(42));
  assert.deepEqual(first, Array.from({ length: 5 }, random(42)));
  assert.notDeepEqual(first, Array.from({ length: 5 }, random(43)));
  assert.notDeepEqual(first, Array.from({ length: 5 }, random(42 + 2 ** 32)));
});

Deno.test("random() fills [0, 1) evenly", () => {
  const draw = random(7);
  const counts = new Array<number>(16).fill(0);
  for (let i = 0; i < 160_000; i++) counts[Math.floor(draw() * 16)]!++;
  // Sixteen cells of 10,000: chi-square with 15 degrees of freedom stays below 37.7 in 999 of 1,000 cases.
  const chiSquare = counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
  assert.ok(chiSquare < 37.7, String(chiSquare));
});

Deno.test("random() refuses a seed that is no whole number", () => {
  for (const seed of [NaN, 0.5, 2 ** 60]) assert.throws(() => random(seed), RangeError);
});
