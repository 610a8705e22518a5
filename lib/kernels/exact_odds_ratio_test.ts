import { strict as assert } from "node:assert";
import fc from "fast-check";
import { exactOddsRatio, type TwoByTwo } from "./exact_odds_ratio.ts";

const table = (yes: number, no: number, otherYes: number, otherNo: number): TwoByTwo => ({
  yes,
  no,
  otherYes,
  otherNo,
});
const near = (actual: number | null, expected: number, within: number) =>
  assert.ok(actual !== null && Math.abs(actual / expected - 1) <= within, `${actual}, not ${expected}`);

Deno.test("exactOddsRatio() agrees with Fisher's tea tasting, worked by hand", () => {
  // 3 of 4 cups right: (16 + 1)/70 to one side, the same to the other.
  const tea = table(3, 1, 1, 3);
  near(exactOddsRatio(tea).p, 34 / 70, 1e-12);
  // Mid-p: twice (1/70 + half of 16/70).
  near(exactOddsRatio(tea, { method: "midP" }).p, 18 / 70, 1e-12);
  // Upper end of 1 of 2 against 1 of 2, margins (2, 2, 2): weights 1, 4r, r². P(X ≤ 1) = (1 + 4r)/(1 + 4r + r²) = 0.025.
  const { oddsRatio, low, high } = exactOddsRatio(table(1, 1, 1, 1));
  const by = 4 * 39;
  near(high, (by + Math.sqrt(by * by + 4 * 39)) / 2, 1e-10);
  near(low, 1 / high!, 1e-10);
  near(oddsRatio, 1, 1e-10);
});

Deno.test("exactOddsRatio() gives the p-values, intervals and estimates of R 4.2.2 fisher.test", () => {
  // fisher.test(matrix(c(...), 2, byrow = TRUE)); its ends are solved to two or three digits where they are large
  const cases: [TwoByTwo, number, number | null, number, number | null][] = [
    [table(3, 1, 1, 3), 0.485714285714, 6.40830886701, 0.211732915306, 621.933750545],
    [table(12, 5, 6, 29), 0.000360677238591, 10.8905017676, 2.49859893799, 57.0935149381],
    [table(60, 140, 300, 1500), 1.06626569908e-05, 2.14188659936, 1.51690764441, 2.99832291948],
    [table(1200, 88_000, 900, 91_000), 3.35691343539e-13, 1.37877891522, 1.26288353385, 1.50569395976],
    [table(5, 5, 0, 10), 0.0325077399381, null, 1.19539603854, null],
  ];
  for (const [counts, p, estimate, from, to] of cases) {
    const found = exactOddsRatio(counts);
    near(found.p, p, 1e-8);
    near(found.low, from, 1e-2);
    if (estimate === null) assert.equal(found.oddsRatio, null);
    else near(found.oddsRatio, estimate, 1e-3);
    if (to === null) assert.equal(found.high, null);
    else near(found.high, to, 1e-2);
  }
  const none = exactOddsRatio(table(0, 8, 5, 7));
  assert.deepEqual([none.oddsRatio, none.low], [0, 0]);
  near(none.p, 0.0546955624355, 1e-10);
  near(none.high, 1.39245944771, 1e-3);
  near(exactOddsRatio(table(600, 400, 900, 9000)).p, 1.59500779104e-296, 1e-6);
});

Deno.test("exactOddsRatio() solves its ends: at them, each tail is 2.5 %", () => {
  // Margins 4, 4, 4: weights 1, 16r, 36r², 16r³, r⁴.
  const weights = (r: number) => [1, 16 * r, 36 * r ** 2, 16 * r ** 3, r ** 4];
  const { low, high } = exactOddsRatio(table(3, 1, 1, 3));
  const share = (r: number, from: number, to: number) => {
    const all = weights(r);
    return all.slice(from, to).reduce((a, b) => a + b) / all.reduce((a, b) => a + b);
  };
  near(share(low, 3, 5), 0.025, 1e-10);
  near(share(high!, 0, 4), 0.025, 1e-10);
});

Deno.test("exactOddsRatio() of a table with an empty row or column knows nothing", () => {
  for (const counts of [table(0, 0, 3, 4), table(0, 3, 0, 4), table(2, 0, 3, 0), table(0, 0, 0, 0)]) {
    assert.deepEqual(exactOddsRatio(counts), { oddsRatio: null, low: 0, high: null, p: 1 });
  }
});

const counts = fc.integer({ min: 0, max: 30 });

Deno.test("exactOddsRatio() turns over with its table, and holds 1 as long as p is above 0.05 on both sides", () => {
  fc.assert(
    fc.property(counts, counts, counts, counts, fc.constantFrom("exact", "midP"), (a, b, c, d, method) => {
      const options = { method } as const;
      const found = exactOddsRatio(table(a, b, c, d), options);
      const turned = exactOddsRatio(table(b, a, d, c), options);
      near(turned.p, found.p, 1e-9);
      assert.ok(found.p >= 0 && found.p <= 1);
      if (turned.high === null) assert.ok(found.low === 0);
      else near(found.low * turned.high, 1, 1e-9);
      if (found.oddsRatio !== null) {
        assert.ok(found.low <= found.oddsRatio && (found.high === null || found.oddsRatio <= found.high));
      }
      // The mid-p value and interval are two views of one test.
      if (method === "midP" && Math.abs(found.p - 0.05) > 1e-6 && found.p < 1) {
        const holds = found.low <= 1 && (found.high === null || found.high >= 1);
        assert.equal(holds, found.p > 0.05);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("exactOddsRatio() by brute force: Fisher's p is the share of shuffles no more likely", () => {
  const choose = (n: number, k: number): number => k === 0 ? 1 : choose(n - 1, k - 1) * n / k;
  const few = fc.integer({ min: 0, max: 8 });
  fc.assert(
    fc.property(few, few, few, few, (a, b, c, d) => {
      const weight = (x: number) => choose(a + b, x) * choose(c + d, a + c - x);
      let all = 0;
      let rare = 0;
      for (let x = Math.max(0, a - d); x <= Math.min(a + b, a + c); x++) {
        all += weight(x);
        if (weight(x) <= weight(a) * (1 + 1e-9)) rare += weight(x);
      }
      near(exactOddsRatio(table(a, b, c, d)).p, rare / all, 1e-9);
    }),
    { seed: 1 },
  );
});

Deno.test("exactOddsRatio() refuses counts and levels that make no sense", () => {
  assert.throws(() => exactOddsRatio(table(-1, 1, 1, 1)), /yes is -1/);
  assert.throws(() => exactOddsRatio(table(1, 0.5, 1, 1)), RangeError);
  assert.throws(() => exactOddsRatio(table(1, 1, 1, 1), { level: 1 }), RangeError);
});
