import { strict as assert } from "node:assert";
import { random } from "../kernels/mod.ts";
import { attribution } from "./attribution.ts";
import { channelPaths } from "./channel_paths.ts";
import { markovOrders } from "./markov_orders.ts";

const best = (paths: Parameters<typeof markovOrders>[0], options = {}) =>
  markovOrders(paths, options).reduce((a, b) => b.logLoss < a.logLoss ? b : a).order;

/** Journeys of a chain that remembers `memory` touches: what it does next is nearly fixed by them. */
const journeys = (memory: number, count: number) => {
  const draw = random(5);
  return channelPaths(Array.from({ length: count }, () => {
    const path: string[] = [];
    // Ends by chance alone: a least length would be something to remember.
    do {
      const before = path.slice(-memory).join("");
      const likely = [...before].reduce((sum, letter) => sum * 3 + letter.charCodeAt(0), 7) % 4;
      path.push("abcd"[draw() < 0.9 ? likely : Math.floor(draw() * 4)]!);
    } while (draw() < 0.85);
    const converts = draw() < 0.3;
    return { path, conversions: Number(converts), nulls: Number(!converts) };
  }));
};

Deno.test("markovOrders() finds the order a chain was made with", () => {
  assert.equal(best(journeys(1, 3000), { repeats: "keep" }), 1);
  assert.equal(best(journeys(2, 3000), { repeats: "keep" }), 2);
  assert.equal(best(journeys(3, 6000), { repeats: "keep" }), 3);
});

Deno.test("markovOrders() of steps that cannot be foreseen is the loss of guessing", () => {
  // One touch, a or b alike, then the journey converts or not, alike: ln 2 for each of two steps.
  const [one] = markovOrders(
    channelPaths([
      { path: "a", conversions: 10_000, nulls: 10_000 },
      { path: "b", conversions: 10_000, nulls: 10_000 },
    ]),
    { highest: 1 },
  );
  assert.ok(Math.abs(one!.logLoss - Math.LN2) < 1e-3, String(one!.logLoss));
  assert.ok(one!.standardError < 1e-3);
});

Deno.test("markovOrders() keeps a person's journeys together, and a seed fixes the result", () => {
  const paths = journeys(1, 300);
  const person = Uint32Array.from({ length: 300 }, (_, i) => Math.floor(i / 3));
  assert.deepEqual(markovOrders({ ...paths, person }), markovOrders({ ...paths, person }));
  assert.notDeepEqual(markovOrders({ ...paths, person }), markovOrders(paths));
  assert.equal(markovOrders(channelPaths([])).length, 4);
});

Deno.test("attribution() takes the order that foresees best when it is left to it, and shows the others", () => {
  const paths = journeys(2, 3000);
  const result = attribution(paths, { order: "auto", repeats: "keep" });
  assert.equal(result.markov.order, 2);
  assert.equal(result.markov.orders?.length, 4);
});

Deno.test("markovOrders() refuses counts that cannot be held out, and options out of bounds", () => {
  assert.throws(() => markovOrders(channelPaths([{ path: "a", conversions: 0.5 }])), /not a whole number/);
  assert.throws(() => markovOrders(channelPaths([]), { highest: 5 }), RangeError);
  assert.throws(() => markovOrders(channelPaths([]), { folds: 1 }), RangeError);
});
