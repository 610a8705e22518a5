import { strict as assert } from "node:assert";
import fc from "fast-check";
import { median, quickselect } from "./quickselect.ts";

Deno.test("quickselect() finds what sorting finds, ties and order notwithstanding", () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), fc.nat(), (array, place) => {
      const sorted = Float64Array.from(array).sort();
      const k = place % array.length;
      // -0 and 0 are one number here: === on purpose.
      assert.ok(quickselect(Float64Array.from(array), k) === sorted[k]);
    }),
    { seed: 1, numRuns: 500 },
  );
});

Deno.test("quickselect() stays linear on sorted, reversed and constant values", () => {
  const n = 1_000_000;
  for (const make of [(i: number) => i, (i: number) => n - i, () => 7]) {
    const values = Float64Array.from({ length: n }, (_, i) => make(i));
    const expected = Float64Array.from(values).sort()[n >> 1];
    assert.equal(quickselect(values, n >> 1), expected);
  }
});

Deno.test("quickselect() refuses a place outside the values", () => {
  assert.throws(() => quickselect(new Float64Array(0), 0), RangeError);
  assert.throws(() => quickselect(Float64Array.of(1, 2), 2), RangeError);
  assert.throws(() => quickselect(Float64Array.of(1, 2), 0.5), RangeError);
});

Deno.test("median() of none, one, two and three values", () => {
  assert.equal(median(new Float64Array(0)), null);
  assert.equal(median(Float64Array.of(4)), 4);
  assert.equal(median(Float64Array.of(9, 4)), 6.5);
  assert.equal(median(Float64Array.of(9, 4, 5)), 5);
});
