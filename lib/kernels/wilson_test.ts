import { strict as assert } from "node:assert";
import fc from "fast-check";
import { wilson } from "./wilson.ts";

const near = (actual: { low: number; high: number }, low: number, high: number, within: number) => {
  assert.ok(Math.abs(actual.low - low) <= within, `low ${actual.low}, not ${low}`);
  assert.ok(Math.abs(actual.high - high) <= within, `high ${actual.high}, not ${high}`);
};

Deno.test("wilson() agrees with a case worked by hand", () => {
  // z² = 3.8416 at z = 1.96: 1 of 2 → (0.5 + 0.9604 ± 1.96 √(0.125 + 0.2401)) / 2.9208
  near(wilson(1, 2), 0.0945, 0.9055, 5e-5);
});

Deno.test("wilson() gives the published intervals of Newcombe (1998), table I, method 3", () => {
  near(wilson(81, 263), 0.2553, 0.3662, 5e-5);
  near(wilson(15, 148), 0.0624, 0.1605, 5e-5);
  near(wilson(0, 20), 0, 0.1611, 5e-5);
  near(wilson(1, 29), 0.0061, 0.1718, 5e-5);
});

Deno.test("wilson() holds the share, stays in [0, 1], mirrors, and narrows with more people", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (of, share) => {
        const n = Math.round(of * share);
        const { low, high } = wilson(n, of);
        assert.ok(0 <= low && low <= n / of && n / of <= high && high <= 1);
        near(wilson(of - n, of), 1 - high, 1 - low, 1e-12);
        const more = wilson(n * 10, of * 10);
        assert.ok(more.high - more.low <= high - low);
      },
    ),
    { seed: 1 },
  );
});

Deno.test("wilson() refuses counts and levels that make no sense", () => {
  for (const [n, of] of [[1, 0], [-1, 5], [6, 5], [0.5, 5], [NaN, 5], [1, Infinity]] as const) {
    assert.throws(() => wilson(n, of), RangeError);
  }
  assert.throws(() => wilson(1, 5, 1), RangeError);
  assert.throws(() => wilson(1, 5, 95), RangeError);
});
