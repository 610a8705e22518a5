import { strict as assert } from "node:assert";
import fc from "fast-check";
import { QuartileFinder } from "./_quartiles.ts";

const finder = new QuartileFinder();
const quartiles = (...values: number[]) => finder.find(Float64Array.from(values), values.length, 1000);

Deno.test("QuartileFinder gives R's quantile() of small cases", () => {
  assert.equal(quartiles(), null);
  assert.deepEqual(quartiles(7), { lower: 7, middle: 7, upper: 7 });
  assert.deepEqual(quartiles(9, 1, 4, 2), { lower: 1.75, middle: 3, upper: 5.25 });
  assert.deepEqual(quartiles(5, 1, 3, 2, 4), { lower: 2, middle: 3, upper: 4 });
});

Deno.test("QuartileFinder finds among many values what sorting them finds", () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 1000, noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 257, maxLength: 2000 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const at = (share: number) => {
        const place = (values.length - 1) * share;
        const low = sorted[Math.floor(place)]!;
        return low + (sorted[Math.ceil(place)]! - low) * (place % 1);
      };
      const found = quartiles(...values)!;
      for (const [share, got] of [[0.25, found.lower], [0.5, found.middle], [0.75, found.upper]] as const) {
        assert.ok(Math.abs(got - at(share)) < 1e-9);
      }
    }),
    { numRuns: 50, seed: 1 },
  );
});
