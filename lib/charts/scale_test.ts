import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { Shown } from "../segments/mod.ts";
import { scale } from "./scale.ts";

Deno.test("scale() ends at a round number above everything shown", () => {
  assert.deepEqual(scale([3, 17]).ticks, [0, 5, 10, 15, 20]);
  assert.deepEqual(scale([722_049]).ticks, [0, 200_000, 400_000, 600_000, 800_000]);
  assert.deepEqual(scale([0.3, 0.66], { most: 1 }).ticks, [0, 0.2, 0.4, 0.6, 0.8]);
});

Deno.test("scale() places values in percent and keeps them inside", () => {
  const { at } = scale([20]);
  assert.deepEqual([at(0), at(5), at(20), at(-3), at(99)], [0, 25, 100, 0, 100]);
});

Deno.test("scale() of nothing shown still is an axis", () => {
  assert.deepEqual(scale([]).ticks, [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(scale(["hidden", null, 0], { most: 1 }).ticks, [0, 0.25, 0.5, 0.75, 1]);
});

Deno.test("scale() holds what is shown and never looks at what is not", () => {
  const value = fc.double({ min: 0, max: 1e9, noNaN: true });
  fc.assert(fc.property(fc.array(value), fc.nat(5), (values, gaps) => {
    const before = scale(values);
    const mixed: (Shown | null)[] = [...Array<Shown>(gaps).fill("hidden"), ...values, null];
    assert.deepEqual(scale(mixed).ticks, before.ticks);
    assert.ok(values.every((one) => one <= before.max * (1 + 1e-5)), `${values} on ${before.max}`);
    assert.ok(before.ticks.length >= 2 && before.ticks.length <= 6, before.ticks.join());
    assert.ok(before.ticks.every((tick, i) => i === 0 || tick > before.ticks[i - 1]!));
  }));
});
