import { strict as assert } from "node:assert";
import fc from "fast-check";
import { newcombe } from "./newcombe.ts";

Deno.test("newcombe() gives the intervals of Newcombe (1998), table II, method 10", () => {
  const published = [
    [56, 70, 48, 80, "0.0524", "0.3339"],
    [9, 10, 3, 10, "0.1705", "0.8090"],
    [6, 7, 2, 7, "0.0582", "0.8062"],
    [5, 56, 0, 29, "-0.0381", "0.1926"],
    [0, 10, 0, 20, "-0.1611", "0.2775"],
    [0, 10, 0, 10, "-0.2775", "0.2775"],
    [10, 10, 0, 20, "0.6791", "1.0000"],
    [10, 10, 0, 10, "0.6075", "1.0000"],
  ] as const;
  for (const [n1, of1, n2, of2, low, high] of published) {
    const found = newcombe({ n: n1, of: of1 }, { n: n2, of: of2 });
    assert.deepEqual(
      [found.low.toFixed(4), found.high.toFixed(4)],
      [low, high],
      `${n1}/${of1} against ${n2}/${of2}`,
    );
    assert.ok(Math.abs(found.value - (n1 / of1 - n2 / of2)) < 1e-15);
  }
});

Deno.test("newcombe() of swapped shares is the mirror image, and holds the difference", () => {
  const share = fc.integer({ min: 1, max: 5000 }).chain((of) =>
    fc.integer({ min: 0, max: of }).map((n) => ({ n, of }))
  );
  fc.assert(fc.property(share, share, (a, b) => {
    const there = newcombe(a, b);
    const back = newcombe(b, a);
    assert.ok(Math.abs(there.low + back.high) < 1e-12 && Math.abs(there.high + back.low) < 1e-12);
    assert.ok(there.low <= there.value + 1e-12 && there.value <= there.high + 1e-12);
    assert.ok(there.low >= -1 && there.high <= 1);
  }));
});

Deno.test("newcombe() refuses a share of nobody", () => {
  assert.throws(() => newcombe({ n: 0, of: 0 }, { n: 1, of: 2 }), RangeError);
});
