import { strict as assert } from "node:assert";
import fc from "fast-check";
import { published, publishedJson } from "./_published_for_tests.ts";
import { shapleyValues } from "./shapley_values.ts";

const near = (actual: ArrayLike<number>, expected: readonly number[]) =>
  expected.forEach((value, i) =>
    assert.ok(Math.abs(actual[i]! - value) < 1e-9, `${actual[i]}, not ${value}`)
  );

Deno.test("shapleyValues() agrees with a case worked by hand", () => {
  // Three players; only A with B wins 6, C adds nothing: A and B share.
  const worth = Float64Array.from({ length: 8 }, (_, s) => (s & 3) === 3 ? 6 : 0);
  near(shapleyValues(worth), [3, 3, 0]);
  assert.equal(shapleyValues(Float64Array.of(0)).length, 0);
});

interface Expected {
  shapleyAirport: { runway: Record<string, number>; shapley: Record<string, number> };
  shapleyDP6: { v: Record<string, number>; shapley: Record<string, number> };
  shapleyFOL: { worth: Record<string, number>; shapley: Record<string, number> };
}

Deno.test({
  name: "shapleyValues() gives the published values of three games (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const { shapleyAirport, shapleyDP6, shapleyFOL } = publishedJson<Expected>("expected/attribution.json");
    const runways = Object.values(shapleyAirport.runway);
    const longest = Float64Array.from(
      { length: 2 ** runways.length },
      (_, s) => Math.max(0, ...runways.filter((_, i) => s >> i & 1)),
    );
    near(shapleyValues(longest), Object.values(shapleyAirport.shapley));
    for (const [v, shapley] of [[shapleyDP6.v, shapleyDP6.shapley], [shapleyFOL.worth, shapleyFOL.shapley]]) {
      const players = Object.keys(shapley!);
      const worth = Float64Array.from({ length: 2 ** players.length }, (_, s) => {
        const key = players.filter((_, i) => s >> i & 1).join("+");
        return v![key] ?? 0;
      });
      near(shapleyValues(worth), Object.values(shapley!));
    }
  },
});

Deno.test("shapleyValues() are the mean over all orders of joining, and add up", () => {
  const orders = (left: number[]): number[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((first) =>
        orders(left.filter((other) => other !== first)).map((rest) => [first, ...rest])
      );
  const all = orders([0, 1, 2, 3]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 16, maxLength: 16 }), (v) => {
      const sums = [0, 0, 0, 0];
      for (const order of all) {
        let coalition = 0;
        for (const player of order) {
          sums[player]! += v[coalition | 1 << player]! - v[coalition]!;
          coalition |= 1 << player;
        }
      }
      const values = shapleyValues(Float64Array.from(v));
      near(values, sums.map((sum) => sum / all.length));
      near([values.reduce((sum, value) => sum + value, 0)], [v[15]! - v[0]!]);
    }),
    { seed: 1, numRuns: 30 },
  );
});

Deno.test("shapleyValues() refuses a number of coalitions that is no power of 2", () => {
  assert.throws(() => shapleyValues(new Float64Array(3)), RangeError);
  assert.throws(() => shapleyValues(new Float64Array(0)), RangeError);
});
