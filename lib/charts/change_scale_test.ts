import { strict as assert } from "node:assert";
import fc from "fast-check";
import { changeScale } from "./change_scale.ts";

Deno.test("changeScale() has zero in the middle and equal ends", () => {
  const points = changeScale([-0.04, 0.08, "hidden", null], { most: 1 });
  assert.deepEqual(points.ticks, [-0.08, 0, 0.08]);
  assert.deepEqual([points.at(-0.08), points.at(0), points.at(0.04), points.at(9)], [0, 50, 75, 100]);
});

Deno.test("changeScale() holds every shown value, and is not moved by a hidden one", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const { max, at } = changeScale(values);
      for (const value of values) assert.ok(Math.abs(value) <= max * (1 + 1e-9));
      assert.equal(changeScale([...values, "hidden"]).max, max);
      assert.equal(at(0), 50);
    }),
  );
});
