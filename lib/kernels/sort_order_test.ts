import { strict as assert } from "node:assert";
import fc from "fast-check";
import { random } from "./random.ts";
import { sortOrder } from "./sort_order.ts";

const slow = (values: Float64Array) =>
  Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);

Deno.test("sortOrder() keeps equal values in their order, -0 beside 0", () => {
  assert.deepEqual([...sortOrder(Float64Array.of(3, 1, 3, 0, -0))], [3, 4, 1, 0, 2]);
  assert.equal(sortOrder(new Float64Array(0)).length, 0);
});

Deno.test("sortOrder() agrees with a plain sort for any numbers", () => {
  const number = fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer(),
    fc.constantFrom(0, -0, Infinity, -Infinity),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 50 }), (some) => {
      // Repeated beyond the size at which the radix sort takes over.
      const values = Float64Array.from(
        { length: 5000 },
        (_, i) => some.length ? some[i % some.length]! : i % 7,
      );
      assert.deepEqual([...sortOrder(values)], slow(values));
    }),
    { seed: 1, numRuns: 40 },
  );
});

Deno.test("sortOrder() sorts fractions, whole numbers and negatives in the large, and changes nothing", () => {
  const draw = random(3);
  for (const make of [() => draw(), () => Math.floor(draw() * 400), () => (draw() - 0.5) * 1e9]) {
    const values = Float64Array.from({ length: 20_000 }, make);
    const before = values.slice();
    assert.deepEqual([...sortOrder(values)], slow(values));
    assert.deepEqual(values, before);
  }
});
