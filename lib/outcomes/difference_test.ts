import { strict as assert } from "node:assert";
import fc from "fast-check";
import { wilson } from "../kernels/mod.ts";
import { difference } from "./difference.ts";
import { newcombe } from "./newcombe.ts";

const rate = (n: number, of: number) => ({ value: n / of, ...wilson(n, of) });

Deno.test("difference() by hand: distances of 3 and 4 give one of 5", () => {
  const found = difference({ value: 10, low: 7, high: 14 }, { value: 6, low: 3, high: 10 });
  assert.deepEqual(found, { value: 4, low: -1, high: 9 });
});

Deno.test("difference() of rates is Newcombe's method 10: table II of Newcombe (1998)", () => {
  for (
    const [n1, of1, n2, of2, low, high] of [
      [56, 70, 48, 80, "0.0524", "0.3339"],
      [9, 10, 3, 10, "0.1705", "0.8090"],
      [5, 56, 0, 29, "-0.0381", "0.1926"],
    ] as const
  ) {
    const found = difference(rate(n1, of1), rate(n2, of2));
    assert.deepEqual([found.low.toFixed(4), found.high.toFixed(4)], [low, high]);
  }
});

Deno.test("difference() agrees with newcombe(), and mirrors when swapped", () => {
  const share = fc.integer({ min: 1, max: 5000 }).chain((of) =>
    fc.integer({ min: 0, max: of }).map((n) => ({ n, of }))
  );
  fc.assert(fc.property(share, share, (a, b) => {
    const [first, second] = [rate(a.n, a.of), rate(b.n, b.of)];
    const found = difference(first, second);
    const known = newcombe(a, b);
    assert.ok(Math.abs(Math.max(-1, found.low) - known.low) < 1e-12);
    assert.ok(Math.abs(Math.min(1, found.high) - known.high) < 1e-12);
    const back = difference(second, first);
    assert.ok(Math.abs(found.low + back.high) < 1e-12);
  }));
});

Deno.test("difference() is wider when many are looked at together", () => {
  const [first, second] = [rate(300, 1000), rate(250, 1000)];
  const alone = difference(first, second);
  const together = difference(first, second, { comparisons: 20 });
  assert.ok(alone.low > 0 && together.low < 0);
  // 1 − 0.025/20 = 0.99875 → 3.0233; over 1.95996.
  assert.ok(Math.abs((alone.value - together.low) / (alone.value - alone.low) - 3.0233 / 1.95996) < 1e-4);
});

Deno.test("difference() refuses a number of comparisons that is none", () => {
  for (const comparisons of [0, -1, 1.5, NaN]) {
    assert.throws(() => difference(rate(1, 2), rate(1, 2), { comparisons }), RangeError);
  }
});
