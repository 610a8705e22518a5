import { strict as assert } from "node:assert";
import fc from "fast-check";
import { wilson } from "../outcomes/mod.ts";
import { roundedRate } from "./_rounded.ts";

const open = { minimum: 11, neighbours: [], possible: () => true };

Deno.test("roundedRate() gives whole percent, the interval outwards", () => {
  // 66 of 326 is 20.25 % (16.24 to 24.94).
  assert.deepEqual(roundedRate(66, 326, open), { rate: 0.2, low: 0.16, high: 0.25 });
});

Deno.test("roundedRate() never speaks for a small count, its complement, or few people", () => {
  assert.equal(roundedRate(9, 200, open), null);
  assert.equal(roundedRate(114, 120, open), null);
  assert.equal(roundedRate(0, 10, open), null);
  assert.deepEqual(roundedRate(0, 200, open)!.rate, 0);
});

Deno.test("roundedRate() needs every small value of a neighbour to be possible still", () => {
  const neighbours = [{ value: 4, pairs: (v: number) => ({ of: 300 - v }) }];
  // 296 of 300 people answered; of any 290 to 299 some whole number is 42 %, with the same ends.
  assert.equal(roundedRate(125, 296, { ...open, neighbours })?.rate, 0.42);
  // When the 125 are printed, 42 % leaves 295 to 299: at most 5 people did not answer.
  assert.equal(roundedRate(125, 296, { ...open, neighbours, possible: (n) => n === 125 }), null);
  // A neighbour that is not small need not stay open.
  const large = [{ value: 40, pairs: (v: number) => ({ of: 336 - v }) }];
  assert.equal(roundedRate(125, 296, { ...open, neighbours: large, possible: (n) => n === 125 })?.rate, 0.42);
  // Of 196 people the ends in whole percent would say too much: the interval goes to steps of five.
  const few = [{ value: 4, pairs: (v: number) => ({ of: 200 - v }) }];
  assert.deepEqual(roundedRate(98, 196, { ...open, neighbours: few }), { rate: 0.5, low: 0.4, high: 0.6 });
  // Of 56 even that says too much.
  const fewer = [{ value: 4, pairs: (v: number) => ({ of: 60 - v }) }];
  assert.equal(roundedRate(24, 56, { ...open, neighbours: fewer }), null);
});

Deno.test("roundedRate() leaves a reader who tries all counts every value from 1 to 10", () => {
  const step = fc.record({
    left: fc.integer({ min: 30, max: 150 }),
    over: fc.integer({ min: 60, max: 300 }),
    stillDeciding: fc.integer({ min: 1, max: 10 }),
    overNext: fc.integer({ min: 0, max: 40 }),
  });
  let printed = 0;
  fc.assert(
    fc.property(step, ({ left, over, stillDeciding, overNext }) => {
      const of = left + over;
      const next = over + overNext;
      const people = next + left + stillDeciding;
      const rate = roundedRate(left, of, {
        minimum: 11,
        neighbours: [
          { value: stillDeciding, pairs: (v) => ({ n: people - next - v }) },
          { value: overNext, pairs: (v) => ({ ofMinusN: next - v }) },
          { value: people - of, pairs: (v) => ({ of: people - v }) },
        ],
        possible: (n, of) => n <= people - next && of <= people && of - n <= next,
      });
      if (rate === null) return;
      printed++;
      const still = new Set<number>();
      for (let n = 0; n <= people - next; n++) {
        for (let of = Math.max(1, n); of <= people; of++) {
          const { low, high } = wilson(n, of);
          const fine = [Math.floor(100 * low), Math.ceil(100 * high)];
          const coarse = [5 * Math.floor(20 * low), 5 * Math.ceil(20 * high)];
          const same = [fine, coarse].some((ends) =>
            ends[0] === Math.round(100 * rate.low) && ends[1] === Math.round(100 * rate.high)
          );
          if (same && Math.round(100 * n / of) === Math.round(100 * rate.rate)) still.add(people - next - n);
        }
      }
      for (let v = 1; v <= 10; v++) assert.ok(still.has(v), `still deciding cannot be ${v}`);
    }),
    { numRuns: 40 },
  );
  assert.ok(printed > 2, `printed ${printed}`);
});
