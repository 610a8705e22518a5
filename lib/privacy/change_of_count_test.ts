import { strict as assert } from "node:assert";
import fc from "fast-check";
import { changeOfCount } from "./change_of_count.ts";

Deno.test("changeOfCount() hides what either report hides, and 1 to 10 people more or fewer", () => {
  assert.equal(changeOfCount("hidden", 100, 11), "hidden");
  assert.equal(changeOfCount(100, "hidden", 11), "hidden");
  assert.equal(changeOfCount(100, 100, 11), 0);
  assert.equal(changeOfCount(110, 100, 11), "hidden");
  assert.equal(changeOfCount(90, 100, 11), "hidden");
  assert.equal(changeOfCount(111, 100, 11), 11);
  assert.equal(changeOfCount(89, 100, 11), -11);
});

Deno.test("changeOfCount() never prints a number between zero and the minimum", () => {
  fc.assert(fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 2, max: 50 }), (now, before, minimum) => {
    const change = changeOfCount(now, before, minimum);
    assert.ok(change === "hidden" || change === 0 || Math.abs(change) >= minimum);
    assert.equal(change === "hidden", now !== before && Math.abs(now - before) < minimum);
  }));
});
