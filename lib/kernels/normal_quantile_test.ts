import { strict as assert } from "node:assert";
import { normalQuantile } from "./normal_quantile.ts";

Deno.test("normalQuantile() gives the printed values, and mirrors around one half", () => {
  assert.equal(normalQuantile(0.5), 0);
  assert.equal(normalQuantile(0.975).toFixed(9), "1.959963985");
  assert.equal(normalQuantile(0.995).toFixed(9), "2.575829304");
  assert.ok(Math.abs(normalQuantile(0.1) + normalQuantile(0.9)) < 1e-14);
});

Deno.test("normalQuantile() refuses what is no probability strictly between 0 and 1", () => {
  for (const p of [0, 1, -1, 95, NaN]) assert.throws(() => normalQuantile(p), RangeError);
});
