import { strict as assert } from "node:assert";
import { step, walked } from "./_results_for_tests.ts";
import { biggestDrop } from "./biggest_drop.ts";

Deno.test("biggestDrop() finds the step after which the largest share leaves", () => {
  assert.deepEqual(biggestDrop(walked), {
    index: 1,
    step: "Ask",
    next: "Visit",
    rate: 8 / 11,
    low: 0.64,
    high: 0.8,
  });
});

Deno.test("biggestDrop() looks only at what is shown", () => {
  const hidden = { lost: "hidden", of: "hidden", rate: "hidden", low: "hidden", high: "hidden" } as const;
  const steps = walked.steps.map((one, i) => i === 1 ? { ...one, drop: hidden } : one);
  assert.equal(biggestDrop({ steps })?.step, "See");
  assert.equal(biggestDrop({ steps: steps.slice(1) }), null);
});

Deno.test("biggestDrop() is null when nobody left, or nobody's time is over", () => {
  const none = { lost: 0, of: 50, rate: 0, low: 0, high: 0.07 };
  assert.equal(biggestDrop({ steps: [step("a", { drop: none }), step("b")] }), null);
  assert.equal(biggestDrop({ steps: [step("a"), step("b")] }), null);
  assert.equal(biggestDrop({ steps: [] }), null);
});
