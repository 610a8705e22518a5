import { strict as assert } from "node:assert";
import fc from "fast-check";
import { eliminate, follow } from "./_absorb.ts";
import { markovChain, markovShape } from "./_markov_chain.ts";
import { removalEffects } from "./_removal_effects.ts";
import { channelPaths, type PathRow } from "./channel_paths.ts";

const chainOf = (rows: PathRow[], order: number) => {
  const paths = channelPaths(rows);
  return markovChain(markovShape(paths, order, "keep"), paths.conversions, paths.nulls, paths.value);
};

const rowsOf = fc.array(
  fc.record({
    path: fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 8 }),
    conversions: fc.integer({ min: 0, max: 5 }),
    nulls: fc.integer({ min: 0, max: 5 }),
    value: fc.integer({ min: -3, max: 9 }),
  }),
  { minLength: 1, maxLength: 15 },
);

Deno.test("eliminate() and follow() agree with what happened when nothing is closed", () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 3 }), (rows, order) => {
      const chain = chainOf(rows, order);
      const open = new Uint8Array(chain.shape.states);
      for (const result of [eliminate(chain, open), follow(chain, open, 1e-14)]) {
        assert.ok(Math.abs(result.conversionRate - chain.conversionRate) < 1e-12);
        assert.ok(Math.abs(result.meanValue - chain.meanValue) < 1e-11);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("removalEffects() are the same by elimination and between bounds", () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 3 }), (rows, order) => {
      const chain = chainOf(rows, order);
      const [exact, bounded] = [removalEffects(chain), removalEffects(chain, 1e-14, 0)];
      assert.deepEqual([exact.solver, bounded.solver], ["elimination", "bounds"]);
      exact.conversions.forEach((effect, i) => assert.ok(Math.abs(effect - bounded.conversions[i]!) < 1e-12));
    }),
    { seed: 1 },
  );
});

Deno.test("eliminate() keeps its digits in a chain that hardly ever ends, and follow() turns to it", () => {
  // a and b alternate for 2 · 10^12 touches on average; one in three converts, one in three of the others is through c.
  const loops = 1e12;
  const chain = {
    ...chainOf([{ path: "a > b > a > c", conversions: 1, nulls: 1 }], 1),
    start: Float64Array.of(1, 0, 0),
    probability: new Float64Array(0),
    convert: Float64Array.of(1 / (3 * loops), 0, 0.5),
    leave: Float64Array.of(1 / (3 * loops), 0, 0.5),
    value: null,
    conversionRate: 0.5,
  };
  const shape = { ...chain.shape, exits: Uint32Array.of(0, 2, 3, 3), to: Uint32Array.of(1, 2, 0) };
  const stiff = { ...chain, shape, probability: Float64Array.of(1 - 1 / loops, 1 / (3 * loops), 1) };
  const closed = Uint8Array.of(0, 0, 1);
  for (const result of [eliminate(stiff, closed), follow(stiff, closed, 1e-14)]) {
    assert.ok(Math.abs(result.conversionRate - 1 / 3) < 1e-15, String(result.conversionRate));
  }
});

Deno.test("removalEffects() of chains too large to eliminate stay within their bounds", () => {
  const rows = Array.from({ length: 700 }, (_, i) => ({
    path: Array.from({ length: 7 }, (_, j) => `c${(i * 31 + j * (7 + i % 13)) % 40}`),
    conversions: 1 + i % 3,
    nulls: i % 7,
  }));
  const chain = chainOf(rows, 3);
  const bounded = removalEffects(chain);
  assert.equal(bounded.solver, "bounds");
  assert.ok(bounded.gap <= 1e-14);
  const closed = Uint8Array.from(chain.shape.channelsOf, (channels) => Number(channels.includes(0)));
  const exact = 1 - eliminate(chain, closed).conversionRate / chain.conversionRate;
  assert.ok(Math.abs(exact - bounded.conversions[0]!) < 1e-12);
});
