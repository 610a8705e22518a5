import { strict as assert } from "node:assert";
import cdf from "@stdlib/binomial-cdf";
import fc from "fast-check";
import { medianInterval } from "./median_interval.ts";

const upTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);

Deno.test("medianInterval() by hand: six values need all of them, five have no 95% interval", () => {
  assert.deepEqual(medianInterval(upTo(6)), {
    median: 3.5,
    low: 1,
    high: 6,
    ranks: [1, 6],
    coverage: 1 - 2 / 64,
  });
  assert.deepEqual(medianInterval([7, 7, 8, 9, 9]), {
    median: 8,
    low: null,
    high: null,
    ranks: null,
    coverage: null,
  });
  assert.equal(medianInterval([4])!.median, 4);
  assert.equal(medianInterval([]), null);
});

Deno.test("medianInterval() gives the published ranks of the sign-test table", () => {
  // Ranks and coverage as in Conover (1999), table A3, and textbooks since Thompson (1936).
  const published = [
    [8, 1, "0.992"],
    [10, 2, "0.979"],
    [15, 4, "0.965"],
    [20, 6, "0.959"],
    [
      25,
      8,
      "0.957",
    ],
    [30, 10, "0.957"],
    [100, 40, "0.965"],
  ] as const;
  for (const [n, rank, coverage] of published) {
    const found = medianInterval(upTo(n))!;
    assert.deepEqual(found.ranks, [rank, n + 1 - rank], `${n} values`);
    assert.equal(found.coverage!.toFixed(3), coverage, `${n} values`);
  }
});

Deno.test("medianInterval() covers at least the level, and the next narrower pair does not", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.constantFrom(0.8, 0.9, 0.95, 0.99),
      (n, level) => {
        const found = medianInterval(upTo(n), level)!;
        if (found.ranks === null) return assert.ok(1 - 2 * 0.5 ** n < level);
        assert.ok(found.coverage! >= level - 1e-12);
        assert.ok(1 - 2 * cdf(found.ranks[0], n, 0.5) < level, "a narrower pair would do");
        assert.ok(found.low! <= found.median && found.median <= found.high!);
        assert.equal(found.ranks[0] + found.ranks[1], n + 1);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("medianInterval() has the coverage of the binomial distribution as stdlib gives it, for few values and many", () => {
  for (const n of [6, 7, 50, 999, 12_345, 250_000]) {
    for (const level of [0.8, 0.95, 0.99]) {
      const { ranks, coverage } = medianInterval(upTo(n), level)!;
      if (ranks === null) continue;
      const expected = 1 - 2 * cdf(ranks[0] - 1, n, 0.5);
      assert.ok(Math.abs(coverage! - expected) < 1e-12, `${n} at ${level}: ${coverage} for ${expected}`);
      assert.ok(1 - 2 * cdf(ranks[0], n, 0.5) < level, `${n} at ${level}: a narrower pair would do`);
    }
  }
});

Deno.test("medianInterval() refuses unsorted or missing values and a wrong level", () => {
  assert.throws(() => medianInterval([3, 1]), RangeError);
  assert.throws(() => medianInterval([1, NaN]), RangeError);
  assert.throws(() => medianInterval([1, 2], 95), RangeError);
});
