import { strict as assert } from "node:assert";
import { chiSquareTail } from "./chi_square_tail.ts";

Deno.test("chiSquareTail() with two degrees of freedom is exp(-x/2)", () => {
  for (const x of [0, 0.1, 1, 10, 100, 700]) {
    assert.ok(Math.abs(chiSquareTail(x, 2) / Math.exp(-x / 2) - 1) < 1e-12, String(x));
  }
});

Deno.test("chiSquareTail() gives the printed tables, and R 4.2.2 pchisq(lower.tail = FALSE) far out", () => {
  assert.equal(chiSquareTail(3.841459, 1).toFixed(6), "0.050000");
  assert.equal(chiSquareTail(18.307038, 10).toFixed(6), "0.050000");
  assert.equal(chiSquareTail(23.209251, 10).toFixed(6), "0.010000");
  // pchisq(300, 1, lower.tail = FALSE)
  assert.ok(Math.abs(chiSquareTail(300, 1) / 3.29436238331404e-67 - 1) < 1e-10);
});

Deno.test("chiSquareTail() refuses what is no statistic", () => {
  assert.equal(chiSquareTail(Infinity, 1), 0);
  for (const [x, df] of [[-1, 1], [NaN, 1], [1, 0], [1, NaN]] as const) {
    assert.throws(() => chiSquareTail(x, df), RangeError);
  }
});
